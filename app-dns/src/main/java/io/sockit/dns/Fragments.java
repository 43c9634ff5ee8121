package io.sockit.dns;

import org.jspecify.annotations.Nullable;

import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import java.util.SortedMap;
import java.util.TreeMap;

/// Reassembles the fragmented packets of a file. One thread.
final class Fragments {
    /// The unit of fragment offsets, in octets (RFC 791 §3.1).
    static final int UNIT = 8;

    /// Maximum number of packets that wait for fragments; the oldest is given up first.
    private static final int MOST = 1000;

    /// Maximum number of octets that wait, with their overhead; the oldest packet is given up
    /// first.
    static final int MOST_WAITING = 16 << 20;

    private static final int MOST_OCTETS = 65_535;

    /// Maximum number of pieces of one packet: the longest packet, cut for an MTU of 68, the least
    /// of IPv4.
    private static final int MOST_PIECES = 1365;

    /// The charge for a piece besides its octets.
    private static final int PIECE = 64;

    private final Map<String, Pieces> waiting = new LinkedHashMap<>();
    private int charged;
    private int givenUp;

    /// The pieces of one packet.
    private static final class Pieces {
        final SortedMap<Integer, byte[]> byOffset = new TreeMap<>();
        int octets;
        int end = -1;

        int charge() {
            return octets + byOffset.size() * PIECE;
        }
    }

    /// Adds a fragment. A packet whose fragments overlap never becomes whole.
    ///
    /// Ignores an empty fragment that is not the last. Ignores fragments beyond the limit of a
    /// packet, which so never becomes whole.
    ///
    /// @param key the same for all fragments of one packet
    /// @return the whole packet if this fragment completed it, else null
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

    /// The incomplete packets that were given up for lack of room.
    int givenUp() {
        return givenUp;
    }
}
