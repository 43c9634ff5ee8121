package io.sockit.cli;

import io.sockit.api.Errno;
import io.sockit.api.ErrnoException;
import io.sockit.api.Message;
import io.sockit.api.Process;
import io.sockit.api.Program;
import io.sockit.api.Sock;
import io.sockit.api.Sockaddr;

import java.io.PrintStream;

/// The server of `nc`: sends back what arrives, or prints it, until its process is closed. It
/// serves one connection after the other. On one program thread.
final class Echo implements Program {
    /// The port of the echo service (RFC 862).
    static final int PORT = 7;

    private final byte[] data = new byte[65536];
    private final int fd;
    private final int type;
    private final boolean sendBack;
    private final PrintStream out;

    /// Opens the socket at once, so that nothing sent later is missed.
    ///
    /// @param type one of [Sock]
    Echo(Process process, int type, Sockaddr local, boolean sendBack, PrintStream out)
            throws ErrnoException {
        this.type = type;
        this.sendBack = sendBack;
        this.out = out;
        fd = process.socket(local.family(), type, 0);
        process.bind(fd, local);
        if (type == Sock.SOCK_STREAM) {
            process.listen(fd, 1);
        }
    }

    @Override
    public void run(Process process) throws ErrnoException {
        try {
            while (true) {
                if (type == Sock.SOCK_STREAM) {
                    serveConnection(process, process.accept(fd, 0));
                } else {
                    serveDatagrams(process);
                }
            }
        } catch (ErrnoException e) {
            if (e.errno() != Errno.EBADF) { // closed: its work is done
                throw e;
            }
        }
    }

    private void serveConnection(Process process, int connection) throws ErrnoException {
        int length = process.recv(connection, data, 0, data.length, 0);
        while (length > 0) {
            if (sendBack) {
                process.send(connection, data, 0, length, 0);
            } else {
                print(length);
            }
            length = process.recv(connection, data, 0, data.length, 0);
        }
        process.close(connection);
    }

    private void serveDatagrams(Process process) throws ErrnoException {
        Message from = new Message();
        while (true) {
            int length = process.recvfrom(fd, data, 0, data.length, 0, from);
            Sockaddr peer = from.name();
            if (!sendBack) {
                print(length);
            } else if (peer != null) {
                process.sendto(fd, data, 0, length, 0, peer);
            }
        }
    }

    private void print(int length) {
        out.write(data, 0, length);
        out.flush();
    }
}
