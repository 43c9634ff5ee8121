package io.sockit.dns;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SortedSet;

/// The replies of a capture compared with those that a real name server gave to the same queries:
/// rcode, question, answer set, `aa` and `tc`, and the authority section if there is no answer.
///
/// @param replies how many were recorded
/// @param equal to how many of them an equal one came
/// @param differences what was expected and what came, in lines
/// @param incomplete recorded packets that lack fragments, and so were compared with nothing
record Comparison(int replies, int equal, List<List<String>> differences, int incomplete) {
    private static final int MOST_RECORDS = 5;

    /// Compares two capture files.
    ///
    /// @throws IOException if one cannot be read
    static Comparison of(Path recorded, Path answers) throws IOException {
        Datagrams came = Datagrams.read(answers, CapturedReply::isReply);
        Map<CapturedReply.Key, Deque<Came>> byKey = byKey(came);
        List<List<String>> differences = new ArrayList<>();
        Map<CapturedReply.Key, Came> last = new HashMap<>();
        int replies = 0;
        Datagrams wanted = Datagrams.read(recorded, CapturedReply::isReply);
        for (Datagram datagram : wanted.list()) {
            CapturedReply expected = CapturedReply.read(datagram);
            CapturedReply.Key key = expected.key(datagram);
            Deque<Came> candidates = byKey.getOrDefault(key, new ArrayDeque<>());
            Came mine = candidates.isEmpty() ? null : candidates.removeFirst();
            replies++;
            if (mine == null) {
                differences.add(missing(key, datagram, expected));
            } else {
                last.put(key, mine);
                compare(key, expected, mine, differences);
            }
        }
        int equal = replies - differences.size();
        repeated(byKey, last, differences);
        tooMany(recorded, wanted, differences);
        tooMany(answers, came, differences);
        return new Comparison(replies, equal, differences, wanted.incomplete());
    }

    /// A reply that came.
    private record Came(long packet, CapturedReply reply) {}

    private static Map<CapturedReply.Key, Deque<Came>> byKey(Datagrams datagrams) {
        Map<CapturedReply.Key, Deque<Came>> byKey = new LinkedHashMap<>();
        for (Datagram datagram : datagrams.list()) {
            CapturedReply reply = CapturedReply.read(datagram);
            byKey.computeIfAbsent(reply.key(datagram), key -> new ArrayDeque<>())
                    .addLast(new Came(datagram.number(), reply));
        }
        return byKey;
    }

    /// Compares the replies that are left: a repeated query gets the same reply, and no other reply
    /// may come.
    private static void repeated(
            Map<CapturedReply.Key, Deque<Came>> left,
            Map<CapturedReply.Key, Came> last,
            List<List<String>> differences) {
        left.forEach(
                (key, replies) -> {
                    Came known = last.get(key);
                    for (Came reply : replies) {
                        if (known == null) {
                            differences.add(
                                    List.of(
                                            key.toString(),
                                            "  expected: no reply (not in the recording)",
                                            came(reply) + reply.reply().head()));
                        } else {
                            compare(key, known.reply(), reply, differences);
                        }
                    }
                });
    }

    private static void tooMany(Path file, Datagrams datagrams, List<List<String>> differences) {
        if (datagrams.givenUp() > 0) {
            differences.add(
                    List.of(
                            "%s: %d packets in fragments were given up (expected: at most %d bytes of fragments under way at a time)"
                                    .formatted(file, datagrams.givenUp(), Fragments.MOST_WAITING)));
        }
    }

    private static String came(Came came) {
        return "  came (packet " + came.packet() + "): ";
    }

    private static List<String> missing(
            CapturedReply.Key key, Datagram datagram, CapturedReply expected) {
        return List.of(
                key.toString(),
                "  expected (packet " + datagram.number() + "): " + expected.head(),
                "  came: no reply");
    }

    private static void compare(
            CapturedReply.Key key, CapturedReply expected, Came came, List<List<String>> into) {
        if (expected.equals(came.reply())) {
            return;
        }
        List<String> lines = new ArrayList<>();
        lines.add(key.toString());
        lines.add("  expected: " + expected.head());
        only(expected.answers(), came.reply().answers(), "answer", lines);
        only(expected.authority(), came.reply().authority(), "authority", lines);
        lines.add(came(came) + came.reply().head());
        only(came.reply().answers(), expected.answers(), "answer", lines);
        only(came.reply().authority(), expected.authority(), "authority", lines);
        into.add(List.copyOf(lines));
    }

    /// The records that one side has alone.
    private static void only(
            SortedSet<String> mine, SortedSet<String> others, String section, List<String> lines) {
        List<String> alone = mine.stream().filter(record -> !others.contains(record)).toList();
        alone.stream()
                .limit(MOST_RECORDS)
                .forEach(record -> lines.add("    " + section + ": " + record));
        if (alone.size() > MOST_RECORDS) {
            lines.add("    and " + (alone.size() - MOST_RECORDS) + " more");
        }
    }
}
