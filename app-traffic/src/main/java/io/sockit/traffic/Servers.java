package io.sockit.traffic;

import io.sockit.api.Errno;
import io.sockit.api.ErrnoException;
import io.sockit.api.PollFd;
import io.sockit.api.Process;
import io.sockit.api.Sock;
import io.sockit.api.Sockaddr;
import io.sockit.spi.Counter;
import io.sockit.spi.ProgramContext;

import java.util.List;
import java.util.function.Supplier;

/// The sockets of a server at one address or more. One thread reads all datagrams, and another one
/// each connection.
final class Servers {
    /// Connections that may wait to be accepted.
    private static final int BACKLOG = 128;

    private static final PollFd[] NONE = {};

    private static final long PAUSE = 10_000_000; // nanoseconds

    private final Process process;
    private final Counter broken;
    private final SocketType type;
    private final PollFd[] entries;

    private Servers(ProgramContext context, List<Sockaddr> addresses) throws ErrnoException {
        process = context.process();
        broken = context.counter("broken");
        type = SocketType.of(context.arguments());
        entries = new PollFd[addresses.size()];
        for (int i = 0; i < entries.length; i++) {
            int fd = open(process, type.number, addresses.get(i));
            process.nonBlocking(fd, entries.length > 1);
            entries[i] = new PollFd(fd, PollFd.POLLIN);
        }
    }

    /// A bound socket, which listens if its type has connections.
    static int open(Process process, int type, Sockaddr address) throws ErrnoException {
        int fd = process.socket(address.family(), type, 0);
        process.bind(fd, address);
        if (type != Sock.SOCK_DGRAM) {
            process.listen(fd, BACKLOG);
        }
        return fd;
    }

    /// Opens the sockets, and reports that they serve.
    static Servers open(ProgramContext context, List<Sockaddr> addresses) throws ErrnoException {
        Servers servers = new Servers(context, addresses);
        context.serving();
        return servers;
    }

    /// Handles what a socket has received.
    interface Reader {
        /// @return false if nothing was left, or the connection has ended
        boolean read(int fd) throws ErrnoException;
    }

    /// Reads until the process is closed.
    ///
    /// @param readers makes one for all datagrams, or for each connection
    void serve(Supplier<Reader> readers) throws ErrnoException {
        Reader reader = type.connects() ? fd -> accept(fd, readers) : readers.get();
        if (entries.length == 1) {
            while (true) {
                reader.read(entries[0].fd());
            }
        }
        while (true) {
            process.poll(entries, -1);
            for (PollFd entry : entries) {
                while (entry.revents() != 0 && reader.read(entry.fd())) {
                    // the next of this socket
                }
            }
        }
    }

    private boolean accept(int listener, Supplier<Reader> readers) throws ErrnoException {
        int fd = accept(process, listener);
        if (fd < 0) {
            return false;
        }
        Reader reader = readers.get();
        process.startVirtual("connection-" + fd, it -> readAll(it, fd, reader, broken));
        return true;
    }

    /// Accepts a connection; where there are too many open files, after a moment.
    ///
    /// @return its descriptor, or a negative number
    static int accept(Process process, int listener) throws ErrnoException {
        try {
            return process.accept(listener, 0);
        } catch (ErrnoException e) {
            if (e.errno() != Errno.EMFILE && e.errno() != Errno.ENFILE) {
                throw e;
            }
            pause(process);
            return -1;
        }
    }

    /// Waits a moment, for others to give back what is exhausted.
    static void pause(Process process) throws ErrnoException {
        process.poll(NONE, PAUSE);
    }

    /// Reads a connection to its end, and closes it. One that breaks off ends nothing else.
    static void readAll(Process process, int fd, Reader reader, Counter broken)
            throws ErrnoException {
        try {
            while (reader.read(fd)) {
                // the next piece
            }
        } catch (ErrnoException e) {
            if (e.errno() == Errno.EBADF) {
                return; // the run is over
            }
            broken.increment();
        }
        process.close(fd);
    }
}
