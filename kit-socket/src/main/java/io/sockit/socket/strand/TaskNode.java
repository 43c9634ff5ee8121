package io.sockit.socket.strand;

import io.sockit.spi.Task;

import org.jspecify.annotations.Nullable;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;

/// A reusable piece of work. Thread-safe: the state says whose it is.
///
/// | state | whose | next |
/// | --- | --- | --- |
/// | IDLE | nobody's | BROUGHT by submit, CALLED by call |
/// | BROUGHT | the strand's | IDLE before it runs, so that it may bring itself again |
/// | CALLED | the strand's, a caller waits | ANSWERED when it has run |
/// | ANSWERED | the caller's | IDLE when the caller has its answer |
final class TaskNode extends Node implements Task {
    private static final int IDLE = 0;
    private static final int BROUGHT = 1;
    private static final int CALLED = 2;
    private static final int ANSWERED = 3;
    private static final VarHandle STATE =
            Fields.handle(MethodHandles.lookup(), "state", int.class);

    private final StrandCore strand;
    private final Runnable work;
    private volatile int state;
    private @Nullable Throwable thrown;
    private @Nullable Waiter caller;

    TaskNode(StrandCore strand, Owner owner, Runnable work) {
        super(owner);
        this.strand = strand;
        this.work = work;
    }

    @Override
    public void submit() {
        take(BROUGHT);
        strand.bring(this, false);
    }

    @Override
    public void call() {
        strand.outsideOnly("call");
        take(CALLED);
        if (caller == null) {
            caller = strand.clock().waiter();
        }
        caller.begin();
        strand.bring(this, false);
        caller.awaitAnswer(strand, this);
        Throwable answer = thrown;
        thrown = null;
        state = IDLE;
        if (answer != null) {
            throw Thrown.sneaky(answer);
        }
    }

    private void take(int brought) {
        if (!STATE.compareAndSet(this, IDLE, brought)) {
            throw new IllegalStateException(
                    "task of " + owner.name() + " brought again before it has run");
        }
    }

    boolean answered() {
        return state == ANSWERED;
    }

    @Override
    void perform() {
        if (state == CALLED) {
            try {
                work.run();
            } catch (Throwable t) {
                thrown = t;
            }
            answer();
        } else {
            state = IDLE;
            work.run();
        }
    }

    @Override
    void drop() {
        if (state == CALLED) {
            thrown = new IllegalStateException(owner.name() + " is unloaded");
            answer();
        } else {
            state = IDLE;
        }
    }

    private void answer() {
        Waiter waiting = caller;
        state = ANSWERED;
        if (waiting != null) {
            strand.wake(waiting);
        }
    }
}
