package io.sockit.socket.call;

import io.sockit.api.Linger;
import io.sockit.socket.strand.HostClock;
import io.sockit.socket.strand.Wait;
import io.sockit.socket.strand.Waiter;
import io.sockit.socket.strand.Watch;

/// `SO_LINGER`: the wait of `close` for unsent data, in the calling thread.
final class Lingering {
    private static final long NANOS = 1_000_000_000L;

    private Lingering() {}

    /// Waits until what was written is acknowledged or given up, at most as long as the option
    /// says. An interrupted thread goes on, with its flag kept: the descriptor is closed in any
    /// case.
    static void await(Socket socket) {
        Linger linger = socket.waits().soLinger();
        Streams streams = socket.streams;
        if (!linger.on() || linger.seconds() == 0 || streams == null || !socket.gone()) {
            return;
        }
        socket.registry.settle(); // the close that was asked for has been served then
        HostClock clock = socket.strand.clock();
        long deadline = clock.after(linger.seconds() * NANOS);
        Waiter waiter = clock.ownWaiter();
        waiter.begin();
        waiter.describe("close", -1, socket.strand.name());
        waiter.watch(socket, Watch.ALL, false);
        try {
            Wait end = Wait.WOKEN;
            while (end == Wait.WOKEN && streams.unsent() > 0 && !socket.is(Socket.DEAD)) {
                end = waiter.await(deadline);
            }
        } finally {
            waiter.end();
        }
    }
}
