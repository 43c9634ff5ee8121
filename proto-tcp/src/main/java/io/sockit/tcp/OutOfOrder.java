package io.sockit.tcp;

import io.sockit.spi.packet.Packet;

import org.jspecify.annotations.Nullable;

import java.util.Arrays;

/// What has arrived behind a gap: islands of bytes in the order of the stream, each one packet that
/// has taken in those it touches. On the strand.
final class OutOfOrder {
    private static final int FIRST_SIZE = 4;

    private long[] starts = new long[FIRST_SIZE];
    private long[] ends = new long[FIRST_SIZE];
    private @Nullable Packet[] packets = new @Nullable Packet[FIRST_SIZE];
    private int count;
    private int charged; // memory that the packets pin
    private int bytes;

    // The island that the last packet came into.
    private long lastStart;
    private long lastEnd;

    // What of the last packet was there before, or nothing where both are equal.
    private long twiceStart;
    private long twiceEnd;

    boolean isEmpty() {
        return count == 0;
    }

    int islands() {
        return count;
    }

    /// Memory that they pin.
    int charged() {
        return charged;
    }

    /// Bytes of data in all of them.
    int bytes() {
        return bytes;
    }

    long start(int island) {
        return starts[island];
    }

    long end(int island) {
        return ends[island];
    }

    long lastStart() {
        return lastStart;
    }

    long lastEnd() {
        return lastEnd;
    }

    long twiceStart() {
        return twiceStart;
    }

    long twiceEnd() {
        return twiceEnd;
    }

    /// The highest position, where there is any island.
    long highest() {
        return ends[count - 1];
    }

    /// The first island that ends at or behind a position.
    private int find(long position) {
        int low = 0;
        int high = count;
        while (low < high) {
            int middle = (low + high) >>> 1;
            if (ends[middle] < position) {
                low = middle + 1;
            } else {
                high = middle;
            }
        }
        return low;
    }

    /// Takes over a packet.
    ///
    /// @return whether some of it was new
    boolean add(Packet packet, long start, long end) {
        twiceStart = 0;
        twiceEnd = 0;
        int i = find(start);
        if (i < count && starts[i] <= start && end <= ends[i]) {
            twiceStart = start;
            twiceEnd = end;
            lastStart = starts[i];
            lastEnd = ends[i];
            packet.release();
            return false;
        }
        long from = start;
        if (i < count && starts[i] <= from) { // it continues, or overlaps, the island before it
            if (ends[i] > from) {
                twice(from, ends[i]);
                packet.consume((int) (ends[i] - from));
                from = ends[i];
            }
            grow(i, packet, end);
        } else {
            insert(i, packet, from, end);
        }
        swallow(i, end);
        lastStart = starts[i];
        lastEnd = ends[i];
        return true;
    }

    private void twice(long start, long end) {
        if (twiceEnd == twiceStart) {
            twiceStart = start;
            twiceEnd = end;
        }
    }

    private Packet packet(int island) {
        Packet packet = packets[island];
        if (packet == null) {
            throw new IndexOutOfBoundsException(island);
        }
        return packet;
    }

    private void grow(int i, Packet more, long end) {
        Packet packet = packet(i);
        charged -= packet.chargedBytes();
        packet.absorb(more);
        charged += packet.chargedBytes();
        bytes += (int) (end - ends[i]);
        ends[i] = end;
    }

    /// The island has grown up to `end`: those behind it that it reaches become part of it.
    private void swallow(int i, long end) {
        while (i + 1 < count && starts[i + 1] <= end) {
            Packet next = packet(i + 1);
            long nextStart = starts[i + 1];
            long nextEnd = ends[i + 1];
            charged -= next.chargedBytes();
            remove(i + 1);
            if (nextEnd <= end) {
                twice(nextStart, nextEnd);
                next.release();
            } else {
                if (nextStart < end) {
                    twice(nextStart, end);
                    next.consume((int) (end - nextStart));
                }
                grow(i, next, nextEnd);
                return;
            }
        }
    }

    private void insert(int at, Packet packet, long start, long end) {
        if (count == starts.length) {
            starts = Arrays.copyOf(starts, 2 * count);
            ends = Arrays.copyOf(ends, 2 * count);
            packets = Arrays.copyOf(packets, 2 * count);
        }
        int moved = count - at;
        System.arraycopy(starts, at, starts, at + 1, moved);
        System.arraycopy(ends, at, ends, at + 1, moved);
        System.arraycopy(packets, at, packets, at + 1, moved);
        starts[at] = start;
        ends[at] = end;
        packets[at] = packet;
        count++;
        charged += packet.chargedBytes();
        bytes += (int) (end - start);
    }

    private void remove(int at) {
        bytes -= (int) (ends[at] - starts[at]);
        int moved = count - at - 1;
        System.arraycopy(starts, at + 1, starts, at, moved);
        System.arraycopy(ends, at + 1, ends, at, moved);
        System.arraycopy(packets, at + 1, packets, at, moved);
        count--;
        packets[count] = null;
    }

    /// Takes out the first island if it begins at or before a position, the caller's then, without
    /// what is before the position; or null.
    @Nullable Packet takeUpTo(long position) {
        while (count > 0 && starts[0] <= position) {
            Packet packet = packet(0);
            long start = starts[0];
            long end = ends[0];
            charged -= packet.chargedBytes();
            remove(0);
            if (end > position) {
                packet.consume((int) (position - start));
                return packet;
            }
            packet.release();
        }
        return null;
    }

    /// Drops the last island.
    ///
    /// @return bytes of data that were dropped
    int prune() {
        Packet packet = packet(count - 1);
        int bytes = (int) (ends[count - 1] - starts[count - 1]);
        charged -= packet.chargedBytes();
        remove(count - 1);
        packet.release();
        return bytes;
    }

    void clear() {
        while (count > 0) {
            prune();
        }
    }
}
