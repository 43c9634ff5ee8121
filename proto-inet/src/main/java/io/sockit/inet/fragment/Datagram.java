package io.sockit.inet.fragment;

import io.sockit.spi.packet.ChecksumState;
import io.sockit.spi.packet.Packet;

import org.jspecify.annotations.Nullable;

import java.util.Arrays;

/// A datagram that is being put together: runs of bytes without a gap, in order, each a packet
/// whose slices are those of the fragments it came in. Used again for another when done. On the
/// strand.
final class Datagram {
    /// What a 65,535-byte packet makes where the MTU is 68, the least there can be: more fragments
    /// are no sender's, but an attack on memory.
    static final int MAX_PARTS = (0xffff - 20 + 47) / 48;

    /// Runs that a datagram keeps room for when it is done.
    private static final int KEPT = 64;

    /// What became of a fragment.
    enum Fate {
        /// It is in, and the packet no longer the caller's.
        HELD,
        DUPLICATE,
        OVERLAP
    }

    /// The next of a chain of [DatagramTable], which has these three.
    @Nullable Datagram next;

    @Nullable Datagram older;
    @Nullable Datagram newer;

    /// What identifies it in [DatagramTable].
    final DatagramKey key = new DatagramKey();

    long deadline;

    /// Bytes that its packets pin.
    long memory;

    /// Fragments that are in it.
    int parts;

    /// Interface that the last came by.
    int interfaceIndex;

    /// A set of marks, see [Ecn].
    int ecn;

    /// The largest fragment, and the largest that says not to be cut again.
    int largest;

    int largestFixed;

    private @Nullable Packet[] runs = new @Nullable Packet[8];
    private int[] starts = new int[8];
    private int[] ends = new int[8];
    private int count;
    private int bytes;
    private int length; // as far as is known
    private boolean lengthKnown;
    private boolean verified;

    void open() {
        memory = 0;
        parts = 0;
        ecn = 0;
        largest = 0;
        largestFixed = 0;
        bytes = 0;
        length = 0;
        lengthKnown = false;
        verified = true;
    }

    /// Learns where a fragment ends.
    ///
    /// @param last whether no part is behind it
    /// @return whether that agrees with what is known
    boolean reaches(int end, boolean last) {
        if (last) {
            if (end < length || (lengthKnown && end != length)) {
                return false;
            }
            lengthKnown = true;
            length = end;
        } else if (end > length) {
            length = end;
            return !lengthKnown;
        }
        return true;
    }

    /// Puts a fragment in.
    ///
    /// @param part its data are the fragment's payload
    Fate put(Packet part, int start) {
        int end = start + part.length();
        int behind = behind(start);
        int before = behind - 1;
        if (before >= 0 && ends[before] > start) {
            return end <= ends[before] ? Fate.DUPLICATE : Fate.OVERLAP;
        }
        if (behind < count && starts[behind] < end) {
            return Fate.OVERLAP;
        }
        parts++;
        bytes += end - start;
        verified &= part.checksumState() == ChecksumState.UNNECESSARY;
        if (before >= 0 && ends[before] == start) {
            append(part, before, end);
        } else {
            insert(part, behind, start, end);
        }
        return Fate.HELD;
    }

    /// The first run that begins behind `start`.
    private int behind(int start) {
        if (count == 0 || starts[count - 1] <= start) {
            return count; // they mostly come in order
        }
        int found = Arrays.binarySearch(starts, 0, count, start);
        return found >= 0 ? found + 1 : -found - 1;
    }

    private void append(Packet part, int run, int end) {
        Packet packet = run(run);
        memory -= packet.chargedBytes();
        packet.absorb(part);
        memory += packet.chargedBytes();
        ends[run] = end;
    }

    private void insert(Packet part, int at, int start, int end) {
        if (count == runs.length) {
            resize(count * 2);
        }
        System.arraycopy(runs, at, runs, at + 1, count - at);
        System.arraycopy(starts, at, starts, at + 1, count - at);
        System.arraycopy(ends, at, ends, at + 1, count - at);
        runs[at] = part;
        starts[at] = start;
        ends[at] = end;
        count++;
        memory += part.chargedBytes();
    }

    private void resize(int capacity) {
        runs = Arrays.copyOf(runs, capacity);
        starts = Arrays.copyOf(starts, capacity);
        ends = Arrays.copyOf(ends, capacity);
    }

    /// Whether the fragment with offset 0 is in.
    boolean hasFirst() {
        return count > 0 && starts[0] == 0;
    }

    boolean complete() {
        return lengthKnown && bytes == length && hasFirst();
    }

    /// Bytes of all fragments, when complete.
    int length() {
        return length;
    }

    /// Takes the whole out, when complete: the packet of the first fragment, with what followed it.
    Packet join() {
        Packet whole = run(0);
        for (int i = 1; i < count; i++) {
            whole.absorb(run(i));
        }
        whole.checksumState(verified ? ChecksumState.UNNECESSARY : ChecksumState.NONE);
        forget();
        return whole;
    }

    int runs() {
        return count;
    }

    Packet run(int i) {
        Packet run = runs[i];
        if (run == null) {
            throw new IllegalStateException("run: " + i + " (expected: less than " + count + ")");
        }
        return run;
    }

    /// Lets go of the packets, whose end is the caller's.
    void forget() {
        Arrays.fill(runs, 0, count, null);
        count = 0;
        memory = 0;
        if (runs.length > KEPT) {
            resize(KEPT);
        }
    }
}
