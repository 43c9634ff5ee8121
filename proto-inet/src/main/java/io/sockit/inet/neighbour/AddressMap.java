package io.sockit.inet.neighbour;

import org.jspecify.annotations.Nullable;

import java.util.function.Consumer;

/// Values by address and interface: open addressing, because a look-up happens for every packet and
/// must not allocate a key. Removal moves later entries of a run back. On the strand.
public final class AddressMap<V> {
    private static final int MIN = 16;

    private @Nullable Slot<V>[] slots = table(MIN);
    private int size;

    private record Slot<V>(long high, long low, int link, V value) {}

    /// Puts a value in the place of the one that is there.
    ///
    /// @param link an interface's index, or 0
    public void put(long high, long low, int link, V value) {
        int i = place(high, low, link);
        if (slots[i] == null && ++size > slots.length / 2) {
            grow();
            i = place(high, low, link);
        }
        slots[i] = new Slot<>(high, low, link, value);
    }

    public @Nullable V find(long high, long low, int link) {
        Slot<V> slot = slots[place(high, low, link)];
        return slot == null ? null : slot.value;
    }

    /// @return what was there, or null
    public @Nullable V remove(long high, long low, int link) {
        int mask = slots.length - 1;
        int gap = place(high, low, link);
        Slot<V> removed = slots[gap];
        if (removed == null) {
            return null;
        }
        size--;
        int i = gap;
        while (true) {
            i = (i + 1) & mask;
            Slot<V> moved = slots[i];
            if (moved == null) {
                slots[gap] = null;
                return removed.value;
            }
            int home = hash(moved.high, moved.low, moved.link) & mask;
            if (((i - home) & mask) >= ((i - gap) & mask)) {
                slots[gap] = moved;
                gap = i;
            }
        }
    }

    /// Gives every value to an action, which must not change the map.
    public void each(Consumer<? super V> action) {
        for (Slot<V> slot : slots) {
            if (slot != null) {
                action.accept(slot.value);
            }
        }
    }

    /// Where the value of a key is, or where it would be.
    private int place(long high, long low, int link) {
        @Nullable Slot<V>[] table = slots;
        int mask = table.length - 1;
        int i = hash(high, low, link) & mask;
        Slot<V> slot = table[i];
        while (slot != null && !(slot.low == low && slot.high == high && slot.link == link)) {
            i = (i + 1) & mask;
            slot = table[i];
        }
        return i;
    }

    private void grow() {
        @Nullable Slot<V>[] before = slots;
        slots = table(before.length * 2);
        for (Slot<V> slot : before) {
            if (slot != null) {
                slots[place(slot.high, slot.low, slot.link)] = slot;
            }
        }
    }

    private static int hash(long high, long low, int link) {
        long mixed = (high * 31 + low + link) * 0x9e37_79b9_7f4a_7c15L; // 2^64 / golden ratio
        return (int) (mixed >>> Integer.SIZE);
    }

    @SuppressWarnings({"unchecked", "rawtypes"}) // an array of a generic type
    private static <V> @Nullable Slot<V>[] table(int length) {
        return new Slot[length];
    }
}
