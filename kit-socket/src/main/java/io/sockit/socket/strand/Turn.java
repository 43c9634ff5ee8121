package io.sockit.socket.strand;

import org.jspecify.annotations.Nullable;

/// A thread's place in the order of a stepped clock, and as a timer the deadline of what it blocks
/// in. Under the [Baton]'s lock.
final class Turn extends WheelTimer {
    final Baton baton;
    final Thread thread;

    /// The program it runs; null for a thread that the kit did not start.
    final @Nullable ProgramRun program;

    /// Links of the queue of the runnable, or of the list of outsiders.
    @Nullable Turn next;

    @Nullable Turn previous;

    boolean blocked;
    Wait end = Wait.WOKEN;

    /// Whether it may run; taken back by itself.
    boolean granted;

    boolean started;
    boolean astray;
    @Nullable Frame frame;

    /// For who drives the clock: until when, whether rest ends it, and whether it did.
    long limit;

    boolean untilIdle;
    boolean idle;

    Turn(Baton baton, Thread thread, @Nullable ProgramRun program) {
        this.baton = baton;
        this.thread = thread;
        this.program = program;
        this.started = program == null;
    }

    /// Time moves without it from now on.
    void lose() {
        astray = true;
        if (frame != null) {
            frame.astray = true;
        }
    }

    /// It is back in the order.
    void found() {
        astray = false;
        if (frame != null) {
            frame.astray = false;
        }
    }

    boolean outsider() {
        return program == null;
    }
}
