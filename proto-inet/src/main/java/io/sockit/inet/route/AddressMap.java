package io.sockit.inet.route;

import org.jspecify.annotations.Nullable;

/// Values by address and interface: open addressing, because a look-up happens for every packet and
/// must not allocate a key.
final class AddressMap<V> {
    private static final int MIN = 16;

    private @Nullable Slot<V>[] slots = table(MIN);
    private int size;

    private record Slot<V>(long high, long low, int link, V value) {}

    /// Puts a value, unless there is one already.
    ///
    /// @param link an interface's index, or 0
    void putIfAbsent(long high, long low, int link, V value) {
        if (find(high, low, link) != null) {
            return;
        }
        if (++size > slots.length / 2) {
            grow();
        }
        insert(new Slot<>(high, low, link, value));
    }

    @Nullable V find(long high, long low, int link) {
        @Nullable Slot<V>[] table = slots;
        int mask = table.length - 1;
        for (int i = hash(high, low, link) & mask; ; i = (i + 1) & mask) {
            Slot<V> slot = table[i];
            if (slot == null) {
                return null;
            }
            if (slot.low == low && slot.high == high && slot.link == link) {
                return slot.value;
            }
        }
    }

    private void insert(Slot<V> slot) {
        int mask = slots.length - 1;
        int i = hash(slot.high, slot.low, slot.link) & mask;
        while (slots[i] != null) {
            i = (i + 1) & mask;
        }
        slots[i] = slot;
    }

    private void grow() {
        @Nullable Slot<V>[] before = slots;
        slots = table(before.length * 2);
        for (Slot<V> slot : before) {
            if (slot != null) {
                insert(slot);
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
