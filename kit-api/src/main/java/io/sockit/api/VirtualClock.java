package io.sockit.api;

import java.time.Duration;

/// A clock that jumps to the next timer as soon as nothing is runnable, so an hour costs what
/// happens in it. It is shared by all hosts of a [Network].
///
/// Time moves only while every program thread of its hosts is quiescent: waiting in a kit call, or
/// parked elsewhere without a time-out. Programs that wait only in kit calls run one at a time, in
/// a fixed order, and replay exactly; but not what an interrupt does, for it comes when the machine
/// lets it. A program that only asks again and again (`MSG_DONTWAIT`, `poll` with a time-out of 0)
/// never waits: neither time nor another program goes on until it does. A thread that the kit did
/// not start may drive the clock with the methods below, or block in a kit call, which lets time
/// move for as long as it waits.
public interface VirtualClock extends Clock {
    /// Runs programs and timers until this much time has passed, whether or not anything happens.
    /// An interrupt that comes meanwhile ends it at once, though a program may run and never wait,
    /// and the thread's flag is kept. Programs do not go on, but for who runs just then, until
    /// somebody drives or waits again.
    ///
    /// @throws IllegalStateException where a program thread waits with a time-out outside the kit
    ///     (the message holds its name and stack), or where timers expire again and again without
    ///     time moving (the message names their plug-in)
    void advance(Duration span);

    /// Runs programs and timers until no program is runnable and no timer is armed, or until
    /// `limit` has passed.
    ///
    /// @return whether all came to rest before the limit
    /// @throws IllegalStateException as for [#advance]
    boolean runUntilIdle(Duration limit);
}
