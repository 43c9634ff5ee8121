package io.sockit.spi.packet;

import org.jspecify.annotations.Nullable;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import java.util.concurrent.atomic.AtomicReferenceArray;
import java.util.function.Supplier;

/// Free entries of one kind, last in first out: a Treiber stack of slot numbers. The number on top
/// is paired with a tag that every change counts up, so a stale compare-and-set fails (no ABA).
///
/// Any thread, lock-free. Neither [#take] nor [#give] allocates while free entries last. An entry
/// keeps its slot while it is out, but the table does not hold it then: a lost one falls to the
/// collector, and its slot is lost with it. Entries are lost where a plug-in fails while it has
/// one, for nobody can tell who has it now. Once all 65,536 slots are lost or out, new entries have
/// none: each is made for one use and left to the collector, so the list works on, but allocates.
final class FreeList<T extends Pooled> {
    private static final int CHUNK = 1024;
    private static final int CHUNKS = 64;
    private static final VarHandle TOP;

    static {
        try {
            TOP = MethodHandles.lookup().findVarHandle(FreeList.class, "top", long.class);
        } catch (ReflectiveOperationException e) {
            throw new ExceptionInInitializerError(e);
        }
    }

    private final Supplier<T> maker;
    private final int bound;
    private final AtomicReferenceArray<@Nullable Pooled[]> table =
            new AtomicReferenceArray<>(CHUNKS);
    private final AtomicInteger slots = new AtomicInteger();
    private final AtomicReference<@Nullable Vacancy> vacancies = new AtomicReference<>();
    private final AtomicInteger made = new AtomicInteger();

    /// Tag in the upper half, slot + 1 in the lower; 0 there is the empty stack.
    private volatile long top;

    /// A slot whose entry was left to the collector. Always a new object, so its stack knows no
    /// ABA.
    private record Vacancy(int slot, @Nullable Vacancy below) {}

    /// @param bound free entries kept at most; 0 keeps none
    FreeList(int bound, Supplier<T> maker) {
        this.bound = bound;
        this.maker = maker;
    }

    /// Entries that are neither free nor left to the collector.
    int taken() {
        return made.get() - free();
    }

    int free() {
        for (; ; ) {
            long seen = top;
            int slot = slotOf(seen);
            if (slot == Pooled.NO_SLOT) {
                return 0;
            }
            Pooled entry = chunk(slot)[slot % CHUNK];
            if (entry != null && top == seen) {
                return entry.depth;
            }
        }
    }

    T take() {
        for (; ; ) {
            long seen = top;
            int slot = slotOf(seen);
            if (slot == Pooled.NO_SLOT) {
                return make();
            }
            @Nullable Pooled[] chunk = chunk(slot);
            Pooled entry = chunk[slot % CHUNK];
            // Null, or a wrong one, if another was faster; then the tag has changed too.
            if (entry != null && TOP.compareAndSet(this, seen, above(seen, entry.below))) {
                chunk[slot % CHUNK] = null;
                return cast(entry);
            }
        }
    }

    void give(T entry) {
        int slot = entry.slot;
        if (slot == Pooled.NO_SLOT) {
            made.getAndDecrement();
            return;
        }
        @Nullable Pooled[] chunk = chunk(slot);
        chunk[slot % CHUNK] = entry;
        for (; ; ) {
            long seen = top;
            int below = slotOf(seen);
            int depth = depthAt(below);
            if (depth >= bound) {
                leave(slot);
                return;
            }
            entry.below = below;
            entry.depth = depth + 1;
            if (TOP.compareAndSet(this, seen, above(seen, slot))) {
                return;
            }
        }
    }

    /// Wrong if the top moves meanwhile; then the caller's compare-and-set fails.
    private int depthAt(int slot) {
        if (slot == Pooled.NO_SLOT) {
            return 0;
        }
        Pooled entry = chunk(slot)[slot % CHUNK];
        return entry == null ? 0 : entry.depth;
    }

    private static int slotOf(long top) {
        return (int) top - 1;
    }

    private static long above(long seen, int slot) {
        return ((seen >>> 32) + 1) << 32 | (slot + 1);
    }

    private T make() {
        T entry = maker.get();
        made.getAndIncrement();
        entry.slot = bound == 0 ? Pooled.NO_SLOT : vacantSlot();
        return entry;
    }

    private void leave(int slot) {
        made.getAndDecrement();
        chunk(slot)[slot % CHUNK] = null;
        vacancies.updateAndGet(below -> new Vacancy(slot, below));
    }

    private int vacantSlot() {
        Vacancy vacancy = vacancies.getAndUpdate(v -> v == null ? null : v.below);
        if (vacancy != null) {
            return vacancy.slot;
        }
        if (slots.get() >= CHUNKS * CHUNK) {
            return Pooled.NO_SLOT;
        }
        int slot = slots.getAndIncrement();
        if (slot >= CHUNKS * CHUNK) {
            slots.getAndDecrement();
            return Pooled.NO_SLOT;
        }
        table.compareAndSet(slot / CHUNK, null, new @Nullable Pooled[CHUNK]);
        return slot;
    }

    private @Nullable Pooled[] chunk(int slot) {
        return table.getPlain(slot / CHUNK);
    }

    @SuppressWarnings("unchecked") // the table holds what make() made
    private T cast(Pooled entry) {
        return (T) entry;
    }
}
