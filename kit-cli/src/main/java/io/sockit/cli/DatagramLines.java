package io.sockit.cli;

import io.sockit.api.AddressFamily;
import io.sockit.api.Errno;
import io.sockit.api.ErrnoException;
import io.sockit.api.Message;
import io.sockit.api.Process;
import io.sockit.api.Program;
import io.sockit.api.Sock;
import io.sockit.api.Sockaddr;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;

/// What host a of `nc` runs: a line, its reply, the next line. In virtual time the clock stands
/// while it waits for a line. On one program thread.
final class DatagramLines implements Program {
    private final Plan plan;
    private final BufferedReader in;
    private final PrintWriter out;
    private final PrintWriter err;
    private boolean allSent = true;
    private final byte[] reply = new byte[65536];
    private final Message from = new Message();

    /// What is asked for.
    ///
    /// @param family of both ends
    /// @param source our port, or 0 for any
    /// @param destination their address and port
    /// @param patience nanoseconds to wait for a reply
    /// @param answered whether replies are to be expected
    record Plan(
            AddressFamily family,
            int source,
            Sockaddr destination,
            long patience,
            boolean answered) {}

    DatagramLines(Plan plan, BufferedReader in, PrintWriter out, PrintWriter err) {
        this.plan = plan;
        this.in = in;
        this.out = out;
        this.err = err;
    }

    /// Whether every line became a datagram.
    boolean allSent() {
        return allSent;
    }

    @Override
    public void run(Process process) throws IOException {
        int fd = open(process);
        from.timeoutNanos(plan.patience());
        int number = 0;
        for (String line = in.readLine(); line != null; line = in.readLine()) {
            if (send(process, fd, line, ++number) && plan.answered()) {
                printOne(process, fd);
            }
        }
        while (printOne(process, fd)) {
            // late ones, until all is quiet
        }
    }

    /// @return false where the line is too long for a datagram
    private boolean send(Process process, int fd, String line, int number) throws ErrnoException {
        byte[] data = line.getBytes(StandardCharsets.UTF_8);
        try {
            process.send(fd, data, 0, data.length, 0);
            return true;
        } catch (ErrnoException e) {
            if (e.errno() != Errno.EMSGSIZE) {
                throw e;
            }
            err.println("sockit: nc: line " + number + " not sent: " + e.getMessage());
            allSent = false;
            return false;
        }
    }

    private int open(Process process) throws ErrnoException {
        int fd = process.socket(plan.family(), Sock.SOCK_DGRAM, 0);
        if (plan.source() != 0) {
            String any = plan.family().equals(Families.AF_INET6) ? "::" : "0.0.0.0";
            process.bind(fd, Families.address(process.host(), plan.family(), any, plan.source()));
        }
        process.connect(fd, plan.destination());
        return fd;
    }

    /// @return false where nothing came in time
    private boolean printOne(Process process, int fd) throws ErrnoException {
        try {
            int length = process.recvfrom(fd, reply, 0, reply.length, 0, from);
            out.println(new String(reply, 0, length, StandardCharsets.UTF_8));
            return true;
        } catch (ErrnoException e) {
            if (e.errno() == Errno.EAGAIN) {
                return false;
            }
            throw e;
        }
    }
}
