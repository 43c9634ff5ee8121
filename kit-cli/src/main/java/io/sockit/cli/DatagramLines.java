package io.sockit.cli;

import io.sockit.api.Errno;
import io.sockit.api.ErrnoException;
import io.sockit.api.Message;
import io.sockit.api.Process;
import io.sockit.api.Program;
import io.sockit.api.Sock;
import io.sockit.api.Sockaddr;

import org.jspecify.annotations.Nullable;

import java.io.IOException;
import java.io.InputStream;
import java.io.PrintStream;

/// The client of `nc` with datagrams: a line, its reply, the next line, byte for byte. Virtual time
/// does not pass while it waits for a line. On one program thread.
final class DatagramLines implements Program {
    /// Bytes of a datagram over IPv4, where both headers count (RFC 768, RFC 791 §3.1).
    private static final int MOST = 65_535 - 20 - 8;

    private final Plan plan;
    private final InputStream in;
    private final PrintStream out;
    private final byte[] line = new byte[MOST];
    private final byte[] reply = new byte[65536];
    private final Message from = new Message();

    /// The options of `nc`.
    ///
    /// @param source our address, or null for any
    /// @param destination the peer's
    /// @param patience nanoseconds to wait for a reply
    /// @param answered whether replies are to be expected
    record Plan(@Nullable Sockaddr source, Sockaddr destination, long patience, boolean answered) {}

    DatagramLines(Plan plan, InputStream in, PrintStream out) {
        this.plan = plan;
        this.in = in;
        this.out = out;
    }

    @Override
    public void run(Process process) throws IOException {
        int fd = open(process);
        from.timeoutNanos(plan.patience());
        for (int length = readLine(); length > 0; length = readLine()) {
            process.send(fd, line, 0, length, 0);
            if (plan.answered()) {
                printOne(process, fd);
            }
        }
        while (printOne(process, fd)) {
            // late replies, until none comes in time
        }
    }

    /// Reads up to a newline, which is part of the line, or as much as a datagram holds.
    ///
    /// @return the number of bytes, 0 at the end of the input
    private int readLine() throws IOException {
        int length = 0;
        while (length < line.length) {
            int octet = in.read();
            if (octet < 0) {
                break;
            }
            line[length++] = (byte) octet;
            if (octet == '\n') {
                break;
            }
        }
        return length;
    }

    private int open(Process process) throws ErrnoException {
        int fd = process.socket(plan.destination().family(), Sock.SOCK_DGRAM, 0);
        if (plan.source() != null) {
            process.bind(fd, plan.source());
        }
        process.connect(fd, plan.destination());
        return fd;
    }

    /// @return false if no reply came in time
    private boolean printOne(Process process, int fd) throws ErrnoException {
        try {
            int length = process.recvfrom(fd, reply, 0, reply.length, 0, from);
            out.write(reply, 0, length);
            out.flush();
            return true;
        } catch (ErrnoException e) {
            if (e.errno() == Errno.EAGAIN) {
                return false;
            }
            throw e;
        }
    }
}
