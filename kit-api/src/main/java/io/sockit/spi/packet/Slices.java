package io.sockit.spi.packet;

import org.jspecify.annotations.Nullable;

import java.nio.ByteBuffer;
import java.util.Arrays;

/// The payload of one packet: ranges of counted slabs, in order.
///
/// A slice is charged with the memory that it is the reason for. A slab that was taken for these
/// slices counts whole, and a range of a slab that was shared counts its length: the ranges of one
/// slab in many packets together count no more than the slab.
final class Slices {
    private static final int USUAL = 4;
    private static final int KEPT = 64;

    private @Nullable Slab[] slabs = new @Nullable Slab[USUAL];
    private int[] offsets = new int[USUAL];
    private int[] lengths = new int[USUAL];
    private boolean[] whole = new boolean[USUAL]; // whether the slab is charged whole
    private int first;
    private int end;
    private int length;
    private int charged;

    /// Bytes behind the last slice, in its slab, that this packet alone may fill.
    private int room;

    int length() {
        return length;
    }

    /// Bytes of memory that the slices are charged with.
    int charged() {
        return charged;
    }

    /// Bytes of slice `i`, counted from the first.
    int lengthOf(int i) {
        return lengths[first + i];
    }

    /// Copies bytes behind the last slice.
    void append(PacketPool pool, byte[] source, int offset, int n) {
        for (int done = 0; done < n; ) {
            int here = reserve(pool, n - done);
            System.arraycopy(source, offset + done, slab(end - 1).bytes, tailEnd(), here);
            extend(here);
            done += here;
        }
    }

    /// Copies the buffer's next `n` bytes behind the last slice and moves its position over them.
    void append(PacketPool pool, ByteBuffer source, int n) {
        for (int done = 0; done < n; ) {
            int here = reserve(pool, n - done);
            source.get(slab(end - 1).bytes, tailEnd(), here);
            extend(here);
            done += here;
        }
    }

    /// Makes room behind the last slice.
    ///
    /// @return bytes there, at least 1 and at most `wanted`
    private int reserve(PacketPool pool, int wanted) {
        if (room == 0) {
            Slab slab = pool.slab(PacketPool.payloadCapacity(wanted));
            add(slab, 0, 0, true);
            room = slab.bytes.length;
        }
        return Math.min(room, wanted);
    }

    private int tailEnd() {
        return offsets[end - 1] + lengths[end - 1];
    }

    /// Takes over `n` bytes written at [#tailEnd].
    private void extend(int n) {
        lengths[end - 1] += n;
        length += n;
        room -= n;
    }

    /// Shares `n` bytes, beginning `offset` bytes behind the beginning of slice `slice` of `from`.
    void share(Slices from, int slice, int offset, int n) {
        int skip = offset;
        int left = n;
        for (int i = from.first + slice; left > 0; i++) {
            int here = from.lengths[i];
            if (skip >= here) {
                skip -= here;
                continue;
            }
            int taken = Math.min(here - skip, left);
            shareRange(from.slab(i), from.offsets[i] + skip, taken);
            left -= taken;
            skip = 0;
        }
    }

    private void shareRange(Slab slab, int offset, int n) {
        room = 0; // what follows there is for the slab's first owner to fill
        if (continues(slab, offset)) {
            grow(n);
            return;
        }
        slab.retain();
        add(slab, offset, n, false);
    }

    /// Takes a slab over as a slice, with its one count.
    void take(Slab slab, int offset, int n) {
        add(slab, offset, n, true);
        room = 0;
    }

    /// Moves all slices of `from` behind the last one, with what they are charged with.
    void move(Slices from) {
        if (from.length == 0) {
            return;
        }
        for (int i = from.first; i < from.end; i++) {
            Slab slab = from.slab(i);
            int n = from.lengths[i];
            if (continues(slab, from.offsets[i])) {
                slab.release(); // it has one owner more
                grow(n);
                chargeWhole(from.whole[i]);
            } else {
                add(slab, from.offsets[i], n, from.whole[i]);
            }
            from.slabs[i] = null;
        }
        room = from.room;
        from.charged = 0;
        from.reset();
    }

    /// Whether a range is the continuation of the last slice.
    private boolean continues(Slab slab, int offset) {
        return end > first && slabs[end - 1] == slab && tailEnd() == offset;
    }

    private void grow(int n) {
        lengths[end - 1] += n;
        length += n;
        charged += whole[end - 1] ? 0 : n;
    }

    private void chargeWhole(boolean isWhole) {
        if (isWhole && !whole[end - 1]) {
            whole[end - 1] = true;
            charged += slab(end - 1).bytes.length - lengths[end - 1];
        }
    }

    private void add(Slab slab, int offset, int n, boolean isWhole) {
        if (end == slabs.length) {
            makeRoom();
        }
        slabs[end] = slab;
        offsets[end] = offset;
        lengths[end] = n;
        whole[end++] = isWhole;
        length += n;
        charged += isWhole ? slab.bytes.length : n;
    }

    private void makeRoom() {
        int count = end - first;
        int capacity = Math.max(USUAL, 2 * count);
        @Nullable Slab[] from = slabs;
        int[] fromOffsets = offsets;
        int[] fromLengths = lengths;
        boolean[] fromWhole = whole;
        if (capacity > from.length) {
            slabs = new @Nullable Slab[capacity];
            offsets = new int[capacity];
            lengths = new int[capacity];
            whole = new boolean[capacity];
        }
        System.arraycopy(from, first, slabs, 0, count);
        System.arraycopy(fromOffsets, first, offsets, 0, count);
        System.arraycopy(fromLengths, first, lengths, 0, count);
        System.arraycopy(fromWhole, first, whole, 0, count);
        Arrays.fill(slabs, count, slabs.length, null);
        first = 0;
        end = count;
    }

    /// Cuts `n` bytes from the front.
    ///
    /// @return slices that are gone
    int consume(int n) {
        length -= n;
        int left = n;
        int gone = 0;
        while (left > 0) {
            int here = lengths[first];
            if (left < here) {
                offsets[first] += left;
                shorten(first, left);
                return gone;
            }
            left -= here;
            drop(first++);
            gone++;
        }
        if (first == end) {
            reset();
        }
        return gone;
    }

    /// Cuts `n` bytes from the end.
    void trim(int n) {
        if (n == 0) {
            return;
        }
        room = 0; // a sharer may still read what is cut
        length -= n;
        int left = n;
        while (left > 0) {
            int here = lengths[end - 1];
            if (left < here) {
                shorten(end - 1, left);
                return;
            }
            left -= here;
            drop(--end);
        }
    }

    private void shorten(int i, int n) {
        lengths[i] -= n;
        charged -= whole[i] ? 0 : n;
    }

    private void drop(int i) {
        Slab slab = slab(i);
        charged -= whole[i] ? slab.bytes.length : lengths[i];
        slabs[i] = null;
        slab.release();
    }

    void clear() {
        while (first < end) {
            drop(--end);
        }
        reset();
        if (slabs.length > KEPT) {
            slabs = new @Nullable Slab[USUAL];
            offsets = new int[USUAL];
            lengths = new int[USUAL];
            whole = new boolean[USUAL];
        }
    }

    private void reset() {
        first = 0;
        end = 0;
        length = 0;
        room = 0;
    }

    /// Copies `n` bytes, beginning `from` bytes behind the beginning of slice `slice`, which must
    /// be there.
    void copyTo(int slice, int from, byte[] target, int offset, int n) {
        int skip = from;
        int at = offset;
        for (int i = first + slice; at < offset + n; i++) {
            int here = lengths[i];
            if (skip >= here) {
                skip -= here;
                continue;
            }
            int taken = Math.min(here - skip, offset + n - at);
            System.arraycopy(slab(i).bytes, offsets[i] + skip, target, at, taken);
            at += taken;
            skip = 0;
        }
    }

    /// Copies `n` bytes from `from` on, at the target's position.
    void copyTo(int from, ByteBuffer target, int n) {
        int skip = from;
        int left = n;
        for (int i = first; left > 0; i++) {
            int here = lengths[i];
            if (skip >= here) {
                skip -= here;
                continue;
            }
            int taken = Math.min(here - skip, left);
            target.put(slab(i).bytes, offsets[i] + skip, taken);
            left -= taken;
            skip = 0;
        }
    }

    /// The partial sum of `n` bytes from `from` on, as if `from` were even.
    int checksum(int from, int n) {
        int sum = 0;
        int skip = from;
        int left = n;
        for (int i = first; left > 0; i++) {
            int here = lengths[i];
            if (skip >= here) {
                skip -= here;
                continue;
            }
            int taken = Math.min(here - skip, left);
            int piece = Checksum.partial(slab(i).bytes, offsets[i] + skip, taken, 0);
            boolean odd = ((n - left) & 1) != 0;
            sum = odd ? Checksum.addOdd(sum, piece) : Checksum.add(sum, piece);
            left -= taken;
            skip = 0;
        }
        return sum;
    }

    private Slab slab(int i) {
        Slab slab = slabs[i];
        if (slab == null) {
            throw new IllegalStateException("slice: " + i + " (expected: one in use)");
        }
        return slab;
    }
}
