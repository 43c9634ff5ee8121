package io.sockit.cli.run;

import java.util.function.BooleanSupplier;

/// How a run waits: in the time of its network. Called on the run's own thread.
interface Pace {
    /// How a wait ended.
    enum End {
        /// What was waited for came.
        CAME,
        /// The time is over.
        OVER,
        /// It can never come: nothing is runnable, no timer is armed.
        IDLE
    }

    /// Lets programs run, and time go, until something is so.
    ///
    /// @param nanos of the network's clock, at most
    End await(BooleanSupplier what, long nanos) throws InterruptedException;

    /// Lets programs run that can run now.
    void runnable() throws InterruptedException;

    /// Lets programs end whose processes are closed: a moment, and then, interrupted, at most a
    /// second of the machine's time. In virtual time the network does the same when it is closed.
    void dismiss(BooleanSupplier ended, Runnable interrupt) throws InterruptedException;

    /// Waits, a bounded time, until what is under way has arrived.
    ///
    /// @param quiet whether nothing waits to be read, or changed since it was last asked
    void settle(BooleanSupplier quiet) throws InterruptedException;
}
