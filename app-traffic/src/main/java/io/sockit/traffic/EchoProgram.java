package io.sockit.traffic;

import io.sockit.api.Errno;
import io.sockit.api.ErrnoException;
import io.sockit.api.Message;
import io.sockit.api.Process;
import io.sockit.api.Sockaddr;
import io.sockit.spi.Counter;
import io.sockit.spi.HostProgram;
import io.sockit.spi.ProgramContext;

import java.util.Set;

/// Sends everything back to where it came from (RFC 862).
final class EchoProgram implements HostProgram {
    private static final int LONGEST = 65_536;

    @Override
    public Set<String> arguments() {
        return Set.of("listen", SocketType.ARGUMENT);
    }

    @Override
    public boolean serves() {
        return true;
    }

    @Override
    public void run(ProgramContext context) throws ErrnoException {
        Process process = context.process();
        Counter received = context.counter("received");
        Counter sent = context.counter("sent");
        Counter unsent = context.counter("unsent");
        boolean connects = SocketType.of(context.arguments()).connects();
        Servers.open(context, context.arguments().addresses("listen", "[::]:7"))
                .serve(
                        () ->
                                connects
                                        ? new Connected(process, received, sent)
                                        : new Datagrams(process, received, sent, unsent));
    }

    /// One connection.
    static final class Connected implements Servers.Reader {
        private final Process process;
        private final byte[] data = new byte[LONGEST];
        private final Counter received;
        private final Counter sent;

        Connected(Process process, Counter received, Counter sent) {
            this.process = process;
            this.received = received;
            this.sent = sent;
        }

        @Override
        public boolean read(int fd) throws ErrnoException {
            int length = process.recv(fd, data, 0, data.length, 0);
            if (length <= 0) {
                return false;
            }
            received.increment();
            process.send(fd, data, 0, length, 0);
            sent.increment();
            return true;
        }
    }

    /// All datagrams. One that cannot be sent back is counted.
    private static final class Datagrams implements Servers.Reader {
        private final Process process;
        private final byte[] data = new byte[LONGEST];
        private final Message from = new Message();
        private final Counter received;
        private final Counter sent;
        private final Counter unsent;

        Datagrams(Process process, Counter received, Counter sent, Counter unsent) {
            this.process = process;
            this.received = received;
            this.sent = sent;
            this.unsent = unsent;
        }

        @Override
        public boolean read(int fd) throws ErrnoException {
            int length = process.recvfrom(fd, data, 0, data.length, 0, from);
            if (length == Process.WOULD_BLOCK) {
                return false;
            }
            received.increment();
            Sockaddr peer = from.name();
            if (peer != null) {
                sendBack(fd, length, peer);
            }
            return true;
        }

        private void sendBack(int fd, int length, Sockaddr peer) throws ErrnoException {
            try {
                process.sendto(fd, data, 0, length, 0, peer);
                sent.increment();
            } catch (ErrnoException e) {
                if (e.errno() == Errno.EBADF) {
                    throw e; // the run is over
                }
                unsent.increment();
            }
        }
    }
}
