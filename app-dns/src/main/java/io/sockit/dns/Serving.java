package io.sockit.dns;

import io.sockit.api.Errno;
import io.sockit.api.ErrnoException;
import io.sockit.api.Message;
import io.sockit.api.Msg;
import io.sockit.api.PollFd;
import io.sockit.api.Process;
import io.sockit.api.Sock;
import io.sockit.api.Sockaddr;
import io.sockit.spi.Counter;
import io.sockit.spi.ProgramContext;

import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.List;

/// One run of `dns`: its sockets, on one thread.
final class Serving {
    /// The longest datagram.
    private static final int MOST = 65_535;

    private final Process process;
    private final NameServer server;
    private final PollFd[] sockets;
    private final byte[] buffer = new byte[MOST];
    private final Message from = new Message();
    private final Counter queries;
    private final Counter answered;
    private final Counter ignored;
    private final Counter unsent;

    /// Opens the sockets.
    Serving(ProgramContext context, NameServer server, List<Sockaddr> addresses)
            throws ErrnoException {
        this.process = context.process();
        this.from.control().room(AskedAddress.ROOM);
        this.server = server;
        this.queries = context.counter("queries");
        this.answered = context.counter("answered");
        this.ignored = context.counter("ignored");
        this.unsent = context.counter("unsent");
        this.sockets = new PollFd[addresses.size()];
        for (int i = 0; i < sockets.length; i++) {
            Sockaddr address = addresses.get(i);
            int fd = process.socket(address.family(), Sock.SOCK_DGRAM, 0);
            process.bind(fd, address);
            AskedAddress.tell(process, fd, address);
            sockets[i] = new PollFd(fd, PollFd.POLLIN);
        }
    }

    /// Answers until the process is closed.
    void run() throws ErrnoException {
        while (true) {
            process.poll(sockets, -1);
            for (PollFd socket : sockets) {
                if (socket.revents() != 0) {
                    drain(socket.fd());
                }
            }
        }
    }

    private void drain(int fd) throws ErrnoException {
        int length = receive(fd);
        while (length >= 0) {
            queries.increment();
            byte[] reply = server.reply(Arrays.copyOf(buffer, length));
            if (reply == null || from.name() == null) {
                ignored.increment();
            } else {
                send(fd, reply);
            }
            length = receive(fd);
        }
    }

    /// @return the length; negative if no datagram is there
    private int receive(int fd) throws ErrnoException {
        return process.recvfrom(fd, buffer, 0, buffer.length, Msg.MSG_DONTWAIT, from);
    }

    /// A client that cannot be reached is no reason to end.
    private void send(int fd, byte[] reply) throws ErrnoException {
        if (from.hasControl()) {
            AskedAddress.answerFrom(from.control());
        }
        try {
            process.sendmsg(fd, from.buffers(ByteBuffer.wrap(reply)), 0);
            answered.increment();
        } catch (ErrnoException e) {
            if (e.errno() == Errno.EBADF || e.errno() == Errno.EINTR) {
                throw e;
            }
            unsent.increment();
        }
    }
}
