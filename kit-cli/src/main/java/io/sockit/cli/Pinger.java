package io.sockit.cli;

import io.sockit.api.AddressFamily;
import io.sockit.api.Clock;
import io.sockit.api.Errno;
import io.sockit.api.ErrnoException;
import io.sockit.api.Message;
import io.sockit.api.Process;
import io.sockit.api.Program;
import io.sockit.api.Sock;
import io.sockit.api.Sockaddr;
import io.sockit.inet.Inet;
import io.sockit.inet.InetControl;
import io.sockit.inet.spi.Ipv4Header;
import io.sockit.inet.spi.Ipv6Header;

import org.jspecify.annotations.Nullable;

import java.io.PrintWriter;
import java.nio.ByteBuffer;
import java.util.HashMap;
import java.util.Map;

/// The program of `ping`: sends echo requests at an interval and prints the replies. On one program
/// thread; an interrupt ends it with its statistics.
final class Pinger implements Program {
    private final Plan plan;
    private final PrintWriter out;
    private final RoundTrips trips = new RoundTrips();
    private final Map<Integer, Long> sentAt = new HashMap<>();
    private final byte[] reply = new byte[65536];

    /// The options of `ping`.
    ///
    /// @param family of the destination
    /// @param destination its address as it was given
    /// @param peer its address
    /// @param count how many requests
    /// @param interval nanoseconds between them
    /// @param size bytes of data behind the header
    /// @param ttl time to live; null for the host's own
    /// @param patience nanoseconds to wait for the last reply
    record Plan(
            AddressFamily family,
            String destination,
            Sockaddr peer,
            int count,
            long interval,
            int size,
            @Nullable Integer ttl,
            long patience) {
        boolean six() {
            return family.equals(Families.AF_INET6);
        }
    }

    Pinger(Plan plan, PrintWriter out) {
        this.plan = plan;
        this.out = out;
    }

    /// Whether a reply came.
    boolean answered() {
        return trips.answers() > 0;
    }

    @Override
    public void run(Process process) throws ErrnoException {
        Clock clock = process.host().clock();
        int fd = open(process);
        out.println(
                "PING %s (%s) %d(%d) bytes of data."
                        .formatted(
                                plan.destination(),
                                plan.destination(),
                                plan.size(),
                                plan.size() + headers()));
        long start = clock.nanoTime();
        for (int sequence = 1; sequence <= plan.count() && !isStopped(); sequence++) {
            send(process, fd, sequence);
            boolean last = sequence == plan.count();
            long pause = last ? plan.patience() : plan.interval();
            listen(process, fd, clock.nanoTime() + pause, last);
        }
        trips.print(plan.destination(), clock.nanoTime() - start, out);
    }

    private static boolean isStopped() {
        return Thread.currentThread().isInterrupted();
    }

    /// Bytes of network and ICMP header, which `ping` adds in its first line.
    private int headers() {
        return (plan.six() ? Ipv6Header.LENGTH : Ipv4Header.LENGTH) + EchoHeader.LENGTH;
    }

    private int open(Process process) throws ErrnoException {
        int fd =
                process.socket(
                        plan.family(),
                        Sock.SOCK_DGRAM,
                        plan.six() ? Inet.IPPROTO_ICMPV6 : Inet.IPPROTO_ICMP);
        if (plan.ttl() != null) {
            process.setsockopt(fd, plan.six() ? Inet.IPV6_UNICAST_HOPS : Inet.IP_TTL, plan.ttl());
        }
        process.setsockopt(fd, plan.six() ? Inet.IPV6_RECVHOPLIMIT : Inet.IP_RECVTTL, true);
        process.connect(fd, plan.peer());
        return fd;
    }

    private void send(Process process, int fd, int sequence) {
        byte[] request = new byte[EchoHeader.LENGTH + plan.size()];
        for (int i = EchoHeader.LENGTH; i < request.length; i++) {
            request[i] = (byte) i;
        }
        EchoHeader.request(plan.family(), sequence & 0xffff).emit(ByteBuffer.wrap(request));
        trips.sent();
        sentAt.put(sequence & 0xffff, process.host().clock().nanoTime());
        try {
            process.send(fd, request, 0, request.length, 0);
        } catch (ErrnoException e) {
            sentAt.remove(sequence & 0xffff);
            out.println("icmp_seq=%d %s".formatted(sequence, text(e)));
        }
    }

    /// Prints replies and errors until the deadline; after the last request, until each is
    /// answered.
    private void listen(Process process, int fd, long deadline, boolean last) {
        Clock clock = process.host().clock();
        Message from = new Message();
        from.control().room(1);
        for (long left = deadline - clock.nanoTime();
                left > 0 && !(last && sentAt.isEmpty());
                left = deadline - clock.nanoTime()) {
            try {
                from.timeoutNanos(left);
                int length = process.recvfrom(fd, reply, 0, reply.length, 0, from);
                received(length, hops(from), clock.nanoTime());
            } catch (ErrnoException e) {
                if (e.errno() == Errno.EAGAIN || e.errno() == Errno.EINTR) {
                    return;
                }
                out.println(text(e)); // the socket does not tell of which request
            }
        }
    }

    private @Nullable Integer hops(Message from) {
        return from.control().get(plan.six() ? InetControl.IPV6_HOPLIMIT : InetControl.IP_TTL);
    }

    private void received(int length, @Nullable Integer hops, long now) {
        if (length < EchoHeader.LENGTH) {
            return;
        }
        EchoHeader echo = EchoHeader.parse(ByteBuffer.wrap(reply), 0);
        Long sent = echo.isReply(plan.family()) ? sentAt.remove(echo.sequence()) : null;
        if (sent == null) {
            return;
        }
        trips.received(now - sent);
        out.println(
                "%d bytes from %s: icmp_seq=%d%s time=%s ms"
                        .formatted(
                                length,
                                plan.destination(),
                                echo.sequence(),
                                hops == null ? "" : " ttl=" + hops,
                                RoundTrips.millis(now - sent)));
    }

    private static String text(ErrnoException e) {
        return "%s (%s)".formatted(e.errno(), e.errno().text());
    }
}
