package io.sockit.bench;

import io.sockit.socket.strand.HostClock;
import io.sockit.socket.strand.HostStrand;

import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;

import java.util.concurrent.locks.ReentrantLock;

/// Into a free strand and out of it, as every system call goes. The baseline is a free lock.
@State(Scope.Thread)
public class StrandEntry {
    private final HostStrand strand = HostClock.system().strand("bench");
    private final ReentrantLock lock = new ReentrantLock();
    private int inside;

    @Benchmark
    public int sockit() {
        if (strand.enter()) {
            try {
                inside++;
            } finally {
                strand.leave();
            }
        }
        return inside;
    }

    @Benchmark
    public int lock() {
        lock.lock();
        try {
            inside++;
        } finally {
            lock.unlock();
        }
        return inside;
    }

    @TearDown
    public void close() {
        strand.close();
    }
}
