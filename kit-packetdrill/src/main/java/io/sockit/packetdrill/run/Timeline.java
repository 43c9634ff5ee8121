package io.sockit.packetdrill.run;

import io.sockit.api.Clock;
import io.sockit.packetdrill.script.Event;
import io.sockit.packetdrill.script.Event.PacketEvent;
import io.sockit.packetdrill.script.When;

import org.jspecify.annotations.Nullable;

/// When events are due, and whether what happened came at its time. Times are nanoseconds since
/// the script began.
final class Timeline {
    private final Clock clock;
    private final long start;
    private final long tolerance;
    private final double share;

    private @Nullable Event last;
    private long lastDue;
    private long offset;
    private long due;
    private long dueEnd;
    private When when = new When(When.Kind.ABSOLUTE, 0, 0);

    Timeline(Clock clock, Settings settings) throws DrillFailure {
        this.clock = clock;
        this.start = clock.nanoTime();
        this.tolerance = settings.toleranceNanos();
        this.share = settings.toleranceShare();
    }

    long now() {
        return clock.nanoTime() - start;
    }

    /// The time of a moment of the clock.
    long at(long clockNanos) {
        return clockNanos - start;
    }

    /// Goes on to the next event. A relative time counts from now, but for a packet that comes in
    /// behind another one: from when that was due, so that errors do not add up.
    ///
    /// @throws DrillFailure where time goes backward
    void begin(Event event) throws DrillFailure {
        Event before = last;
        long was = due;
        when = event.when();
        offset = 0;
        if (when.isRelative() || when.kind() == When.Kind.ANY) {
            offset = before != null && comesIn(before) && comesIn(event) ? due : now();
        }
        due = when.nanos() + offset;
        dueEnd = when.endNanos() + offset;
        lastDue = before == null ? due : was;
        boolean absolute = when.kind() == When.Kind.ABSOLUTE;
        if (before != null && absolute && before.when().kind() == when.kind() && due < was) {
            throw new DrillFailure(
                    "time goes backward from %s to %s".formatted(text(was), text(due)));
        }
        last = event;
    }

    private static boolean comesIn(Event event) {
        return event instanceof PacketEvent packet && !packet.packet().isOutbound();
    }

    /// When the event is due; of a range, its begin.
    long due() {
        return due;
    }

    /// When the event is over at the latest, without tolerance.
    long dueEnd() {
        return Math.max(due, dueEnd);
    }

    /// What a relative end of the event counts from.
    long offset() {
        return offset;
    }

    When when() {
        return when;
    }

    /// Since the event before was due.
    long toleranceNow() {
        return tolerance(due - lastDue);
    }

    /// 4 ms, or 12.5% of the gap, where scripts say nothing else.
    long tolerance(long gap) {
        return Math.max(tolerance, (long) (share * gap));
    }

    /// Checks the moment of the event at hand.
    ///
    /// @param what happened, for the message
    void check(String what, long happened) throws DrillFailure {
        if (when.kind() == When.Kind.ANY) {
            return;
        }
        check(what, due, dueEnd, happened, toleranceNow());
    }

    /// Checks the end of a call that blocks.
    void checkEnd(String what, long begin, long end, long happened) throws DrillFailure {
        check(what, end, end, happened, tolerance(end - begin));
    }

    private static void check(String what, long from, long to, long happened, long tolerance)
            throws DrillFailure {
        if (happened < from - tolerance || happened > to + tolerance) {
            String expected = from == to ? text(from) : text(from) + " to " + text(to);
            throw new DrillFailure(
                    "%s at %s (expected: at %s, tolerance %s)"
                            .formatted(what, text(happened), expected, text(tolerance)));
        }
    }

    /// Seconds.
    static String text(long nanos) {
        return "%.6f s".formatted(nanos / 1e9);
    }
}
