package io.sockit.dns;

import org.jspecify.annotations.Nullable;

import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import java.util.SortedMap;
import java.util.TreeMap;

/// Puts fragmented packets of a file together again. One thread.
final class Fragments {
    /// What offsets count in, in octets (RFC 791 §3.1).
    static final int UNIT = 8;

    /// Packets that wait for fragments, at most; the oldest goes first.
    private static final int MOST = 1000;

    /// Octets that wait, at most, what they are kept in included; the oldest packet goes first.
    static final int MOST_WAITING = 16 << 20;

    private static final int MOST_OCTETS = 65_535;

    /// Pieces of one packet, at most: as many as the longest makes where the MTU is 68, the
    /// least of IPv4.
    private static final int MOST_PIECES = 1365;

    /// What a piece is charged with besides its octets.
    private static final int PIECE = 64;

    private final Map<String, Pieces> waiting = new LinkedHashMap<>();
    private int charged;
    private int givenUp;

    /// What is there of one packet.
    private static final class Pieces {
        final SortedMap<Integer, byte[]> byOffset = new TreeMap<>();
        int octets;
        int end = -1;

        int charge() {
            return octets + byOffset.size() * PIECE;
        }
    }

    /// Adds a fragment. What overlaps is kept as it came, and so never becomes whole.
    ///
    /// What carries nothing, with more to follow, is none; those beyond the most of one packet are
    /// forgotten, so that it never becomes whole.
    ///
    /// @param key what the fragments of one packet have in common
    /// @return the whole packet if that was what it lacked, else null
    byte @Nullable [] add(String key, int offset, boolean more, byte[] data) {
        if (offset + data.length > MOST_OCTETS || (more && data.length == 0)) {
            return null;
        }
        Pieces pieces = waiting.computeIfAbsent(key, k -> new Pieces());
        if (pieces.byOffset.size() >= MOST_PIECES && !pieces.byOffset.containsKey(offset)) {
            return null;
        }
        charged -= pieces.charge();
        byte[] before = pieces.byOffset.put(offset, data);
        pieces.octets += data.length - (before == null ? 0 : before.length);
        charged += pieces.charge();
        if (!more) {
            pieces.end = offset + data.length;
        }
        byte[] whole = whole(pieces);
        if (whole != null) {
            remove(key);
        }
        while (waiting.size() > MOST || charged > MOST_WAITING) {
            remove(waiting.keySet().iterator().next());
            givenUp++;
        }
        return whole;
    }

    private void remove(String key) {
        charged -= Objects.requireNonNull(waiting.remove(key)).charge();
    }

    private static byte @Nullable [] whole(Pieces pieces) {
        if (pieces.octets != pieces.end) {
            return null; // the end is not known, or not all is there
        }
        byte[] whole = new byte[pieces.end];
        int at = 0;
        for (Map.Entry<Integer, byte[]> piece : pieces.byOffset.entrySet()) {
            byte[] data = piece.getValue();
            if (piece.getKey() != at || at + data.length > whole.length) {
                return null; // a gap, or an overlap
            }
            System.arraycopy(data, 0, whole, at, data.length);
            at += data.length;
        }
        return at == whole.length ? Arrays.copyOf(whole, at) : null;
    }

    /// Packets that never became whole.
    int incomplete() {
        return waiting.size() + givenUp;
    }

    /// Those of them that may have become whole, had there been room for more at a time.
    int givenUp() {
        return givenUp;
    }
}
