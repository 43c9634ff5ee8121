package io.sockit.socket.strand;

import io.sockit.api.ProgramThread;

import org.jspecify.annotations.Nullable;

import java.util.concurrent.ExecutionException;

/// A program's thread, from start to end. Thread-safe.
public class ProgramRun implements ProgramThread {
    /// What it runs.
    @FunctionalInterface
    public interface Body {
        void run() throws Exception;

        /// Called on the program's thread before it counts as ended.
        default void ended(ProgramRun run) {}

        /// Whether an exception is no failure, because the program was to end.
        default boolean dismissed() {
            return false;
        }
    }

    private final HostClock clock;
    private final String name;
    private final Body body;
    private final Thread thread;
    private final Watched ended = new Watched();

    private volatile boolean done;
    private volatile @Nullable Throwable thrown;
    private volatile boolean told;

    @SuppressWarnings("this-escape") // the thread starts later
    protected ProgramRun(HostClock clock, String name, boolean virtual, Body body) {
        this.clock = clock;
        this.name = name;
        this.body = body;
        Thread.Builder builder = virtual ? Thread.ofVirtual() : Thread.ofPlatform().daemon();
        this.thread = builder.name(name).unstarted(this::run);
    }

    @Override
    public final String name() {
        return name;
    }

    @Override
    public final Thread thread() {
        return thread;
    }

    /// What it threw; null if it ended well or runs.
    public final @Nullable Throwable thrown() {
        return thrown;
    }

    /// Whether a call of [#join] was told what it threw.
    public final boolean told() {
        return told;
    }

    public final boolean done() {
        return done;
    }

    @Override
    public final void join() throws InterruptedException, ExecutionException {
        Waiter waiter = clock.waiter();
        waiter.begin();
        waiter.describe("join of program " + name, -1, null);
        waiter.watch(ended, Watch.ALL, false);
        try {
            while (!done) {
                if (waiter.await(Waiter.NEVER) == Wait.INTERRUPTED) {
                    throw interruption();
                }
            }
        } finally {
            waiter.end();
        }
        Throwable cause = thrown;
        if (cause != null) {
            told = true;
            throw new ExecutionException("program " + name + " failed: " + cause, cause);
        }
    }

    private static InterruptedException interruption() {
        boolean was = Thread.interrupted();
        return new InterruptedException(was ? "interrupted while joining a program" : "");
    }

    /// On its thread, before the body.
    protected void begins() {
        // runs when the machine lets it
    }

    /// On its thread, after it counts as done.
    protected void ends() {
        // in real time no other thread waits for its turn
    }

    private void run() {
        try {
            begins();
            body.run();
        } catch (Throwable t) {
            thrown = t;
            if (!body.dismissed()) {
                clock.failed(this);
            }
        } finally {
            body.ended(this);
            done = true;
            ended.raiseAll();
            ends();
        }
    }
}
