package io.sockit.dns;

import io.sockit.api.Clock;
import io.sockit.api.Errno;
import io.sockit.api.ErrnoException;
import io.sockit.api.Message;
import io.sockit.api.Process;
import io.sockit.api.Sock;
import io.sockit.api.Sockaddr;
import io.sockit.spi.Counter;
import io.sockit.spi.ProgramContext;

import java.util.List;

/// One run of `dns-client`: each query from a socket of its own, one after the other, on one
/// thread.
final class Questioning {
    private static final int MOST = 65_535;
    private static final int HEADER = 12;

    private final Process process;
    private final Clock clock;
    private final List<Sockaddr> servers;
    private final long timeout;
    private final int retries;
    private final byte[] buffer = new byte[MOST];
    private final Message from = new Message();
    private final Counter asked;
    private final Counter answered;
    private final Counter repeated;
    private final Counter lost;
    private final Counter late;

    /// @param timeout nanoseconds to wait for each answer
    /// @param retries how often to ask again
    Questioning(ProgramContext context, List<Sockaddr> servers, long timeout, int retries) {
        this.process = context.process();
        this.clock = process.host().clock();
        this.servers = servers;
        this.timeout = timeout;
        this.retries = retries;
        this.asked = context.counter("asked");
        this.answered = context.counter("answered");
        this.repeated = context.counter("retries");
        this.lost = context.counter("lost");
        this.late = context.counter("late");
    }

    /// Asks the server of the family that the query went over.
    void ask(Datagram query) throws ErrnoException {
        for (Sockaddr server : servers) {
            if (query.ipv4() == server.family().name().equals("AF_INET")) {
                ask(query.data(), server);
            }
        }
    }

    private void ask(byte[] query, Sockaddr server) throws ErrnoException {
        int fd = process.socket(server.family(), Sock.SOCK_DGRAM, 0);
        try {
            process.connect(fd, server);
            asked.increment();
            for (int attempt = 0; attempt <= retries; attempt++) {
                if (attempt > 0) {
                    repeated.increment();
                }
                if (exchange(fd, query)) {
                    answered.increment();
                    return;
                }
            }
            lost.increment();
        } finally {
            process.close(fd);
        }
    }

    /// @return whether the answer came in time
    private boolean exchange(int fd, byte[] query) throws ErrnoException {
        try {
            process.send(fd, query, 0, query.length, 0);
            return await(fd, query);
        } catch (ErrnoException e) {
            if (e.errno() == Errno.ECONNREFUSED) { // ICMP says that no socket listens
                return false;
            }
            throw e;
        }
    }

    private boolean await(int fd, byte[] query) throws ErrnoException {
        long end = clock.nanoTime() + timeout;
        for (long left = timeout; left > 0; left = end - clock.nanoTime()) {
            try {
                from.timeoutNanos(left);
                int length = process.recvfrom(fd, buffer, 0, buffer.length, 0, from);
                if (length >= HEADER && buffer[0] == query[0] && buffer[1] == query[1]) {
                    return true;
                }
                late.increment();
            } catch (ErrnoException e) {
                if (e.errno() == Errno.EAGAIN) {
                    return false;
                }
                throw e;
            }
        }
        return false;
    }
}
