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
///
/// **When nothing can happen any more.** A thread that the kit did not start waits without a
/// time-out in a kit call (or in [ProgramThread#join]), no program can run and no timer is armed:
/// then its call throws an [IllegalStateException] within a second of real time. The message names
/// every waiting thread with call, descriptor and stack. The clock is whole and may be used on. A
/// program that waits, such as a server, is no fault as long as there is a timer or another program
/// that can run, and a network of waiting programs alone is idle: the methods below return. The
/// exception waits for as long as the thread that used the clock last runs, or sleeps, in real
/// time.
///
/// The last moment is 2262-04-11 in wall time.
public interface VirtualClock extends Clock {
    /// Runs programs and timers until this much time has passed, whether or not anything happens.
    /// An interrupt that comes meanwhile ends it at once, though a program may run and never wait,
    /// and the thread's flag is kept. Programs other than the one that runs just then do not go on
    /// until a thread drives or waits again.
    ///
    /// @throws IllegalArgumentException if the span is negative or ends after the last moment
    /// @throws IllegalStateException if a program thread waits with a time-out outside the kit (the
    ///     message holds its name and stack); if timers expire again and again without time moving
    ///     (the message names their plug-in); if programs run in turn again and again without time
    ///     moving, four million times (the message names them)
    void advance(Duration span);

    /// Runs programs and timers until no program is runnable and no timer is armed, or until
    /// `limit` has passed, or the last moment has come.
    ///
    /// @return whether all came to rest before the limit
    /// @throws IllegalStateException as for [#advance]
    boolean runUntilIdle(Duration limit);
}
