package io.sockit.socket.strand;

import io.sockit.socket.time.WheelTimer;

import org.jspecify.annotations.Nullable;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.util.ArrayList;
import java.util.List;

/// A thread's wait in a system call, for one file or several. Used by one thread at a time:
/// ```
/// waiter.begin();
/// waiter.watch(file, POLLIN, true);
/// try {
///     while (!ready()) { // look after adding the watches, and after every wake-up
///         switch (waiter.await(deadline)) { ... }
///         waiter.watchAgain();
///     }
/// } finally {
///     waiter.end();
/// }
/// ```
/// [Watched] says why no event is lost. If a watch is found by the thread that raises, it sets
/// `signalled`, which only `await` clears, and `await` returns to a look; it does not park while
/// that is set.
///
/// Only [#signal] is for other threads.
public class Waiter extends Wakeable {
    /// No time limit.
    public static final long NEVER = Long.MAX_VALUE;

    private static final int SPINS = 100;
    private static final VarHandle SIGNALLED =
            Fields.handle(MethodHandles.lookup(), "signalled", boolean.class);

    private final HostClock clock;
    private final List<Place> places = new ArrayList<>(1);
    private int used;
    private volatile boolean signalled;
    private volatile @Nullable Thread thread;

    // What the wait is for, for messages. Written by the waiting thread before it waits, read under
    // a virtual clock's lock while it waits.
    private @Nullable String call;
    private int fd;
    private @Nullable String host;

    /// Its thread in a virtual clock's order while it waits; under that clock's lock.
    public @Nullable WheelTimer scheduled;

    Waiter(HostClock clock) {
        this.clock = clock;
    }

    /// Whether a wait by this clock can begin.
    @SuppressWarnings("ReferenceEquality") // identity is meant
    final boolean isFree(HostClock by) {
        return thread == null && clock == by;
    }

    /// Begins a wait of the calling thread.
    public final void begin() {
        call = null;
        thread = Thread.currentThread();
        signalled = false;
    }

    /// Says what the wait is for, where a message has to name it: stores three fields.
    ///
    /// @param call the system call
    /// @param fd its descriptor; -1 for a call that has several, or has no descriptor
    /// @param host the host whose call it is; or null
    public final void describe(String call, int fd, @Nullable String host) {
        this.call = call;
        this.fd = fd;
        this.host = host;
    }

    /// What the wait is for, such as `recv of fd 3 on host a`.
    public final String description() {
        if (call == null) {
            return "a call of the kit";
        }
        return call + (fd < 0 ? "" : " of fd " + fd) + (host == null ? "" : " on host " + host);
    }

    /// Watches a file until [#end], behind those that watch it already.
    ///
    /// @param exclusive whether the caller will consume what it waits for
    public final void watch(Watched file, int interest, boolean exclusive) {
        if (used == places.size()) {
            places.add(new Place(this));
        }
        Place place = places.get(used++);
        place.exclusive(exclusive);
        place.interest(interest | Watch.DESCRIPTOR_CLOSED);
        place.file = file;
        file.add(place);
    }

    /// Before another look: puts back what an event took out of its list.
    public final void watchAgain() {
        for (int i = 0; i < used; i++) {
            Place place = places.get(i);
            Watched file = place.file;
            if (place.told != 0 && file != null) {
                place.told = 0;
                file.add(place);
            }
        }
    }

    /// Waits until woken, interrupted, or until a moment of the host's clock. What ended
    /// it before it began counts. Outside every strand.
    ///
    /// @param deadlineNanos [#NEVER] for no limit
    public final Wait await(long deadlineNanos) {
        ThreadState.current().beforeWaiting();
        Wait end = signalled() ? Wait.WOKEN : clock.block(this, deadlineNanos, true);
        clearSignal();
        return end;
    }

    /// Waits for the answer of a strand, as [#await] without a limit, but interruption does not cut
    /// it short and the flag is kept. In virtual time a thread that is no program goes on with the
    /// answer, whoever's turn it is.
    final void awaitUninterruptibly() {
        ThreadState.current().beforeWaiting();
        if (!signalled()) {
            clock.block(this, NEVER, false);
        }
        clearSignal();
    }

    /// Before the caller looks, so that a change made meanwhile signals anew. Taken out by
    /// kit-stress.
    void clearSignal() {
        signalled = false;
    }

    /// Takes its watches back.
    ///
    /// @return the events of exclusive watches that were raised and left their list: a caller that
    ///     does not consume what it waited for raises them again
    public final int end() {
        int raised = 0;
        while (used > 0) {
            Place place = places.get(--used);
            Watched file = place.file;
            if (file != null && !file.remove(place)) {
                raised |= place.told & place.interest();
            }
            place.file = null;
            place.told = 0;
        }
        thread = null;
        return raised;
    }

    /// Has it look again. Any thread.
    public final void signal() {
        raiseSignal();
    }

    private boolean raiseSignal() {
        if ((boolean) SIGNALLED.getAndSet(this, true)) {
            return false;
        }
        clock.unblock(this);
        return true;
    }

    @Override
    protected final void wakened() {
        signal();
    }

    public boolean signalled() {
        return signalled;
    }

    final @Nullable Thread thread() {
        return thread;
    }

    /// Waits until a task is answered; meanwhile does what lies on the strand if it is free.
    final void awaitAnswer(StrandCore core, TaskNode task) {
        int spins = Thread.currentThread().isVirtual() ? 0 : SPINS;
        while (!task.answered()) {
            if (core.pump()) {
                continue;
            }
            if (spins > 0) {
                spins--;
                Thread.onSpinWait();
            } else {
                awaitUninterruptibly();
            }
        }
        end();
    }

    /// A waiter's watch of one file.
    private static final class Place extends Watch {
        private final Waiter waiter;
        private @Nullable Watched file; // of the waiting thread

        /// The events that took it out of the file's list. Written under that file's monitor.
        private volatile int told;

        Place(Waiter waiter) {
            super(0, false);
            this.waiter = waiter;
        }

        @Override
        boolean leavesWhenRaised() {
            return exclusive();
        }

        @Override
        protected boolean raised(int events) {
            told = exclusive() ? events : 0;
            return waiter.raiseSignal() || exclusive();
        }
    }
}
