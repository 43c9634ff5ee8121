package io.sockit.spi.packet;

import org.jspecify.annotations.Nullable;

import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/// Where packets and their memory come from and go home to. One a host.
///
/// Any thread, lock-free. A packet may be released on another host and another thread than took it;
/// taking and releasing do not allocate in steady state. What is free is kept up to 8 MiB a size
/// class, the rest is left to the collector.
///
/// A [#checked] pool is for tests: it fills fresh and released memory with 0xDB, uses none twice,
/// and throws an [IllegalStateException] naming the first release when a packet is used after its
/// release or released again.
public final class PacketPool {
    static final int SMALL = 256;
    static final int MEDIUM = 2048;
    static final int LARGE = 65536;
    static final byte POISON = (byte) 0xDB;

    /// Above this, one large slab is better than many medium ones.
    private static final int MANY = 16384;

    private final FreeList<Packet> packets;
    private final FreeList<Slab> small;
    private final FreeList<Slab> medium;
    private final FreeList<Slab> large;
    private final @Nullable Set<PacketWatch> living;

    /// What a pool holds, at about one moment.
    ///
    /// @param taken packets that are out, lost ones among them
    /// @param free packets that are kept for the next [PacketPool#take]
    /// @param bytes memory of heads and pooled slabs, out or free
    public record Statistics(int taken, int free, long bytes) {}

    public PacketPool() {
        this(null);
    }

    private PacketPool(@Nullable Set<PacketWatch> living) {
        this.living = living;
        boolean keeps = living == null;
        packets = new FreeList<>(keeps ? 8192 : 0, () -> new Packet(this));
        small = new FreeList<>(keeps ? 8192 : 0, () -> new Slab(this, SMALL));
        medium = new FreeList<>(keeps ? 4096 : 0, () -> new Slab(this, MEDIUM));
        large = new FreeList<>(keeps ? 128 : 0, () -> new Slab(this, LARGE));
    }

    /// A pool that finds misuse, for tests.
    public static PacketPool checked() {
        return new PacketPool(ConcurrentHashMap.newKeySet());
    }

    /// An empty packet, the caller's.
    public Packet take() {
        Packet packet = packets.take();
        packet.open(living == null ? null : new PacketWatch(living));
        return packet;
    }

    public Statistics statistics() {
        int taken = packets.taken();
        int free = packets.free();
        long bytes = (taken + free) * (long) SMALL;
        bytes += (small.taken() + small.free()) * (long) SMALL;
        bytes += (medium.taken() + medium.free()) * (long) MEDIUM;
        bytes += (large.taken() + large.free()) * (long) LARGE;
        return new Statistics(taken, free, bytes);
    }

    /// One throwable for each packet that is out, with the stack of its taking. Empty in a pool
    /// that does not check.
    public List<Throwable> leaks() {
        return living == null ? List.of() : living.stream().map(PacketWatch::origin).toList();
    }

    void reclaim(Packet packet) {
        packets.give(packet);
    }

    void reclaim(Slab slab) {
        poison(slab.bytes);
        switch (slab.bytes.length) {
            case SMALL -> small.give(slab);
            case MEDIUM -> medium.give(slab);
            case LARGE -> large.give(slab);
            default -> {} // made to measure, and left to the collector
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
        if (capacity <= SMALL) {
            slab = small.take();
        } else if (capacity <= MEDIUM) {
            slab = medium.take();
        } else if (capacity <= LARGE) {
            slab = large.take();
        } else {
            slab = new Slab(this, capacity);
        }
        poison(slab.bytes);
        return slab.open();
    }

    /// The capacity of the next slab for `length` bytes of payload, which may take several.
    static int payloadCapacity(int length) {
        if (length <= SMALL) {
            return SMALL;
        }
        return length <= MANY ? MEDIUM : LARGE;
    }
}
