package io.sockit.bench;

import java.io.IOException;

/// The other end of a measurement: a thread that does one thing again and again until it is
/// stopped.
final class Partner {
    private final Thread thread;
    private volatile boolean stopped;

    private Partner(Thread.Builder kind, Step step) {
        thread = kind.start(() -> run(step));
    }

    static Partner platform(Step step) {
        return new Partner(Thread.ofPlatform().daemon().name("partner"), step);
    }

    static Partner virtual(Step step) {
        return new Partner(Thread.ofVirtual().name("partner"), step);
    }

    Thread thread() {
        return thread;
    }

    /// Stops it and what it blocks in.
    ///
    /// @param closing ends the call that it may wait in
    void stop(Step closing) throws IOException, InterruptedException {
        stopped = true;
        closing.run();
        thread.join();
    }

    private void run(Step step) {
        while (!stopped) {
            try {
                step.run();
            } catch (IOException e) {
                if (!stopped) {
                    throw new IllegalStateException("the other end failed", e);
                }
            }
        }
    }

    /// What is done again and again.
    @FunctionalInterface
    interface Step {
        void run() throws IOException;
    }
}
