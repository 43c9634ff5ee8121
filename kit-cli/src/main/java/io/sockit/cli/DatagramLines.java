package io.sockit.cli;

import io.sockit.api.AddressFamily;
import io.sockit.api.Errno;
import io.sockit.api.ErrnoException;
import io.sockit.api.Message;
import io.sockit.api.Process;
import io.sockit.api.Program;
import io.sockit.api.Sock;

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
    private final byte[] reply = new byte[65536];
    private final Message from = new Message();

    /// What is asked for.
    ///
    /// @param family of both ends
    /// @param source our port, or 0 for any
    /// @param destination their address
    /// @param port their port
    /// @param patience nanoseconds to wait for a reply
    /// @param answered whether replies are to be expected
    record Plan(
            AddressFamily family,
            int source,
            String destination,
            int port,
            long patience,
            boolean answered) {}

    DatagramLines(Plan plan, BufferedReader in, PrintWriter out) {
        this.plan = plan;
        this.in = in;
        this.out = out;
    }

    @Override
    public void run(Process process) throws IOException {
        int fd = open(process);
        from.timeoutNanos(plan.patience());
        for (String line = in.readLine(); line != null; line = in.readLine()) {
            byte[] data = line.getBytes(StandardCharsets.UTF_8);
            process.send(fd, data, 0, data.length, 0);
            if (plan.answered()) {
                printOne(process, fd);
            }
        }
        while (printOne(process, fd)) {
            // late ones, until all is quiet
        }
    }

    private int open(Process process) throws ErrnoException {
        int fd = process.socket(plan.family(), Sock.SOCK_DGRAM, 0);
        if (plan.source() != 0) {
            String any = plan.family().equals(Families.AF_INET6) ? "::" : "0.0.0.0";
            process.bind(fd, Families.address(process.host(), plan.family(), any, plan.source()));
        }
        process.connect(
                fd,
                Families.address(process.host(), plan.family(), plan.destination(), plan.port()));
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
