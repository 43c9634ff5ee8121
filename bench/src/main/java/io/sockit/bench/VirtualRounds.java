package io.sockit.bench;

import org.jspecify.annotations.Nullable;

import java.io.IOException;

/// A virtual thread that does one thing so many times.
final class VirtualRounds implements Runnable {
    /// In one invocation of a benchmark.
    static final int COUNT = 5000;

    private final Partner.Step round;
    private @Nullable IOException failure;

    private VirtualRounds(Partner.Step round) {
        this.round = round;
    }

    /// Has a virtual thread do it [#COUNT] times, and waits for it.
    static void run(Partner.Step round) throws InterruptedException {
        VirtualRounds work = new VirtualRounds(round);
        Thread.ofVirtual().name("rounds").start(work).join();
        if (work.failure != null) {
            throw new IllegalStateException("a round failed", work.failure);
        }
    }

    @Override
    public void run() {
        try {
            for (int i = 0; i < COUNT; i++) {
                round.run();
            }
        } catch (IOException e) {
            failure = e;
        }
    }
}
