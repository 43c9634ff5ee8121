package io.sockit.spi.packet;

import java.lang.ref.PhantomReference;
import java.lang.ref.Reference;
import java.lang.ref.ReferenceQueue;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;

/// What all pools of a JVM have made of its heap: several hosts share one heap, and each knows only
/// its own packets. Thread-safe.
///
/// A pool is counted with what it has made and not left to the collector, so the number changes
/// only where memory is made or dropped, and reading it is a plain load. The rest of a pool that is
/// collected is taken off when another makes memory. What a host keeps many of beside packets is
/// counted too: where there are many sockets, there is less for packets.
final class HeapShare {
    static final HeapShare JVM = new HeapShare(Runtime.getRuntime().maxMemory());

    /// The part of the heap that a host may reserve whatever the others have.
    private static final int FLOOR = 256;

    private final long heap;
    private final long crowdedFrom;
    private final long fullFrom;
    private final AtomicLong made = new AtomicLong();
    private final ReferenceQueue<PacketPool> collected = new ReferenceQueue<>();
    private final Set<Account> accounts = ConcurrentHashMap.newKeySet();

    HeapShare(long heap) {
        this.heap = heap;
        crowdedFrom = sixteenths(5);
        fullFrom = sixteenths(6);
    }

    /// The memory that one pool has made. It outlives the pool, which it does not hold.
    final class Account extends PhantomReference<PacketPool> {
        private final AtomicLong made = new AtomicLong();
        private final AtomicLong reserved = new AtomicLong();

        private Account(PacketPool pool) {
            super(pool, collected);
        }

        long made() {
            return made.getOpaque();
        }

        /// Counts memory that was made, or dropped if negative.
        void add(long bytes) {
            made.getAndAdd(bytes);
            HeapShare.this.made.getAndAdd(bytes);
            if (bytes > 0) {
                endCollected();
            }
        }

        /// Counts memory beside packets.
        ///
        /// @return false, and nothing counted, where it would leave too little of the heap
        boolean reserve(int bytes) {
            endCollected();
            long all = HeapShare.this.made.addAndGet(bytes);
            long own = reserved.addAndGet(bytes);
            if (all > sixteenths(12) && own > heap / FLOOR) {
                unreserve(bytes);
                return false;
            }
            return true;
        }

        void unreserve(int bytes) {
            reserved.getAndAdd(-bytes);
            HeapShare.this.made.getAndAdd(-bytes);
        }
    }

    Account open(PacketPool pool) {
        Account account = new Account(pool);
        accounts.add(account);
        return account;
    }

    /// The sixteenths of the heap that `n` is.
    long sixteenths(int n) {
        return heap / 16 * n;
    }

    /// Whether pools are to keep no more free memory than they need for a start. One busy host does
    /// not come here: it would have to make all its memory anew.
    boolean crowded() {
        return made.getOpaque() > crowdedFrom;
    }

    /// Whether all pools together have what packets may have of the heap.
    boolean full() {
        return made.getOpaque() > fullFrom;
    }

    /// Whether they have also what is left for packets that pass.
    boolean brimful() {
        return made.getOpaque() > sixteenths(7);
    }

    private void endCollected() {
        for (Reference<?> end = collected.poll(); end != null; end = collected.poll()) {
            if (end instanceof Account account && accounts.remove(account)) {
                made.getAndAdd(-account.made() - account.reserved.get());
            }
        }
    }
}
