package io.sockit.socket.strand;

import io.sockit.socket.time.WheelTimer;

import org.jspecify.annotations.Nullable;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.util.ArrayList;
import java.util.List;

/// A thread's wait in a system call, in one queue or several. Made once ([HostClock#waiter]), kept
/// by who waits often, used by one thread at a time:
/// ```
/// waiter.begin();
/// waiter.join(queue);
/// try {
///     while (!ready()) { // look after joining, and after every wake-up
///         switch (waiter.await(deadline)) { ... }
///     }
/// } finally {
///     waiter.end();
/// }
/// ```
/// **Why no wake-up is lost.** The change comes before the look at the queue, joining the queue
/// before the look at what changes. If the waker does not find the waiter there, the waiter joined
/// after that look and so sees the change. If it does find it, it sets `signalled`, which only
/// `await` clears, and `await` returns to a look; it does not park while it is set.
///
/// Only [#signal] is for other threads.
public class Waiter extends Wakeable {
    /// No time limit.
    public static final long NEVER = Long.MAX_VALUE;

    private static final int SPINS = 100;
    private static final VarHandle SIGNALLED;

    static {
        try {
            SIGNALLED =
                    MethodHandles.lookup().findVarHandle(Waiter.class, "signalled", boolean.class);
        } catch (ReflectiveOperationException e) {
            throw new ExceptionInInitializerError(e);
        }
    }

    private final HostClock clock;
    private final List<Place> places = new ArrayList<>(1);
    private int joined;
    private volatile boolean signalled;
    private volatile @Nullable Thread thread;

    /// Its thread in a virtual clock's order while it waits; under that clock's lock.
    public @Nullable WheelTimer scheduled;

    Waiter(HostClock clock) {
        this.clock = clock;
    }

    /// Begins a wait of the calling thread.
    public final void begin() {
        thread = Thread.currentThread();
        signalled = false;
    }

    /// Joins a queue, at its end.
    public final void join(WaitQueue queue) {
        if (joined == places.size()) {
            places.add(new Place(this));
        }
        Place place = places.get(joined++);
        queue.add(place);
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

    /// Before the caller looks, so that who changes it meanwhile signals anew. Taken out by
    /// kit-stress.
    void clearSignal() {
        signalled = false;
    }

    /// Leaves all queues.
    public final void end() {
        while (joined > 0) {
            Place place = places.get(--joined);
            WaitQueue queue = place.queue;
            if (queue != null) {
                queue.remove(place);
            }
        }
        thread = null;
    }

    /// Has it look again. Any thread.
    public final void signal() {
        if (!(boolean) SIGNALLED.getAndSet(this, true)) {
            clock.unblock(this);
        }
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
    final void awaitAnswer(StrandCore strand, TaskNode task) {
        int spins = Thread.currentThread().isVirtual() ? 0 : SPINS;
        while (!task.answered()) {
            if (strand.pump()) {
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

    /// A waiter's place in one queue; links under that queue's lock, the queue the waiter's own.
    static final class Place {
        final Waiter waiter;
        @Nullable WaitQueue queue;
        @Nullable Place before;
        @Nullable Place after;

        Place(Waiter waiter) {
            this.waiter = waiter;
        }
    }
}
