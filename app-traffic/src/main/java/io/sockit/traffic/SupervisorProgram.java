package io.sockit.traffic;

import io.sockit.api.Errno;
import io.sockit.api.ErrnoException;
import io.sockit.api.Message;
import io.sockit.api.PollFd;
import io.sockit.api.Process;
import io.sockit.api.Scm;
import io.sockit.api.Sock;
import io.sockit.spi.Counter;
import io.sockit.spi.HostProgram;
import io.sockit.spi.ProgramArguments;
import io.sockit.spi.ProgramContext;

import java.nio.ByteBuffer;
import java.util.ArrayDeque;
import java.util.Queue;
import java.util.Set;

/// Accepts connections and hands each to the next of its workers, as an open file (unix(7),
/// `SCM_RIGHTS`). While it has no worker, connections wait in its backlog.
final class SupervisorProgram implements HostProgram {
    /// Where workers report, if nothing else is asked for.
    static final String WORKERS = "@workers";

    @Override
    public Set<String> arguments() {
        return Set.of("listen", "workers", SocketType.ARGUMENT);
    }

    @Override
    public boolean serves() {
        return true;
    }

    @Override
    public void run(ProgramContext context) throws ErrnoException {
        ProgramArguments arguments = context.arguments();
        SocketType type = SocketType.of(arguments, SocketType.STREAM);
        if (!type.connects()) {
            throw arguments.bad(SocketType.ARGUMENT, "one of [seqpacket, stream]");
        }
        Crew crew = new Crew(context);
        Process process = context.process();
        int door = Servers.open(process, type.number, arguments.address("listen"));
        int desk =
                Servers.open(process, Sock.SOCK_SEQPACKET, arguments.address("workers", WORKERS));
        Counter accepted = context.counter("accepted");
        context.serving();
        PollFd workers = new PollFd(desk, PollFd.POLLIN);
        PollFd clients = new PollFd(door, PollFd.POLLIN);
        PollFd[] alone = {workers};
        PollFd[] both = {workers, clients};
        while (true) {
            boolean open = !crew.isEmpty();
            process.poll(open ? both : alone, -1);
            if (workers.revents() != 0) {
                crew.add(Servers.accept(process, desk));
            }
            if (open && clients.revents() != 0) {
                int fd = Servers.accept(process, door);
                if (fd >= 0) {
                    accepted.increment();
                    crew.hand(fd);
                }
            }
        }
    }

    /// The workers that it knows, the next one first.
    private static final class Crew {
        private final Process process;
        private final Message message = Message.of(ByteBuffer.allocate(1));
        private final Queue<Integer> sockets = new ArrayDeque<>();
        private final Counter workers;
        private final Counter handed;
        private final Counter dropped;

        Crew(ProgramContext context) {
            process = context.process();
            workers = context.counter("workers");
            handed = context.counter("handed");
            dropped = context.counter("dropped");
        }

        boolean isEmpty() {
            return sockets.isEmpty();
        }

        void add(int fd) {
            if (fd >= 0) {
                workers.increment();
                sockets.add(fd);
            }
        }

        /// Hands a connection to the next worker that is still there.
        void hand(int connection) throws ErrnoException {
            boolean done = false;
            while (!done && !sockets.isEmpty()) {
                int worker = sockets.remove();
                done = send(worker, connection);
                if (done) {
                    sockets.add(worker);
                } else {
                    process.close(worker);
                }
            }
            (done ? handed : dropped).increment();
            process.close(connection);
        }

        /// @return false if the worker is gone
        private boolean send(int worker, int connection) throws ErrnoException {
            message.buffers()[0].clear();
            message.control().clear().put(Scm.SCM_RIGHTS, new int[] {connection});
            while (true) {
                try {
                    process.sendmsg(worker, message, 0);
                    return true;
                } catch (ErrnoException e) {
                    if (e.errno() == Errno.EPIPE || e.errno() == Errno.ECONNRESET) {
                        return false;
                    }
                    if (e.errno() != Errno.ETOOMANYREFS) {
                        throw e;
                    }
                    Servers.pause(process); // until the workers have taken what is under way
                }
            }
        }
    }
}
