package io.sockit.socket.strand;

import io.sockit.api.Clock;

import java.util.List;

/// The time that hosts live in, and with it all that runs in time: strands, waiting threads,
/// program threads. Thread-safe.
public abstract sealed class HostClock implements Clock permits SystemClock, SteppedClock {
    HostClock() {}

    /// The machine's own time; always the same object.
    public static HostClock system() {
        return SystemClock.INSTANCE;
    }

    /// A new virtual clock.
    public static SteppedClock stepped() {
        return new SteppedClock();
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

    /// Starts a program thread: a daemon that is known to the clock.
    ///
    /// @param virtual whether it is a virtual thread
    public abstract ProgramRun start(String name, boolean virtual, ProgramRun.Body body);

    /// A moment after so many nanoseconds; [Waiter#NEVER] where that lies beyond all time.
    public final long after(long nanos) {
        long deadline = nanoTime() + nanos;
        return deadline < 0 ? Waiter.NEVER : deadline;
    }

    /// The wall time at a moment of [#nanoTime].
    public abstract long wallAt(long nanos);

    @Override
    public final long wallNanos() {
        return wallAt(nanoTime());
    }

    /// Lets programs come to their end whose descriptors were just closed, without time passing:
    /// who has not ended then is interrupted, and who has not ended even then is named in the log
    /// and no longer waited for. Bounded in real time, see [ProgramShutdown]. In real time they run
    /// anyway, and nothing is done. Outside every strand; on a program's own thread nothing is
    /// done.
    public abstract void dismiss(List<ProgramRun> programs);

    /// Who will serve the strand's timers and leftovers.
    abstract Attendant attend(HostStrand strand);

    /// Whether every change of the next timer is to be announced, not only an earlier one.
    abstract boolean exactAlarms();

    /// Blocks the calling thread until its waiter is signalled, or as [Waiter#await] says.
    abstract Wait block(Waiter waiter, long deadline, boolean interruptibly);

    /// The waiter is signalled.
    abstract void unblock(Waiter waiter);

    /// The program's thread begins.
    abstract void programBegins(ProgramRun run);

    /// The program's thread ends.
    abstract void programEnds(ProgramRun run);

    /// The thread calls the kit after time moved without it.
    abstract void rejoin(ThreadState state);
}
