package io.sockit.bench;

import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;

import java.io.IOException;
import java.util.concurrent.locks.LockSupport;

/// A virtual thread that is woken and wakes.
@State(Scope.Benchmark)
@SuppressWarnings("NullAway.Init") // JMH calls the set-up first
public class Handover {
    private Partner partner;
    private volatile Thread near;
    private volatile boolean theirs;

    @Setup
    public void start() {
        partner = Partner.virtual(this::answer);
    }

    @TearDown
    public void stop() throws IOException, InterruptedException {
        partner.stop(() -> LockSupport.unpark(partner.thread()));
    }

    private void answer() {
        if (theirs) {
            theirs = false;
            LockSupport.unpark(near);
        } else {
            LockSupport.park(this);
        }
    }

    void pingPong() {
        near = Thread.currentThread();
        theirs = true;
        LockSupport.unpark(partner.thread());
        while (theirs) {
            LockSupport.park(this);
        }
    }
}
