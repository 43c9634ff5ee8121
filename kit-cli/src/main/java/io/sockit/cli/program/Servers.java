package io.sockit.cli.program;

import io.sockit.api.ErrnoException;
import io.sockit.api.Msg;
import io.sockit.api.PollFd;
import io.sockit.api.Process;
import io.sockit.api.Sock;
import io.sockit.api.Sockaddr;
import io.sockit.spi.ProgramContext;

import java.util.ArrayList;
import java.util.List;

/// Datagram sockets at one address or more, read by one thread.
final class Servers {
    private final Process process;
    private final List<Integer> sockets = new ArrayList<>();
    private final PollFd[] entries;

    private Servers(Process process, List<Sockaddr> addresses) throws ErrnoException {
        this.process = process;
        for (Sockaddr address : addresses) {
            int fd = process.socket(address.family(), Sock.SOCK_DGRAM, 0);
            process.bind(fd, address);
            sockets.add(fd);
        }
        entries = sockets.stream().map(fd -> new PollFd(fd, PollFd.POLLIN)).toArray(PollFd[]::new);
    }

    /// Opens the sockets, and reports that they serve.
    static Servers open(ProgramContext context, List<Sockaddr> addresses) throws ErrnoException {
        Servers servers = new Servers(context.process(), addresses);
        context.serving();
        return servers;
    }

    /// Handles a socket that has a datagram.
    interface Reader {
        /// @param flags to receive with
        /// @return false if no datagram was left
        boolean read(int fd, int flags) throws ErrnoException;
    }

    /// Reads until the process is closed.
    void serve(Reader reader) throws ErrnoException {
        if (sockets.size() == 1) {
            while (true) {
                reader.read(sockets.getFirst(), 0);
            }
        }
        while (true) {
            process.poll(entries, -1);
            for (PollFd entry : entries) {
                while (entry.revents() != 0 && reader.read(entry.fd(), Msg.MSG_DONTWAIT)) {
                    // the next of this socket
                }
            }
        }
    }
}
