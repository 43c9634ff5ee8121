package io.sockit.inet.spi;

import io.sockit.spi.packet.Packet;

import org.jspecify.annotations.Nullable;

/// The entries of a [PcbTable] that have a peer, by four-tuple: open addressing with linear
/// probing, each place holding the entries of one four-tuple, the last added first. Removal moves
/// later entries of the run back, so there are no tombstones. On the strand.
final class ConnectedTable {
    private static final int FIRST_SIZE = 16; // a power of two, as every size

    /// How many places were looked at: see [PcbTable#probes()].
    long probes;

    private final FlowHash hash;
    private @Nullable PcbEntry[] places = new @Nullable PcbEntry[FIRST_SIZE];
    private int used;

    ConnectedTable(FlowHash hash) {
        this.hash = hash;
    }

    boolean isEmpty() {
        return used == 0;
    }

    void add(PcbEntry entry) {
        entry.hash =
                hash.of(
                        entry.localHigh,
                        entry.localLow,
                        entry.localPort,
                        entry.peerHigh,
                        entry.peerLow,
                        entry.peerPort);
        int i = place(entry);
        PcbEntry twin = places[i];
        if (twin == null) {
            places[i] = entry;
            if (++used > places.length / 2) {
                grow();
            }
            return;
        }
        entry.twin = twin;
        twin.twinBefore = entry;
        places[i] = entry;
    }

    /// Where the entries of a four-tuple are, or where they would be.
    private int place(PcbEntry entry) {
        int mask = places.length - 1;
        int i = entry.hash & mask;
        probes++;
        for (PcbEntry at = places[i]; at != null && !at.isTwinOf(entry); at = places[i]) {
            i = (i + 1) & mask;
            probes++;
        }
        return i;
    }

    void remove(PcbEntry entry) {
        PcbEntry before = entry.twinBefore;
        PcbEntry after = entry.twin;
        entry.twin = null;
        entry.twinBefore = null;
        if (after != null) {
            after.twinBefore = before;
        }
        if (before != null) {
            before.twin = after;
        } else if (after != null) {
            places[place(entry)] = after;
        } else {
            empty(place(entry));
            used--;
        }
    }

    /// Empties a place, and closes the gap that would end the search for those behind it.
    private void empty(int place) {
        int mask = places.length - 1;
        int gap = place;
        int i = place;
        while (true) {
            i = (i + 1) & mask;
            probes++;
            PcbEntry moved = places[i];
            if (moved == null) {
                places[gap] = null;
                return;
            }
            if (((i - moved.hash) & mask) >= ((i - gap) & mask)) {
                places[gap] = moved;
                gap = i;
            }
        }
    }

    private void grow() {
        @Nullable PcbEntry[] old = places;
        places = new @Nullable PcbEntry[old.length * 2];
        for (PcbEntry entry : old) {
            if (entry != null) {
                places[place(entry)] = entry;
            }
        }
    }

    int hash(long high, long low, int port, long peerHigh, long peerLow, int peerPort) {
        return hash.of(high, low, port, peerHigh, peerLow, peerPort);
    }

    /// The first entry of a four-tuple, or null.
    @Nullable PcbEntry find(
            int hashed, long high, long low, int port, long peerHigh, long peerLow, int peerPort) {
        @Nullable PcbEntry[] table = places;
        int mask = table.length - 1;
        int i = hashed & mask;
        probes++;
        PcbEntry at = table[i];
        while (at != null && !at.isOf(high, low, port, peerHigh, peerLow, peerPort)) {
            i = (i + 1) & mask;
            probes++;
            at = table[i];
        }
        return at;
    }

    /// The one of an entry and its twins that serves a packet best: one of the packet's interface
    /// rather than of any, one of IPv4 alone rather than of both families.
    static @Nullable PcbEntry best(PcbEntry first, Packet packet, IpAddresses addresses) {
        if (first.twin == null) {
            return first.serves(packet, addresses) ? first : null;
        }
        PcbEntry found = null;
        int best = -1;
        for (PcbEntry each = first; each != null; each = each.twin) {
            int score = (each.device != 0 ? 2 : 0) + (each.has(PcbEntry.INET) ? 1 : 0);
            if (score > best && each.serves(packet, addresses)) {
                best = score;
                found = each;
            }
        }
        return found;
    }
}
