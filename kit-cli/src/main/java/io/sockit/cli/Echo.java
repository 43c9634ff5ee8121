package io.sockit.cli;

import io.sockit.api.AddressFamily;
import io.sockit.api.Errno;
import io.sockit.api.ErrnoException;
import io.sockit.api.Message;
import io.sockit.api.Process;
import io.sockit.api.Program;
import io.sockit.api.Sock;
import io.sockit.api.Sockaddr;

import java.io.PrintStream;

/// The program of host b of `nc`: sends datagrams back, or prints them, until its process is
/// closed. On one program thread.
final class Echo implements Program {
    /// The port of the echo service (RFC 862).
    static final int PORT = 7;

    private final int fd;
    private final boolean sendBack;
    private final PrintStream out;

    /// Opens the socket at once, so that nothing sent later is missed.
    Echo(Process process, AddressFamily family, int port, boolean sendBack, PrintStream out)
            throws ErrnoException {
        this.sendBack = sendBack;
        this.out = out;
        fd = process.socket(family, Sock.SOCK_DGRAM, 0);
        process.bind(fd, Families.any(process.host(), family, port));
    }

    @Override
    public void run(Process process) throws ErrnoException {
        byte[] data = new byte[65536];
        Message from = new Message();
        try {
            while (true) {
                int length = process.recvfrom(fd, data, 0, data.length, 0, from);
                Sockaddr peer = from.name();
                if (!sendBack) {
                    out.write(data, 0, length);
                    out.flush();
                } else if (peer != null) {
                    process.sendto(fd, data, 0, length, 0, peer);
                }
            }
        } catch (ErrnoException e) {
            if (e.errno() != Errno.EBADF) { // closed: its work is done
                throw e;
            }
        }
    }
}
