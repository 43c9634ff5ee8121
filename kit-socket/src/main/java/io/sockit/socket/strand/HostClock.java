package io.sockit.socket.strand;

import io.sockit.api.Clock;

import java.time.Instant;
import java.util.List;
import java.util.function.Consumer;

/// The time that hosts live in, and with it all that runs in time: strands, waiting threads,
/// program threads. Thread-safe.
public abstract class HostClock implements Clock {
    private static final long NANOS = 1_000_000_000L;

    /// Whether time moved without some thread: then every thread that enters a strand calls
    /// [#rejoin] first.
    protected volatile boolean strays;

    private volatile Consumer<ProgramRun> failures = run -> {};

    protected HostClock() {}

    /// The machine's own time; always the same object.
    public static HostClock system() {
        return SystemClock.INSTANCE;
    }

    /// The clock of hosts behind the clock of their network.
    ///
    /// @throws IllegalArgumentException where it is no clock of this kit
    public static HostClock of(Clock clock) {
        if (clock instanceof HostClock own) {
            return own;
        }
        throw new IllegalArgumentException(
                "clock: " + clock + " (expected: Clock.system() or one of Clock.virtual())");
    }

    /// A strand for a host; closing it belongs to closing the host.
    public HostStrand strand(String host) {
        return new HostStrand(this, host);
    }

    /// A waiter, to be used by one thread at a time.
    public Waiter waiter() {
        return new Waiter(this);
    }

    /// The calling thread's own waiter, for one wait.
    public Waiter ownWaiter() {
        return ThreadState.current().waiter(this);
    }

    /// Starts a program thread: a daemon that is known to the clock.
    ///
    /// @param virtual whether it is a virtual thread
    public abstract ProgramRun start(String name, boolean virtual, ProgramRun.Body body);

    /// Sets the listener that each program which throws is reported to, on its thread. A program
    /// whose process is closed is not reported: closing is how a server is ended.
    public final void onFailure(Consumer<ProgramRun> listener) {
        failures = listener;
    }

    final void failed(ProgramRun run) {
        failures.accept(run);
    }

    /// A moment after so many nanoseconds; [Waiter#NEVER] where that lies beyond all time.
    public final long after(long nanos) {
        long deadline = nanoTime() + nanos;
        return deadline < 0 ? Waiter.NEVER : deadline;
    }

    /// An instant in nanoseconds since 1970.
    protected static long wall(Instant instant) {
        return instant.getEpochSecond() * NANOS + instant.getNano();
    }

    /// Checks that the calling thread is inside no strand.
    ///
    /// @param what what it is about to do, for the message
    protected static void outsideOnly(String what) {
        StrandCore inside = ThreadState.current().inside;
        if (inside != null) {
            throw new IllegalStateException(what + " from inside the " + inside);
        }
    }

    /// The wall time at a moment of [#nanoTime].
    public abstract long wallAt(long nanos);

    @Override
    public final long wallNanos() {
        return wallAt(nanoTime());
    }

    /// Lets programs come to their end whose descriptors were just closed, without time passing:
    /// a program that has not ended then is interrupted, and if it has not ended even then, named
    /// in the log and no longer waited for. Bounded in real time. In real time they run anyway, and
    /// nothing is done. Outside every strand; on a program's own thread nothing is done.
    public abstract void dismiss(List<ProgramRun> programs);

    /// Makes what serves the strand's timers and leftovers.
    protected abstract Attendant attend(HostStrand strand);

    /// Whether every change of the next timer is to be announced, not only an earlier one.
    protected abstract boolean exactAlarms();

    /// Blocks the calling thread until its waiter is signalled, or as [Waiter#await] says.
    protected abstract Wait block(Waiter waiter, long deadline, boolean interruptibly);

    /// The waiter is signalled.
    protected abstract void unblock(Waiter waiter);

    /// Work or timers of one moment do not end.
    ///
    /// @return whether the run fails for it, where time is the clock's own and does not pass
    protected abstract boolean endless(String reason);

    /// The thread enters a strand, and time may have moved without it. Called while [#strays].
    protected void rejoin() {
        // in real time no thread goes astray
    }
}
