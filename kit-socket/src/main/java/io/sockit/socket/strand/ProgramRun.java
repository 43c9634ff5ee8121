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
    }

    private final HostClock clock;
    private final String name;
    private final Body body;
    private final Thread thread;
    private final Watched ended = new Watched();

    private volatile boolean done;
    private volatile @Nullable Throwable thrown;

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
        } finally {
            done = true;
            ended.raiseAll();
            ends();
        }
    }
}
