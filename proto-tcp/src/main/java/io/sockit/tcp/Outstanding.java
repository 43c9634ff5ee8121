package io.sockit.tcp;

import org.jspecify.annotations.Nullable;

/// What has been sent and is not acknowledged: one record for each packet, in the order of the
/// stream and in that of sending, with what has become of it (the scoreboard of RFC 6675). Counted
/// in packets. Records are used again. On the strand.
final class Outstanding {
    /// What one packet carries.
    static final class Sent {
        long start;
        long end;

        /// It was sent as a part of what the one before it began.
        boolean joined;

        /// Its last byte was the last that had been written.
        boolean pushed;

        /// When it was sent last.
        long sentAt;

        /// What had been delivered when it was sent.
        long deliveredBefore;

        /// The peer has told that it has it (RFC 2018).
        boolean sacked;

        /// Taken for lost, and to be sent again.
        boolean lost;

        /// Has been sent again since it was taken for lost, and is under way once more.
        boolean resent;

        /// Has ever been sent again: without timestamps it gives no round-trip time (RFC 6298 §3).
        boolean everResent;

        private @Nullable Sent earlier;
        private @Nullable Sent later;
        private boolean timed;
    }

    private static final int FIRST_SIZE = 4; // a power of two, as every size

    private @Nullable Sent[] ring = new @Nullable Sent[FIRST_SIZE]; // unused ones are kept
    private int head;
    private int count;
    private @Nullable Sent oldest;
    private @Nullable Sent newest;
    private int sacked;
    private int assumed;
    private int lost;
    private int resent;

    boolean isEmpty() {
        return count == 0;
    }

    /// Packets.
    int count() {
        return count;
    }

    int lost() {
        return lost;
    }

    /// Packets that the peer has behind a gap: named by it, or assumed from duplicates.
    int sacked() {
        return sacked + assumed;
    }

    /// Sets how many packets duplicate acknowledgments stand for, where the peer names none.
    void assume(int packets) {
        assumed = packets;
    }

    int resent() {
        return resent;
    }

    /// Packets that are taken to be on their way (RFC 6675 §4, "pipe").
    int inFlight() {
        return count - sacked - assumed - lost + resent;
    }

    /// The packet at an index, 0 being the first of the stream.
    Sent get(int index) {
        Sent found = ring[(head + index) & (ring.length - 1)];
        if (found == null) {
            throw new IndexOutOfBoundsException(index);
        }
        return found;
    }

    Sent last() {
        return get(count - 1);
    }

    /// The index of the first packet that ends behind a position, [#count] where there is none.
    int indexOf(long position) {
        int low = 0;
        int high = count;
        while (low < high) {
            int middle = (low + high) >>> 1;
            if (get(middle).end <= position) {
                low = middle + 1;
            } else {
                high = middle;
            }
        }
        return low;
    }

    Sent add(long start, long end, long now) {
        if (count == ring.length) {
            grow();
        }
        int place = (head + count) & (ring.length - 1);
        Sent packet = ring[place];
        if (packet == null) {
            packet = new Sent();
            ring[place] = packet;
        }
        count++;
        packet.start = start;
        packet.end = end;
        packet.sacked = false;
        packet.lost = false;
        packet.resent = false;
        packet.everResent = false;
        packet.joined = false;
        packet.pushed = false;
        time(packet, now);
        return packet;
    }

    private void grow() {
        @Nullable Sent[] larger = new @Nullable Sent[ring.length * 2];
        for (int i = 0; i < count; i++) {
            larger[i] = get(i);
        }
        ring = larger;
        head = 0;
    }

    /// Cuts the packets in pieces of at most `size` bytes, after the path became narrower.
    void cut(int size) {
        int before = count;
        for (int i = 0; i < before; i++) {
            Sent packet = get(0);
            Sent copy = new Sent();
            copy.start = packet.start;
            copy.end = packet.end;
            copy.sentAt = packet.sentAt;
            copy.deliveredBefore = packet.deliveredBefore;
            copy.sacked = packet.sacked;
            copy.lost = packet.lost;
            copy.everResent = packet.everResent;
            boolean onItsWay = packet.resent;
            copy.pushed = packet.pushed;
            removeFirst();
            long at = copy.start;
            do {
                long end = Math.min(copy.end, at + size);
                Sent piece = add(at, end, copy.sentAt);
                piece.deliveredBefore = copy.deliveredBefore;
                piece.everResent = copy.everResent;
                if (copy.sacked) {
                    sacked(piece);
                }
                if (copy.lost) {
                    lost(piece);
                }
                if (onItsWay) {
                    piece.resent = true;
                    resent++;
                }
                at = end;
                piece.pushed = copy.pushed && at == copy.end;
            } while (at < copy.end);
        }
    }

    /// Removes the first packet; its values stay until the next [#add].
    Sent removeFirst() {
        Sent packet = get(0);
        sacked -= packet.sacked ? 1 : 0;
        lost -= packet.lost ? 1 : 0;
        resent -= packet.resent ? 1 : 0;
        untime(packet);
        head = (head + 1) & (ring.length - 1);
        count--;
        return packet;
    }

    void sacked(Sent packet) {
        if (!packet.sacked) {
            packet.sacked = true;
            sacked++;
            found(packet);
            untime(packet);
        }
    }

    /// The peer no longer has what it told that it has (RFC 2018 §8), or counts anew what it has
    /// without naming it.
    void unsacked(Sent packet) {
        if (packet.sacked) {
            packet.sacked = false;
            sacked--;
            time(packet, packet.sentAt);
        }
    }

    /// Takes a packet for lost; it waits to be sent again.
    void lost(Sent packet) {
        if (!packet.sacked && !packet.lost) {
            packet.lost = true;
            lost++;
        }
        if (packet.resent) {
            packet.resent = false;
            resent--;
        }
        untime(packet);
    }

    /// It was not lost after all, or it no longer matters.
    void found(Sent packet) {
        if (packet.lost) {
            packet.lost = false;
            lost--;
        }
        if (packet.resent) {
            packet.resent = false;
            resent--;
        }
    }

    /// It counts as under way again, whether it was sent again or not.
    void unlost(Sent packet) {
        if (packet.lost) {
            packet.lost = false;
            lost--;
        }
    }

    void resent(Sent packet, long now) {
        packet.everResent = true;
        if (!packet.resent) {
            packet.resent = true;
            resent++;
        }
        untime(packet);
        time(packet, now);
    }

    // ---- the order of sending

    /// It was sent again, though it is not taken for lost.
    void retime(Sent packet, long now) {
        untime(packet);
        time(packet, now);
    }

    private void time(Sent packet, long now) {
        packet.sentAt = now;
        packet.timed = true;
        packet.earlier = newest;
        packet.later = null;
        if (newest == null) {
            oldest = packet;
        } else {
            newest.later = packet;
        }
        newest = packet;
    }

    private void untime(Sent packet) {
        if (!packet.timed) {
            return;
        }
        packet.timed = false;
        Sent earlier = packet.earlier;
        Sent later = packet.later;
        if (earlier == null) {
            oldest = later;
        } else {
            earlier.later = later;
        }
        if (later == null) {
            newest = earlier;
        } else {
            later.earlier = earlier;
        }
    }

    /// The packet under way that was sent first.
    @Nullable Sent oldest() {
        return oldest;
    }

    /// The packet under way that was sent after this one.
    @Nullable Sent after(Sent packet) {
        return packet.later;
    }

    void clear() {
        while (count > 0) {
            removeFirst();
        }
        ring = new @Nullable Sent[FIRST_SIZE];
        head = 0;
        assumed = 0;
    }
}
