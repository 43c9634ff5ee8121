package io.sockit.socket.sched;

import io.sockit.socket.strand.HostStrand;
import io.sockit.socket.strand.Waiter;
import io.sockit.socket.time.TimerWheel;
import io.sockit.socket.time.WheelTimer;

import org.jspecify.annotations.Nullable;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/// What lies ahead in a stepped clock's time: the strands' alarms, the deadlines of blocked calls,
/// and the work that strands left over budget. Under the [ProgramScheduler]'s lock.
final class EventQueue {
    private final TimerWheel alarms = new TimerWheel(0);
    private final TimerWheel deadlines = new TimerWheel(0);
    private final ArrayDeque<Entry> leftovers = new ArrayDeque<>();
    private static final Comparator<Entry> BY_ORDER = Comparator.comparingInt(it -> it.order);

    /// The strands that are due now, of which the first `rung` were rung.
    private final List<Entry> due = new ArrayList<>();

    private int rung;
    private int registered;

    Entry register(HostStrand strand) {
        return new Entry(strand, registered++);
    }

    void alarm(Entry entry) {
        long alarm = entry.strand.alarm();
        if (alarm == TimerWheel.NEVER || entry.closed) {
            alarms.cancel(entry);
        } else {
            alarms.arm(entry, alarm);
        }
    }

    void leftover(Entry entry) {
        if (!entry.leftover) {
            entry.leftover = true;
            leftovers.add(entry);
        }
    }

    void close(Entry entry) {
        entry.closed = true;
        alarms.cancel(entry);
    }

    void deadline(ScheduledThread scheduled, long deadline) {
        if (deadline == Waiter.NEVER) {
            deadlines.cancel(scheduled);
        } else {
            deadlines.arm(scheduled, deadline);
        }
    }

    @Nullable HostStrand pollLeftover() {
        Entry entry = leftovers.poll();
        if (entry == null) {
            return null;
        }
        entry.leftover = false;
        return entry.strand;
    }

    /// Whether anything lies ahead.
    boolean pending() {
        return !leftovers.isEmpty() || rung < due.size() || next() != TimerWheel.NEVER;
    }

    /// A moment at or before the next thing to happen, [TimerWheel#NEVER] where nothing is.
    long next() {
        return Math.min(alarms.nextDeadline(), deadlines.nextDeadline());
    }

    /// Collects the strands whose timers are due, in the order of their registration.
    ///
    /// @return whether there is one
    boolean collectDue(long now) {
        due.clear();
        rung = 0;
        alarms.begin();
        WheelTimer timer;
        while ((timer = alarms.poll(now)) != null) {
            due.add((Entry) timer);
        }
        if (due.size() > 1) {
            due.sort(BY_ORDER);
        }
        return !due.isEmpty();
    }

    /// The next of the collected strands that is still due; null if there is none.
    @Nullable HostStrand pollDue(long now) {
        while (rung < due.size()) {
            Entry entry = due.get(rung++);
            if (!entry.closed && entry.strand.alarm() <= now) {
                return entry.strand;
            }
        }
        return null;
    }

    void beginDeadlines() {
        deadlines.begin();
    }

    @Nullable ScheduledThread pollDeadline(long now) {
        return (ScheduledThread) deadlines.poll(now);
    }

    /// A strand, and as a timer its alarm.
    static final class Entry extends WheelTimer {
        final HostStrand strand;
        private final int order;
        private boolean leftover;
        private boolean closed;

        Entry(HostStrand strand, int order) {
            this.strand = strand;
            this.order = order;
        }
    }
}
