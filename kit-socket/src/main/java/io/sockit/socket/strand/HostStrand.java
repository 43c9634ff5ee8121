package io.sockit.socket.strand;

import io.sockit.spi.OffStrandTask;
import io.sockit.spi.Poke;
import io.sockit.spi.Strand;
import io.sockit.spi.Task;
import io.sockit.spi.Timers;

import org.jspecify.annotations.Nullable;

import java.util.function.Function;

/// The strand of a host, as the kit has it; plug-ins get a [#view]. Thread-safe; what its methods
/// say of "on the strand" holds.
///
/// A system call does
/// ```
/// if (strand.enter()) {
///     try {
///         work();
///     } finally {
///         strand.leave();
///     }
/// } else {
///     poke.poke(WORK);
/// }
/// ```
public class HostStrand extends StrandCore implements Strand, AutoCloseable {
    /// How many items one entry runs before it leaves the rest to others. It bounds how long a
    /// caller serves them, and hardly matters to the speed. With 64, 512, 4096 (medians of three
    /// short runs, 2 cores): hand-over between two threads 374, 418, 409 ns; UDP one way 239, 247,
    /// 242 ns.
    static final int BUDGET = 512;

    private final HostClock clock;
    private final String name;
    private final WheelTimers timers;
    private final Attendant attendant;

    HostStrand(HostClock clock, String name) {
        this(clock, name, clock::attend);
    }

    /// One with an attendant of its own.
    HostStrand(HostClock clock, String name, Function<HostStrand, Attendant> attendants) {
        this.clock = clock;
        this.name = name;
        this.timers = new WheelTimers(this, clock.nanoTime());
        this.attendant = attendants.apply(this);
        Watchdog.INSTANCE.watch(this);
    }

    /// The strand as an owner sees it: what comes from there is charged to it.
    public Strand view(Owner owner) {
        return new StrandView(this, owner);
    }

    /// The timers as an owner sees them.
    public Timers timers(Owner owner) {
        return timers.view(owner);
    }

    /// The timers of the kit itself.
    public Timers timers() {
        return timers(KitOwner.KIT);
    }

    /// Lets go of a dead owner: cancels its timers and drops what it brought. On the strand or off.
    ///
    /// @throws IllegalStateException where it is alive
    public void forget(Owner owner) {
        if (owner.alive()) {
            throw new IllegalStateException(owner.name() + " is alive");
        }
        run(
                () -> {
                    work.forget(owner);
                    timers.forget(owner);
                });
    }

    @Override
    public PokeNode poke(Poke.Handler handler) {
        return new PokeNode(this, KitOwner.KIT, handler, false);
    }

    @Override
    public Poke batchPoke(Poke.Handler handler) {
        return new PokeNode(this, KitOwner.KIT, handler, true);
    }

    @Override
    public Task task(Runnable work) {
        return new TaskNode(this, KitOwner.KIT, work);
    }

    @Override
    public OffStrandTask offStrand(Runnable work) {
        return new OffStrandRunner(this, KitOwner.KIT, work);
    }

    @Override
    public <T extends @Nullable Object, E extends Exception> T call(Work<T, E> work) throws E {
        return call(KitOwner.KIT, work);
    }

    final <T extends @Nullable Object, E extends Exception> T call(Owner owner, Work<T, E> work)
            throws E {
        outsideOnly("call");
        if (!owner.alive()) {
            throw new IllegalStateException(owner.name() + " is unloaded");
        }
        if (enter()) {
            try {
                if (!leftBehind()) { // else what this thread brought before may lie there still
                    return work.run();
                }
            } finally {
                leave();
            }
        }
        Answer<T> answer = new Answer<>(work);
        new TaskNode(this, owner, answer).call();
        return answer.value();
    }

    @Override
    public final HostClock clock() {
        return clock;
    }

    public final String name() {
        return name;
    }

    /// Ends its helper: no timer expires from now on. Work that is brought still runs.
    @Override
    public void close() {
        attendant.close();
        Watchdog.INSTANCE.unwatch(this);
    }

    final WheelTimers wheel() {
        return timers;
    }

    /// The moment of its next timer, as of the last release; [Waiter#NEVER] without one. Any
    /// thread.
    public final long alarm() {
        return timers.alarm();
    }

    /// Has the timers that are due expire. Any thread.
    public final void ring() {
        timers.ring();
    }

    /// Runs what was left over budget, or brought, if the strand is free. For its [Attendant].
    public final void runLeftovers() {
        pump();
    }

    final boolean exactAlarms() {
        return clock.exactAlarms();
    }

    @Override
    int budget() {
        return BUDGET;
    }

    @Override
    void handOver() {
        String endless = work.endless();
        if (endless != null) {
            clock.endless(
                    "work of %s keeps the %s at %d ns: millions of items have run and more are left"
                            .formatted(endless, this, clock.nanoTime()));
        }
        attendant.workLeft();
    }

    @Override
    final boolean leaving() {
        return timers.publish();
    }

    @Override
    final void announce() {
        attendant.alarm();
    }

    @Override
    public String toString() {
        return "strand of " + name;
    }

    /// The work of a call that could not enter at once. Handed over through its task.
    private static final class Answer<T extends @Nullable Object> implements Runnable {
        private final Work<T, ?> work;
        private @Nullable T value;

        Answer(Work<T, ?> work) {
            this.work = work;
        }

        @Override
        public void run() {
            try {
                value = work.run();
            } catch (Exception e) {
                throw Thrown.sneaky(e);
            }
        }

        @SuppressWarnings("NullAway") // it is what the work answered
        T value() {
            return value;
        }
    }
}
