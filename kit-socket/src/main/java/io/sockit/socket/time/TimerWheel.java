package io.sockit.socket.time;

import org.jspecify.annotations.Nullable;

import java.util.Objects;
import java.util.function.Predicate;

/// A hierarchical timer wheel, exact to the nanosecond: eleven levels of 64 slots, one level for
/// each six bits of a moment. A timer is on the level of the highest six bits in which its
/// deadline differs from the wheel's own time, so timers of a lower level are due before those of a
/// higher one, and those of one moment always share a slot, in the order in which they were armed.
/// Arm and cancel are O(1); a timer goes down at most ten levels before it expires. Confined to one
/// thread at a time.
@SuppressWarnings("ReferenceEquality") // identity is meant
public final class TimerWheel {
    /// No moment.
    public static final long NEVER = Long.MAX_VALUE;

    private static final int BITS = 6;
    private static final int SLOTS = 1 << BITS;
    private static final int MASK = SLOTS - 1;
    private static final int LEVELS = 11;
    private static final int OVERDUE = LEVELS * SLOTS; // armed for now or the past
    private static final int EXPIRING = OVERDUE + 1; // being handed out
    private static final int LOOK = 4; // so many timers of a slot are looked at one by one

    private final @Nullable WheelTimer[] first = new @Nullable WheelTimer[EXPIRING + 1];
    private final long[] occupied = new long[LEVELS];
    private long time;

    public TimerWheel(long time) {
        this.time = time;
    }

    /// Arms, or arms anew.
    public void arm(WheelTimer timer, long deadline) {
        cancel(timer);
        timer.deadline = deadline;
        place(timer);
    }

    public boolean cancel(WheelTimer timer) {
        if (timer.slot == WheelTimer.UNARMED) {
            return false;
        }
        unlink(timer);
        return true;
    }

    /// A moment at or before the next deadline, exact if few timers are near it; [#NEVER] if
    /// no timer is armed. Advancing to it again and again arrives at the deadline.
    public long nextDeadline() {
        if (first[OVERDUE] != null || first[EXPIRING] != null) {
            return time;
        }
        int slot = nextSlot();
        return slot < 0 ? NEVER : lowerBound(slot);
    }

    /// Begins to advance: what was armed for the past before now will be handed out by [#poll].
    public void begin() {
        WheelTimer overdue = first[OVERDUE];
        while (overdue != null) {
            unlink(overdue);
            link(overdue, EXPIRING);
            overdue = first[OVERDUE];
        }
    }

    /// Advances towards `now` up to the next timer, which it disarms.
    ///
    /// @return null when the wheel is at `now` and every due timer was handed out
    public @Nullable WheelTimer poll(long now) {
        WheelTimer timer = first[EXPIRING];
        while (timer == null) {
            int slot = nextSlot();
            if (slot < 0 || startOf(slot) > now) {
                time = Math.max(time, now);
                return null;
            }
            time = startOf(slot);
            cascade(slot);
            timer = first[EXPIRING];
        }
        unlink(timer);
        return timer;
    }

    /// Every armed timer that passes, taken out. For the rare case: O(all).
    public void removeIf(Predicate<WheelTimer> condition) {
        for (int slot = 0; slot < first.length; slot++) {
            WheelTimer timer = first[slot];
            if (timer != null) {
                removeFrom(timer, condition);
            }
        }
    }

    private void removeFrom(WheelTimer head, Predicate<WheelTimer> condition) {
        int count = 0;
        WheelTimer timer = head;
        do {
            count++;
            timer = timer.after;
        } while (timer != null && timer != head);
        timer = head;
        for (int i = 0; i < count && timer != null; i++) {
            WheelTimer after = timer.after;
            if (condition.test(timer)) {
                unlink(timer);
            }
            timer = after;
        }
    }

    private void place(WheelTimer timer) {
        if (timer.deadline <= time) {
            link(timer, OVERDUE);
        } else {
            link(timer, slotOf(timer.deadline));
        }
    }

    private int slotOf(long deadline) {
        int level = (63 - Long.numberOfLeadingZeros(deadline ^ time)) / BITS;
        return level * SLOTS + ((int) (deadline >>> (level * BITS)) & MASK);
    }

    /// The earliest slot with a timer: the lowest on the lowest level. Those of a level lie all
    /// ahead of the wheel's time.
    private int nextSlot() {
        for (int level = 0; level < LEVELS; level++) {
            if (occupied[level] != 0) {
                return level * SLOTS + Long.numberOfTrailingZeros(occupied[level]);
            }
        }
        return -1;
    }

    private long startOf(int slot) {
        int shift = slot / SLOTS * BITS;
        long above = shift + BITS >= Long.SIZE ? 0 : time >>> (shift + BITS) << (shift + BITS);
        return above | (long) (slot & MASK) << shift;
    }

    private long lowerBound(int slot) {
        if (slot < SLOTS) {
            return startOf(slot);
        }
        WheelTimer head = first[slot];
        WheelTimer timer = head;
        long earliest = NEVER;
        for (int i = 0; i < LOOK && timer != null; i++) {
            earliest = Math.min(earliest, timer.deadline);
            timer = timer.after;
            if (timer == head) {
                return earliest;
            }
        }
        return startOf(slot);
    }

    /// Moves the timers of a slot that begins now: to where they expire, or down.
    private void cascade(int slot) {
        WheelTimer timer = first[slot];
        while (timer != null) {
            unlink(timer);
            link(timer, timer.deadline <= time ? EXPIRING : slotOf(timer.deadline));
            timer = first[slot];
        }
    }

    private void link(WheelTimer timer, int slot) {
        WheelTimer head = first[slot];
        timer.slot = slot;
        if (head == null) {
            timer.before = timer;
            timer.after = timer;
            first[slot] = timer;
            if (slot < OVERDUE) {
                occupied[slot / SLOTS] |= 1L << slot;
            }
        } else {
            WheelTimer tail = Objects.requireNonNull(head.before);
            timer.before = tail;
            timer.after = head;
            tail.after = timer;
            head.before = timer;
        }
    }

    private void unlink(WheelTimer timer) {
        int slot = timer.slot;
        WheelTimer after = Objects.requireNonNull(timer.after);
        WheelTimer before = Objects.requireNonNull(timer.before);
        if (after == timer) {
            first[slot] = null;
            if (slot < OVERDUE) {
                occupied[slot / SLOTS] &= ~(1L << slot);
            }
        } else {
            before.after = after;
            after.before = before;
            if (first[slot] == timer) {
                first[slot] = after;
            }
        }
        timer.slot = WheelTimer.UNARMED;
        timer.before = null;
        timer.after = null;
    }
}
