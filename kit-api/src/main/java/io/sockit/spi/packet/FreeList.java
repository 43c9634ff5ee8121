package io.sockit.spi.packet;

import org.jspecify.annotations.Nullable;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.util.Arrays;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;

/// Free entries of one kind, mostly last in first out. The strand takes and gives them without
/// atomic operations, other threads with one each.
///
/// Three places, and their users:
///
/// - `own` is the strand's. Only a caller that is inside touches it; entering and leaving the
///   strand hands it over.
/// - `returned` is a stack that other threads push on by compare-and-set. Entries leave it only all
///   at once, by an exchange, so the entry that a push found on top is still the right one to link
///   to if the compare-and-set succeeds (no ABA).
/// - `shared` belongs to the holder of `lock`, one word that is held for a few instructions: other
///   threads take from it, and the strand fills its own from it in batches, or gives it a batch
///   when its own is full. The lock is taken by compare-and-set and released by a release store. A
///   caller that does not get it soon makes a new entry, or pushes.
///
/// Free entries are bounded. What is over is dropped, that is, left to the collector; an entry that
/// is lost, because a plug-in fails while it has one, counts as taken for ever.
class FreeList<T extends Pooled> {
    private static final VarHandle RETURNED;
    private static final VarHandle LOCK;
    private static final int FIRST_ROOM = 16;
    private static final int SPINS = 100;

    static {
        try {
            MethodHandles.Lookup lookup = MethodHandles.lookup();
            RETURNED = lookup.findVarHandle(FreeList.class, "returned", Pooled.class);
            LOCK = lookup.findVarHandle(FreeList.class, "lock", int.class);
        } catch (ReflectiveOperationException e) {
            throw new ExceptionInInitializerError(e);
        }
    }

    private final Supplier<T> maker;
    private final int entryBytes;
    private final int bound;
    private final HeapShare heap;
    private final HeapShare.Account account;
    private final AtomicInteger made = new AtomicInteger();

    private @Nullable Pooled[] own;
    private int ownCount; // other threads read it for statistics, out of date

    private volatile @Nullable Pooled returned;

    private volatile int lock;
    private @Nullable Pooled shared;
    private int sharedCount;

    /// @param bound free entries kept at most, in each of the three places; 0 keeps no entry
    /// @param entryBytes memory of an entry, by which it is counted
    FreeList(
            int bound,
            int entryBytes,
            HeapShare heap,
            HeapShare.Account account,
            Supplier<T> maker) {
        this.bound = bound;
        this.entryBytes = entryBytes;
        this.heap = heap;
        this.account = account;
        this.maker = maker;
        this.own = new @Nullable Pooled[Math.min(bound, FIRST_ROOM)];
    }

    /// Bytes of an entry.
    int entryBytes() {
        return entryBytes;
    }

    /// Entries that are neither free nor dropped.
    int taken() {
        int free = free(); // first, as counting may drop some
        return made.get() - free;
    }

    /// Free entries. Exact if no other thread takes or gives one meanwhile.
    int free() {
        if (!tryLock()) {
            Pooled top = returned;
            return ownCount + sharedCount + (top == null ? 0 : top.depth);
        }
        collect();
        int count = ownCount + sharedCount;
        unlock();
        return count;
    }

    /// @param inside whether the caller is inside the strand that the list belongs to
    T take(boolean inside) {
        int count = ownCount;
        if (inside && count > 0) {
            ownCount = count - 1;
            return cast(own[count - 1]); // which stays there: a store less when it comes back
        }
        T entry = takeShared(inside);
        return entry == null ? make() : entry;
    }

    /// @param inside whether the caller is inside the strand that the list belongs to
    void give(T entry, boolean inside) {
        int count = ownCount;
        if (inside && (count < own.length || makeRoom())) {
            keep(entry);
        } else {
            push(entry);
        }
    }

    @SuppressWarnings("ReferenceEquality") // of entries
    private void keep(Pooled entry) {
        int count = ownCount;
        if (own[count] != entry) {
            own[count] = entry;
        }
        ownCount = count + 1;
    }

    /// Gives an entry from outside.
    private void push(Pooled entry) {
        for (; ; ) {
            Pooled seen = top();
            int depth = seen == null ? 1 : seen.depth + 1;
            if (depth > bound || (depth > FIRST_ROOM && heap.crowded())) {
                drop();
                return;
            }
            entry.below = seen;
            entry.depth = depth;
            if (link(seen, entry)) {
                return;
            }
        }
    }

    /// Takes an entry from outside, or for the strand that has no more, with others for later.
    private @Nullable T takeShared(boolean inside) {
        if ((sharedCount == 0 && returned == null) || !tryLock()) {
            return null;
        }
        if (returned != null) {
            collect(); // what came last is in the caches still
        }
        Pooled first = pop();
        if (inside) {
            for (int i = Math.min(own.length / 2, sharedCount); i > 0; i--) {
                keep(popped(pop()));
            }
        }
        unlock();
        return first == null ? null : cast(first);
    }

    /// Makes room in the strand's own: a larger one, or half of it is moved to the shared.
    ///
    /// @return false if neither is possible now
    private boolean makeRoom() {
        int room = own.length;
        if (room < bound && !heap.crowded()) {
            own = Arrays.copyOf(own, Math.min(bound, 2 * room));
            return true;
        }
        if (room == 0 || !tryLock()) {
            return false;
        }
        int moved = (room + 1) / 2;
        for (int i = 0; i < moved; i++) {
            stack(popped(own[i]));
        }
        unlock();
        System.arraycopy(own, moved, own, 0, room - moved);
        Arrays.fill(own, room - moved, room, null);
        ownCount = room - moved;
        return true;
    }

    // ---- under the lock

    /// Moves what was returned to the shared, in its order.
    private void collect() {
        Pooled top = (Pooled) RETURNED.getAndSet(this, null);
        if (top == null) {
            return;
        }
        int count = 1;
        Pooled last = top;
        for (Pooled next = last.below; next != null; next = last.below) {
            last = next;
            count++;
        }
        last.below = shared;
        shared = top;
        sharedCount += count;
        while (sharedCount > bound) {
            pop();
            drop();
        }
    }

    private @Nullable Pooled pop() {
        Pooled entry = shared;
        if (entry != null) {
            shared = entry.below;
            sharedCount--;
            entry.below = null;
        }
        return entry;
    }

    private void stack(Pooled entry) {
        if (sharedCount >= bound || (sharedCount >= FIRST_ROOM && heap.crowded())) {
            drop();
            return;
        }
        entry.below = shared;
        shared = entry;
        sharedCount++;
    }

    private void unlock() {
        LOCK.setRelease(this, 0);
    }

    // ---- the steps that kit-stress takes out, one at a time

    boolean tryLock() {
        for (int spins = 0; spins < SPINS; spins++) {
            if (lock == 0 && LOCK.compareAndSet(this, 0, 1)) {
                return true;
            }
            Thread.onSpinWait();
        }
        return false;
    }

    final @Nullable Pooled top() {
        return returned;
    }

    /// Puts `entry` on the stack if `seen` is still its top.
    boolean link(@Nullable Pooled seen, Pooled entry) {
        return RETURNED.compareAndSet(this, seen, entry);
    }

    // ---- made and dropped

    private T make() {
        T entry = maker.get();
        made.getAndIncrement();
        account.add(entryBytes);
        return entry;
    }

    /// An entry that is out, or that was just given, is left to the collector.
    void drop() {
        made.getAndDecrement();
        account.add(-entryBytes);
    }

    private static Pooled popped(@Nullable Pooled entry) {
        if (entry == null) {
            throw new IllegalStateException("free list: null (expected: an entry)");
        }
        return entry;
    }

    @SuppressWarnings("unchecked") // the list holds what make() made
    private T cast(@Nullable Pooled entry) {
        return (T) popped(entry);
    }
}
