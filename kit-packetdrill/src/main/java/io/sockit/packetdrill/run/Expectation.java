package io.sockit.packetdrill.run;

import io.sockit.api.ErrnoException;
import io.sockit.packetdrill.script.PacketSpec;
import io.sockit.packetdrill.script.PacketSpec.Tcp;
import io.sockit.packetdrill.script.PacketText;
import io.sockit.packetdrill.script.TcpFlags;
import io.sockit.packetdrill.script.TcpOption;

import org.jspecify.annotations.Nullable;

import java.util.List;

/// One packet that the host is to send. A segment may come in equal pieces, the last of which may
/// be shorter; a large one that the device is to cut may hold more than the script's line.
final class Expectation {
    private final Stage stage;
    private final PacketEvents packets;
    private final Connection connection;
    private final PacketSpec expected;

    Expectation(Stage stage, PacketEvents packets, Connection connection, PacketSpec expected) {
        this.stage = stage;
        this.packets = packets;
        this.connection = connection;
        this.expected = expected;
    }

    void await() throws ErrnoException, DrillFailure {
        if (expected instanceof Tcp tcp) {
            Subjects.wentOut(connection, tcp, null);
        }
        Arrived first = arrival();
        if (expected instanceof Tcp tcp && first.received().packet() instanceof Tcp) {
            segment(tcp, first);
        } else {
            judge(first.received().packet(), first);
        }
    }

    private Arrived arrival() throws ErrnoException, DrillFailure {
        Arrived next = packets.next(connection, expected);
        if (next == null) {
            throw new DrillFailure(
                    "no packet is sent%n  expected: %s".formatted(PacketText.of(expected)));
        }
        return next;
    }

    private void segment(Tcp wanted, Arrived first) throws ErrnoException, DrillFailure {
        Arrived last = first;
        Tcp whole = taken(first, wanted.payload());
        Tcp piece = whole;
        while (whole.payload() < wanted.payload() && !stage.settings.strictSegments()) {
            last = arrival();
            Tcp next = taken(last, wanted.payload() - whole.payload());
            boolean ends = whole.payload() + next.payload() >= wanted.payload();
            if (!Comparison.follows(piece, next) || (!ends && next.payload() != piece.payload())) {
                throw mismatch("a piece that does not fit the one before", next);
            }
            whole = joined(whole, next);
            piece = next;
        }
        judge(whole, last);
    }

    /// Takes a segment, in the script's numbers; of a large one only as much as is wanted.
    private Tcp taken(Arrived next, int most) {
        Arrived used = next;
        Tcp live = (Tcp) next.received().packet();
        int size = next.segmentSize();
        boolean cut =
                size > 0
                        && most > 0
                        && live.payload() > most
                        && most % size == 0
                        && !stage.settings.strictSegments();
        if (cut) {
            used = next.head(live, most);
            packets.putBack(next.rest(live, most));
            live = (Tcp) used.received().packet();
        }
        Subjects.wentOut(connection, (Tcp) expected, live);
        Tcp mapped = connection.toScript(live);
        stage.trace.add(used.at(), PacketText.of(mapped));
        return mapped;
    }

    private static Tcp joined(Tcp whole, Tcp piece) {
        int ends = TcpFlags.FIN | TcpFlags.PSH;
        return new Tcp(
                piece.envelope(),
                whole.flags() | (piece.flags() & ends),
                whole.ace(),
                whole.sequence(),
                whole.payload() + piece.payload(),
                piece.ack(),
                piece.window(),
                piece.urgent(),
                piece.options());
    }

    private void judge(PacketSpec sent, Arrived last) throws DrillFailure {
        if (!(sent instanceof Tcp)) {
            stage.trace.add(last.at(), PacketText.of(sent));
        }
        boolean v4 = last.received().ends().isV4();
        String difference = Comparison.difference(expected, sent, v4);
        if (difference == null) {
            difference = label(sent);
        }
        if (difference == null && !last.received().zeros()) {
            difference = "payload: other bytes than the script's";
        }
        if (difference == null && expected instanceof Tcp wanted && sent instanceof Tcp tcp) {
            difference = timestamp(wanted.options(), tcp.options());
        }
        if (difference != null) {
            throw mismatch(difference, sent);
        }
        try {
            stage.timeline.check("a packet is sent", last.at());
        } catch (DrillFailure e) {
            throw mismatch(String.valueOf(e.getMessage()), sent);
        }
    }

    private @Nullable String label(PacketSpec sent) {
        int script = expected.envelope().ip().flowLabel();
        int live = sent.envelope().ip().flowLabel();
        return script <= 0 || live < 0 || connection.sameFlow(script, live)
                ? null
                : "flow label: 0x%x (expected: %s)"
                        .formatted(live, live == 0 ? "one" : "a change where the script's changes");
    }

    private @Nullable String timestamp(
            @Nullable List<TcpOption> wanted, @Nullable List<TcpOption> sent) throws DrillFailure {
        TcpOption script = find(wanted);
        TcpOption live = find(sent);
        if (script == null || live == null) {
            return null;
        }
        long value = connection.learnTimestamp(script.number(0), live.number(0));
        long tick = stage.settings.timestampTickNanos();
        long off = Math.abs((int) (value - script.number(0))) * tick;
        if (off > stage.timeline.tolerance(stage.timeline.due())) {
            return "TS val: %d (expected: %d)".formatted(value, script.number(0));
        }
        return null;
    }

    private static @Nullable TcpOption find(@Nullable List<TcpOption> options) {
        return options == null
                ? null
                : options.stream()
                        .filter(option -> option.kind() == TcpOption.TIMESTAMP)
                        .findFirst()
                        .orElse(null);
    }

    private DrillFailure mismatch(String difference, PacketSpec sent) {
        return new DrillFailure(
                "%s%n  expected: %s%n  sent:     %s"
                        .formatted(difference, PacketText.of(expected), PacketText.of(sent)));
    }
}
