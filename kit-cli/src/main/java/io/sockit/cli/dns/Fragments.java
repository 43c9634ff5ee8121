package io.sockit.cli.dns;

import org.jspecify.annotations.Nullable;

import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/// Puts fragmented packets of a file together again. One thread.
final class Fragments {
    /// What offsets count in, in octets (RFC 791 §3.1).
    static final int UNIT = 8;

    /// Packets that wait for fragments, at most; the oldest goes first.
    private static final int MOST = 1000;

    private static final int MOST_OCTETS = 65_535;

    private final Map<String, Pieces> waiting = new LinkedHashMap<>();
    private int givenUp;

    /// What is there of one packet.
    private static final class Pieces {
        final SortedMap<Integer, byte[]> byOffset = new TreeMap<>();
        int end = -1;
    }

    /// Adds a fragment.
    ///
    /// @param key what the fragments of one packet have in common
    /// @return the whole packet if that was what it lacked, else null
    byte @Nullable [] add(String key, int offset, boolean more, byte[] data) {
        if (offset + data.length > MOST_OCTETS) {
            return null;
        }
        Pieces pieces = waiting.computeIfAbsent(key, k -> new Pieces());
        pieces.byOffset.put(offset, data);
        if (!more) {
            pieces.end = offset + data.length;
        }
        byte[] whole = whole(pieces);
        if (whole != null) {
            waiting.remove(key);
        } else if (waiting.size() > MOST) {
            waiting.remove(waiting.keySet().iterator().next());
            givenUp++;
        }
        return whole;
    }

    private static byte @Nullable [] whole(Pieces pieces) {
        if (pieces.end < 0) {
            return null;
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
}
