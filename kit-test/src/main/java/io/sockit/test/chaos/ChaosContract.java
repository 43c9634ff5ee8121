package io.sockit.test.chaos;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.sockit.api.ErrnoException;
import io.sockit.api.Host;
import io.sockit.api.Network;
import io.sockit.api.PollFd;
import io.sockit.api.Process;
import io.sockit.api.SocketInfo;

import org.junit.jupiter.api.Test;

import java.util.List;
import java.util.SplittableRandom;

/// Threads that read, write, look, poll, select, wait in epolls, duplicate, close, shut and
/// interrupt each other at random, on a family's sockets, pipes and eventfds: every call ends, and
/// what was put in is got or counted as dropped.
///
/// The operations of each thread come from a seed, which a failure names: `-Dsockit.chaos.seed=`
/// repeats them, though not the moments at which they meet. `-Dsockit.chaos=` sets how many calls
/// are made.
public abstract class ChaosContract {
    private static final int CALLS = 500_000;
    private static final int SLICES = 10_000;
    private static final long MILLISECOND = 1_000_000;

    /// For subclasses.
    protected ChaosContract() {}

    /// Starts a host that has the family.
    protected abstract Host host(Network network) throws ErrnoException;

    /// Two sockets, each of which is the other's peer.
    protected abstract int[] pair(Process process) throws ErrnoException;

    /// Whether they carry messages, and not a stream.
    protected abstract boolean messages();

    /// Whether they pass open files (`SCM_RIGHTS`).
    protected boolean passes() {
        return false;
    }

    @Test
    void everyCallEndsAndNothingIsLost() throws Exception {
        long seed = Long.getLong("sockit.chaos.seed", System.nanoTime());
        long most = Long.getLong("sockit.chaos", CALLS);
        long calls = 0;
        try (Network network = Network.create(seed);
                Host host = host(network)) {
            for (int round = 0; calls < most; round++) {
                try {
                    SplittableRandom random = new SplittableRandom(seed + round);
                    calls += new Round(this, host, random).run();
                    assertEquals(List.of(), left(host));
                } catch (Exception | AssertionError e) {
                    throw new AssertionError(
                            "round %d of -Dsockit.chaos.seed=%d, after %d calls"
                                    .formatted(round, seed, calls),
                            e);
                }
            }
        }
    }

    /// The sockets that stay. Those in flight that nobody can receive any more go when the family
    /// finds that, which may take it more than one slice of its timer.
    private static List<SocketInfo> left(Host host) throws ErrnoException {
        List<SocketInfo> rows = host.sockets().rows();
        try (Process process = host.process()) {
            for (int slice = 0; slice < SLICES && !rows.isEmpty(); slice++) {
                process.poll(new PollFd[0], MILLISECOND);
                rows = host.sockets().rows();
            }
        }
        return rows;
    }
}
