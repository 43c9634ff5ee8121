package io.sockit.spi.packet;

import org.jspecify.annotations.Nullable;

import java.nio.ByteBuffer;
import java.util.Objects;

/// A packet: the bytes of its head, which are headers and short payload, and after them read-only
/// payload slices.
///
/// ```
///            headOffset()
///   ┌────────────┬───────────────┬──────┐   ┌─────────┐ ┌─────────┐
///   │  headroom  │  headLength() │      │ + │  slice  │ │  slice  │ …    = length()
///   └────────────┴───────────────┴──────┘   └─────────┘ └─────────┘
///    ◄─ push(n)    consume(n) ─►   ◄── pull(n) ──         append ─►
/// ```
///
/// The sender appends payload and pushes headers in front, innermost first. The receiver pulls each
/// header into the head, reads it there and consumes it. The head is the packet's own; slices are
/// shared by reference and never written again.
///
/// What is appended lies in the head as long as it fits, so a short packet is one array. The head
/// grows once for that, to 2,304 bytes, which hold a packet of an Ethernet. The rest, and what is
/// shared, lies in slices.
///
/// One owner at a time, not thread-safe. Comes from [PacketPool#take] and ends with [#release].
public sealed class Packet extends PacketMetadata permits CheckedPacket {
    /// Where an empty head begins when headers are pushed: what is in front holds a VLAN-tagged
    /// Ethernet, an IPv6 and a TCP header, all at their longest, with 64 bytes to spare.
    private static final int PUSH_AT = 192;

    /// Where an empty head begins when headers are pulled: a router may push a longer link header.
    private static final int PULL_AT = 64;

    /// Bytes that are rather copied than shared or moved.
    private static final int SHORT = 256;

    private final PacketPool pool;
    private final byte[] own = new byte[PacketPool.HEAD];
    private @Nullable Slices slices; // made when it is first needed, and kept
    private @Nullable Slab grown;
    private byte[] head = own;
    private int start;
    private int end;
    private boolean touched; // an offset in the head may be known to somebody
    private int queuedBytes;
    private boolean out;
    private boolean abandoned;
    private int lease;

    Packet(PacketPool pool) {
        this.pool = pool;
    }

    void open() {
        fill(own);
        out = true;
        lease++;
        start = PUSH_AT;
        end = PUSH_AT;
        touched = false;
        resetMetadata();
    }

    /// Where it comes from and goes home to, whichever host has it.
    public PacketPool pool() {
        return pool;
    }

    /// Bytes of data: head and slices.
    public int length() {
        use();
        return end - start + sliced();
    }

    /// The array that holds the head. [#push], [#pull] and appending may replace it.
    public byte[] head() {
        use();
        return head;
    }

    /// Index in [#head] of the first byte of data.
    public int headOffset() {
        use();
        return start;
    }

    /// Bytes of data that lie in the head.
    public int headLength() {
        use();
        return end - start;
    }

    /// Puts `n` bytes in front, for a header. Their values are undefined: write them all. If the
    /// head has to grow, offsets change and the marks move with it.
    ///
    /// @return the new [#headOffset]
    public int push(int n) {
        use();
        if (n < 0 || n > start) {
            growFront(n);
        }
        touched = true;
        start -= n;
        return start;
    }

    /// Ensures that the first `n` bytes lie in the head, in one piece. Offsets of data that was
    /// in the head before stay.
    ///
    /// @return false, and nothing changed, if the packet is shorter
    public boolean pull(int n) {
        use();
        int missing = n - (end - start);
        if (missing <= 0) {
            return true;
        }
        Slices from = slices;
        if (from == null || missing > from.length()) {
            return false;
        }
        if (!touched) {
            touched = true;
            start = PULL_AT;
            end = PULL_AT;
        }
        if (missing > head.length - end) {
            growBack(end + missing);
        }
        from.copyTo(0, 0, head, end, missing);
        from.consume(missing);
        end += missing;
        return true;
    }

    /// Moves the start `n` bytes on. Consumed bytes of the head stay readable where they are, until
    /// a push writes over them.
    ///
    /// @throws IndexOutOfBoundsException if `n` is more than [#length]
    public void consume(int n) {
        use();
        Objects.checkIndex(n, length() + 1);
        int here = Math.min(n, end - start);
        start += here;
        if (n > here) {
            slices().consume(n - here);
        }
    }

    /// Cuts the end, so that [#length] is `length`.
    ///
    /// @throws IndexOutOfBoundsException if the packet is shorter
    public void trim(int length) {
        use();
        int cut = length() - length;
        Objects.checkIndex(cut, length() + 1);
        int fromSlices = Math.min(cut, sliced());
        if (fromSlices > 0) {
            slices().trim(fromSlices);
        }
        end -= cut - fromSlices;
    }

    /// Copies bytes behind the end, into memory of the pool.
    public void append(byte[] source, int offset, int length) {
        use();
        Objects.checkFromIndexSize(offset, length, source.length);
        if (roomInHead(length)) {
            System.arraycopy(source, offset, head, end, length);
            end += length;
        } else {
            slices().append(pool, source, offset, length);
        }
    }

    /// Copies the buffer's next `length` bytes behind the end and moves its position over them.
    ///
    /// @throws IndexOutOfBoundsException if fewer remain
    public void append(ByteBuffer source, int length) {
        use();
        Objects.checkFromIndexSize(0, length, source.remaining());
        if (roomInHead(length)) {
            source.get(head, end, length);
            end += length;
        } else {
            slices().append(pool, source, length);
        }
    }

    /// Whether `length` bytes are to be put behind the end of the head, which grows if that makes
    /// room for them.
    private boolean roomInHead(int length) {
        int most = Math.max(head.length, PacketPool.MEDIUM);
        if (sliced() != 0 || length > most - end) {
            return false;
        }
        touched = true;
        if (length > head.length - end) {
            growBack(PacketPool.MEDIUM);
        }
        return true;
    }

    private int sliced() {
        Slices some = slices;
        return some == null ? 0 : some.length();
    }

    private Slices slices() {
        Slices some = slices;
        if (some == null) {
            some = new Slices();
            slices = some;
        }
        return some;
    }

    /// Puts bytes of another packet behind the end: its slices by reference, what lies in its head
    /// by copy. `from` stays as it is.
    @SuppressWarnings("ReferenceEquality") // a packet is one thing, not a value
    public void appendShared(Packet from, int offset, int length) {
        use();
        Objects.checkFromIndexSize(offset, length, from.length());
        if (from == this) {
            throw new IllegalArgumentException("from: the packet itself (expected: another)");
        }
        int inHead = from.end - from.start;
        int copied = Math.clamp(inHead - offset, 0, length);
        append(from.head, from.start + Math.min(offset, inHead), copied);
        if (length > copied) {
            slices().share(from.slices(), 0, Math.max(0, offset - inHead), length - copied);
        }
    }

    /// Puts all data of another packet behind the end and releases it: its slices move, with what
    /// they are charged with, and what is short in its head is copied.
    ///
    /// @throws IllegalStateException if something is attached to `from`: see [#detach]
    @SuppressWarnings("ReferenceEquality") // a packet is one thing, not a value
    public void absorb(Packet from) {
        use();
        from.use();
        if (from == this) {
            throw new IllegalArgumentException("from: the packet itself (expected: another)");
        }
        from.requireNoAttachment();
        if (from.sliced() == 0 && from.grown == null) {
            append(from.own, from.start, from.end - from.start);
            from.release();
        } else {
            from.moveTo(pool, slices());
        }
    }

    /// Moves all data behind the end of `target` and releases the packet.
    void moveTo(PacketPool copies, Slices target) {
        use();
        requireNoAttachment();
        Slab old = grown;
        if (old != null && end - start > SHORT) {
            target.take(old, start, end - start);
            grown = null;
            head = own;
        } else {
            target.append(copies, head, start, end - start);
        }
        if (sliced() != 0) {
            target.move(slices());
        }
        release();
    }

    private void requireNoAttachment() {
        if (attachment() != null) {
            throw new IllegalStateException("attachment: one that would be dropped");
        }
    }

    /// Puts a range of a [ByteQueue] behind the end: copied if it is short and nothing is sliced,
    /// else shared.
    ///
    /// @param slice where to begin, and `offset` bytes behind its beginning
    void share(Slices from, int slice, int offset, int length) {
        use();
        if (length <= SHORT && roomInHead(length)) {
            from.copyTo(slice, offset, head, end, length);
            end += length;
        } else {
            slices().share(from, slice, offset, length);
        }
    }

    /// Copies up to `length` bytes, beginning with byte `from` of the data, fewer at the end.
    ///
    /// @return bytes copied
    public int copyTo(int from, byte[] target, int offset, int length) {
        int n = available(from, length);
        Objects.checkFromIndexSize(offset, n, target.length);
        int inHead = end - start;
        int here = Math.clamp(inHead - from, 0, n);
        if (here > 0) {
            System.arraycopy(head, start + from, target, offset, here);
        }
        if (n > here) {
            slices().copyTo(0, Math.max(0, from - inHead), target, offset + here, n - here);
        }
        return n;
    }

    /// Copies up to `length` bytes, beginning with byte `from` of the data, fewer at the end or if
    /// the target is full, and moves its position.
    ///
    /// @return bytes copied
    public int copyTo(int from, ByteBuffer target, int length) {
        int n = Math.min(available(from, length), target.remaining());
        int inHead = end - start;
        int here = Math.clamp(inHead - from, 0, n);
        if (here > 0) {
            target.put(head, start + from, here);
        }
        if (n > here) {
            slices().copyTo(Math.max(0, from - inHead), target, n - here);
        }
        return n;
    }

    private int available(int from, int length) {
        if (from < 0 || length < 0) {
            throw new IndexOutOfBoundsException(
                    "from: " + from + ", length: " + length + " (expected: >= 0)");
        }
        return Math.clamp(length() - from, 0, length);
    }

    /// Adds `length` bytes, beginning with byte `from` of the data, to a partial sum of an even
    /// number of bytes: see [Checksum#partial].
    public int checksum(int from, int length, int partial) {
        Objects.checkFromIndexSize(from, length, length());
        int inHead = end - start;
        int here = Math.clamp(inHead - from, 0, length);
        int sum = partial;
        if (here > 0) {
            sum = Checksum.partial(head, start + from, here, sum);
        }
        if (length == here) {
            return sum;
        }
        int rest = slices().checksum(Math.max(0, from - inHead), length - here);
        return (here & 1) == 0 ? Checksum.add(sum, rest) : Checksum.addOdd(sum, rest);
    }

    /// Another packet with the same data, marks and metadata: the head copied, the slices shared.
    /// It has neither charge nor [#mark] nor attachment.
    public Packet duplicate() {
        use();
        Packet copy = pool.take();
        if (grown != null) {
            copy.growBack(head.length);
        }
        System.arraycopy(head, 0, copy.head, 0, end);
        copy.start = start;
        copy.end = end;
        copy.touched = touched;
        copy.network = network;
        copy.transport = transport;
        if (sliced() != 0) {
            copy.slices().share(slices(), 0, 0, sliced());
        }
        copy.copyMetadata(this);
        return copy;
    }

    /// Gives the packet back to its pool, its slabs too if no other packet shares them, and ends
    /// its charge.
    ///
    /// @throws IllegalStateException if it has been released
    public void release() {
        if (abandoned) {
            return;
        }
        ending();
        if (!out) {
            throw new IllegalStateException(
                    "packet: released twice (PacketPool.checked() tells where)");
        }
        empty();
        fill(own);
        pool.reclaim(this);
    }

    /// Which of its uses this is, from [PacketPool#take] to [#release]: for [#abandon].
    public int lease() {
        return lease;
    }

    /// Gives up a packet after its owner failed, when it is not known what the failed code did with
    /// it. One that it queued or released is left alone, also if it has been taken anew since. Any
    /// other is emptied and no longer counted, and left to the collector: should the failed code
    /// have kept it, its release does nothing.
    ///
    /// @param given [#lease] of the packet when it was handed over
    public void abandon(int given) {
        if (lease != given || !out || queuedBytes != 0) {
            return;
        }
        ending();
        abandoned = true;
        empty();
        pool.writeOff();
    }

    private void empty() {
        out = false;
        releaseCharge();
        dropAttachment();
        if (slices != null) {
            slices.clear();
        }
        shrink();
    }

    /// Bytes of memory to charge for the packet: its head, the slabs that were taken for its own
    /// payload in full, and the length of what it shares with other packets.
    public int chargedBytes() {
        use();
        return head.length + (slices == null ? 0 : slices.charged());
    }

    /// Marks the start of data as start of the network header.
    public void markNetwork() {
        use();
        touched = true;
        network = start;
    }

    /// Marks the start of data as start of the transport header.
    public void markTransport() {
        use();
        touched = true;
        transport = start;
    }

    /// Begins to lie in a queue, or throws in a pool that checks.
    ///
    /// @return the bytes that the queue is to count
    int enter() {
        entering();
        queuedBytes = chargedBytes();
        return queuedBytes;
    }

    /// What [#enter] answered.
    int queuedBytes() {
        return queuedBytes;
    }

    int leave() {
        leaving();
        if (next != null) {
            next = null;
        }
        int bytes = queuedBytes;
        queuedBytes = 0;
        return bytes;
    }

    private void growFront(int n) {
        Objects.checkIndex(n, Integer.MAX_VALUE - head.length);
        Slab larger = pool.slab(head.length + n);
        move(larger, larger.bytes.length - head.length);
    }

    private void growBack(int capacity) {
        move(pool.slab(capacity), 0);
    }

    private void move(Slab larger, int moved) {
        System.arraycopy(head, 0, larger.bytes, moved, end);
        shrink();
        grown = larger;
        head = larger.bytes;
        start += moved;
        end += moved;
        network = network == UNSET ? UNSET : network + moved;
        transport = transport == UNSET ? UNSET : transport + moved;
    }

    private void shrink() {
        Slab old = grown;
        if (old != null) {
            grown = null;
            head = own;
            old.release();
        }
    }
}
