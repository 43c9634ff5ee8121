package io.sockit.spi.packet;

import org.jspecify.annotations.Nullable;

import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.BooleanSupplier;
import java.util.function.Supplier;

/// Where packets and their memory come from and go home to. One a host.
///
/// Any thread. The thread inside the strand that the pool belongs to ([#belongTo]) takes and
/// releases without atomic operations, every other thread with one or two for each packet and slab.
/// A packet may be released on another host and another thread than took it; taking and releasing
/// do not allocate in steady state. Free memory is kept up to a share of the heap, the rest is left
/// to the collector.
///
/// [#take] never fails. Code that keeps packets bounds them: a queue or buffer asks [#admits]
/// first, and drops what is not admitted. Three levels, as in Linux's `tcp_mem`: above
/// `high` nothing more is admitted, and [#pressure] is from when `pressure` is passed until less
/// than `low` is used. A quarter more is for packets that only pass ([#admitsPassing]), so that a
/// host whose sockets are full can be talked to. All pools of a JVM share its heap, so they are
/// bounded together, too; what a pool uses up to a sixteenth of its `high` is not for others to
/// deny.
///
/// A [#checked] pool is for tests: it fills fresh and released memory with 0xDB, uses no packet
/// twice, and throws an [IllegalStateException] naming the first release when a packet is used
/// after its release or released again.
public final class PacketPool {
    /// The array of every packet: headers, and a short payload.
    static final int HEAD = 512;

    /// A head with the payload of an Ethernet packet, or the last part of a larger payload.
    static final int MEDIUM = 2304;

    static final int BIG = 8192;
    static final int LARGE = 65536;
    static final byte POISON = (byte) 0xDB;

    /// Above this, one large slab is better than several big ones.
    private static final int SEVERAL = 4 * BIG;

    private static final int LEAST_KEPT = 8;
    private static final int FLOOR = 16;

    private final HeapShare heap;
    private final HeapShare.Account account;
    private final FreeList<Packet> packets;
    private final FreeList<Slab> medium;

    // What is filled off the strand is shared, and not the strand's own: the slab that was freed
    // last is filled next, while it is in the caches.
    private final FreeList<Slab> big;
    private final FreeList<Slab> large;
    private final @Nullable Set<PacketWatch> living;
    private BooleanSupplier inside = () -> false;
    private volatile long low;
    private volatile long pressure;
    private volatile long high;
    private volatile boolean pressed;

    /// What a pool holds, at about one moment.
    ///
    /// @param taken packets that are out, lost ones among them
    /// @param free packets that are kept for the next [PacketPool#take]
    /// @param bytes memory of heads and pooled slabs, out or free
    public record Statistics(int taken, int free, long bytes) {}

    public PacketPool() {
        this(null, HeapShare.JVM);
    }

    PacketPool(@Nullable Set<PacketWatch> living, HeapShare heap) {
        this.living = living;
        this.heap = heap;
        account = heap.open(this);
        Supplier<Packet> maker =
                living == null ? () -> new Packet(this) : () -> CheckedPacket.make(this, living);
        packets = list(HEAD, maker);
        medium = list(MEDIUM, () -> new Slab(this, MEDIUM));
        big = list(BIG, () -> new Slab(this, BIG));
        large = list(LARGE, () -> new Slab(this, LARGE));
        levels(heap.sixteenths(2), heap.sixteenths(3), heap.sixteenths(4));
    }

    /// A list that keeps up to 2 MiB in each of its places, less where the heap is small.
    private <T extends Pooled> FreeList<T> list(int entryBytes, Supplier<T> maker) {
        long kept = Math.clamp(heap.sixteenths(1) / 32, 128 << 10, 2 << 20);
        int bound = living == null ? Math.max(LEAST_KEPT, (int) kept / entryBytes) : 0;
        return new FreeList<>(bound, entryBytes, heap, account, maker);
    }

    /// A pool that finds misuse, for tests.
    public static PacketPool checked() {
        return new PacketPool(ConcurrentHashMap.newKeySet(), HeapShare.JVM);
    }

    /// Tells which strand the pool is to serve without atomic operations. Once, before packets are
    /// taken.
    ///
    /// @param strand whether the calling thread is inside that strand
    public void belongTo(BooleanSupplier strand) {
        inside = strand;
    }

    /// An empty packet, the caller's.
    public Packet take() {
        Packet packet = packets.take(inside.getAsBoolean());
        packet.open();
        return packet;
    }

    public Statistics statistics() {
        return new Statistics(packets.taken(), packets.free(), account.made());
    }

    /// Bytes of memory of all packets and slabs that are out, shared slabs counted once.
    public long used() {
        long free = free(packets) + free(medium) + free(big) + free(large);
        return account.made() - free; // in this order, as counting may drop some
    }

    private static long free(FreeList<?> list) {
        return (long) list.free() * list.entryBytes();
    }

    /// Whether `bytes` more may be kept for later; 0 asks for a packet that is there already. A
    /// plain read where no more than the low level is made.
    public boolean admits(int bytes) {
        if (account.made() + bytes <= low && !heap.full()) {
            return true;
        }
        long used = used() + bytes;
        return used <= high && (used <= high / FLOOR || !heap.full());
    }

    /// As [#admits] for one more packet that is there already and stays a short time: on a wire, in
    /// the queue of a device, or alone in the buffer of a socket.
    public boolean admitsPassing() {
        if (account.made() <= low && !heap.full()) {
            return true;
        }
        long used = used();
        return used <= high + high / 4 && (used <= 2 * high / FLOOR || !heap.brimful());
    }

    /// Whether memory is short, so that buffers should be smaller and listeners make no new
    /// sockets. A plain read where no more than the low level is made.
    public boolean pressure() {
        boolean before = pressed;
        long made = account.made();
        boolean now = made > low && used() > (before ? low : pressure);
        if (now != before) {
            pressed = now;
        }
        return now;
    }

    /// Counts memory that the host keeps beside its packets, of what there may be many: sockets,
    /// entries of tables, pages of pipes. It is no part of the levels, but it and all packets of
    /// the JVM share the heap.
    ///
    /// @return false, and nothing is counted, where it would be more than 12 sixteenths of the
    ///     heap, unless the host itself has reserved little
    public boolean reserve(int bytes) {
        return account.reserve(bytes);
    }

    /// Gives back what [#reserve] counted.
    public void unreserve(int bytes) {
        account.unreserve(bytes);
    }

    public long low() {
        return low;
    }

    public long high() {
        return high;
    }

    /// Sets the levels, in bytes. The default is 2, 3 and 4 sixteenths of the heap.
    public void levels(long newLow, long newPressure, long newHigh) {
        if (newLow < 0 || newLow > newPressure || newPressure > newHigh) {
            throw new IllegalArgumentException(
                    "levels: %d %d %d (expected: ascending)"
                            .formatted(newLow, newPressure, newHigh));
        }
        low = newLow;
        pressure = newPressure;
        high = newHigh;
    }

    /// One throwable for each packet that is out, with the stack of its taking, and for each
    /// [ByteQueue] with bytes, with that of its first append. Empty in a pool that does not check.
    public List<Throwable> leaks() {
        return living == null ? List.of() : living.stream().map(PacketWatch::origin).toList();
    }

    /// Null in a pool that does not check.
    @Nullable PacketWatch watch() {
        return living == null ? null : new PacketWatch(living);
    }

    void reclaim(Packet packet) {
        packets.give(packet, inside.getAsBoolean());
    }

    /// A packet is left to the collector.
    void writeOff() {
        packets.drop();
    }

    void reclaim(Slab slab) {
        poison(slab.bytes);
        switch (slab.bytes.length) {
            case MEDIUM -> medium.give(slab, inside.getAsBoolean());
            case BIG -> big.give(slab, false);
            case LARGE -> large.give(slab, false);
            default -> account.add(-slab.bytes.length); // made to measure
        }
    }

    void poison(byte[] bytes) {
        if (living != null) {
            Arrays.fill(bytes, POISON);
        }
    }

    /// A slab of at least `capacity` bytes, with one count.
    Slab slab(int capacity) {
        Slab slab;
        if (capacity <= MEDIUM) {
            slab = medium.take(inside.getAsBoolean());
        } else if (capacity <= BIG) {
            slab = big.take(false);
        } else if (capacity <= LARGE) {
            slab = large.take(false);
        } else {
            slab = new Slab(this, capacity);
            account.add(capacity);
        }
        poison(slab.bytes);
        return slab.open();
    }

    /// The capacity of the next slab for `length` bytes of payload, which may take several.
    static int payloadCapacity(int length) {
        if (length <= 2 * MEDIUM) {
            return MEDIUM;
        }
        return length <= SEVERAL ? BIG : LARGE;
    }
}
