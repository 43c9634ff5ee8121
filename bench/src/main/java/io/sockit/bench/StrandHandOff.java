package io.sockit.bench;

import io.sockit.socket.strand.HostClock;
import io.sockit.socket.strand.HostStrand;
import io.sockit.spi.Task;

import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;
import org.openjdk.jmh.annotations.Threads;

import java.util.concurrent.locks.ReentrantLock;

/// Two threads that bring work to one strand as fast as they can and wait for its end, so that work
/// is handed from one to the other. The baseline does the same work under one lock.
@State(Scope.Benchmark)
@Threads(2)
public class StrandHandOff {
    private final HostStrand strand = HostClock.system().strand("bench");
    private final ReentrantLock lock = new ReentrantLock();
    private int inside;

    @Benchmark
    public void sockit(Bringer bringer) {
        bringer.task.call();
    }

    @Benchmark
    public void lock() {
        lock.lock();
        try {
            inside++;
        } finally {
            lock.unlock();
        }
    }

    @TearDown
    public void close() {
        strand.close();
    }

    /// A thread's own piece of work.
    @State(Scope.Thread)
    @SuppressWarnings("NullAway.Init") // JMH calls the set-up first
    public static class Bringer {
        private Task task;

        @Setup
        public void make(StrandHandOff subject) {
            task = subject.strand.task(() -> subject.inside++);
        }
    }
}
