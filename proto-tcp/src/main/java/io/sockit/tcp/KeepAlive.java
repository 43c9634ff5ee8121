package io.sockit.tcp;

import io.sockit.api.Errno;

/// Probes a peer that has been silent for long (RFC 9293 §3.8.4), and ends the wait for one that a
/// closed socket has in FIN-WAIT-2. On the strand.
final class KeepAlive {
    private final Connection connection;
    private long heardAt;
    private int probes;
    private long lingersUntil = Deadlines.NEVER;

    KeepAlive(Connection connection) {
        this.connection = connection;
        heardAt = connection.tcp.strand.now();
    }

    /// Something has come from the peer.
    void heard() {
        heardAt = connection.now();
        probes = 0;
    }

    long heardAt() {
        return heardAt;
    }

    int probes() {
        return probes;
    }

    /// `SO_KEEPALIVE` or one of its numbers has changed.
    void changed() {
        if (connection.settings().keepAlive()) {
            connection.deadlines.keep(heardAt + idle());
        }
    }

    private long idle() {
        return connection.settings().keepIdle() * RoundTrip.SECOND;
    }

    /// A socket without descriptor waits for the peer's FIN so long.
    void linger(long nanos) {
        lingersUntil = connection.now() + nanos;
        connection.deadlines.keep(lingersUntil);
    }

    void due() {
        long now = connection.now();
        if (now >= lingersUntil) {
            connection.tcp.counters.abortOnLinger.increment();
            connection.expired();
            return;
        }
        if (lingersUntil != Deadlines.NEVER) {
            connection.deadlines.keep(lingersUntil);
            return;
        }
        if (!connection.settings().keepAlive() || !connection.state().synchronised()) {
            return;
        }
        if (!connection.sender.outstanding.isEmpty() || connection.sender.hasUnsent()) {
            connection.deadlines.keep(now + idle()); // data tells more
            return;
        }
        long silent = now - heardAt;
        if (silent < idle()) {
            connection.deadlines.keep(heardAt + idle());
            return;
        }
        long user = connection.settings().userTimeout();
        boolean over =
                user != 0
                        ? silent >= user && probes > 0
                        : probes >= connection.settings().keepCount();
        if (over) {
            connection.tcp.counters.abortOnTimeout.increment();
            connection.fail(connection.softErrorOr(Errno.ETIMEDOUT), true);
            return;
        }
        probes++;
        connection.tcp.counters.keepAlive.increment();
        connection.output.probe();
        connection.deadlines.keep(now + connection.settings().keepInterval() * RoundTrip.SECOND);
    }
}
