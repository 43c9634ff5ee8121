package io.sockit.inet;

import io.sockit.api.AddressFamily;
import io.sockit.api.ErrnoException;
import io.sockit.api.Host;
import io.sockit.api.Message;
import io.sockit.api.Process;
import io.sockit.api.Sock;
import io.sockit.api.Sockaddr;

import java.time.Duration;

/// An echo socket of a host, as `ping` uses one.
final class Pings implements AutoCloseable {
    private static final int MAX = 70_000;

    private final Process process;
    private final boolean v4;
    private final byte[] buffer = new byte[MAX];
    private final Message from = Message.of();
    final int fd;

    Pings(Host host, AddressFamily family) throws ErrnoException {
        process = host.process();
        v4 = family.equals(Inet.AF_INET);
        fd = process.socket(family, Sock.SOCK_DGRAM, v4 ? Inet.IPPROTO_ICMP : Inet.IPPROTO_ICMPV6);
    }

    Process process() {
        return process;
    }

    void connect(Sockaddr to) throws ErrnoException {
        process.connect(fd, to);
    }

    byte[] request(int sequence, int payload) {
        byte[] request = new byte[Icmp.LENGTH + payload];
        int type = v4 ? Icmp.ECHO_REQUEST : Icmp.ECHO_REQUEST_V6;
        Icmp.write(request, 0, type, 0, sequence);
        for (int i = Icmp.LENGTH; i < request.length; i++) {
            request[i] = (byte) i;
        }
        return request;
    }

    void send(Sockaddr to, int sequence, int payload) throws ErrnoException {
        byte[] request = request(sequence, payload);
        process.sendto(fd, request, 0, request.length, 0, to);
    }

    /// The bytes of the next reply.
    ///
    /// @throws ErrnoException `EAGAIN` where none comes within a second
    byte[] receive() throws ErrnoException {
        from.timeoutNanos(Duration.ofSeconds(1).toNanos());
        int length = process.recvfrom(fd, buffer, 0, buffer.length, 0, from);
        byte[] reply = new byte[length];
        System.arraycopy(buffer, 0, reply, 0, length);
        return reply;
    }

    /// Where the last reply came from.
    Sockaddr from() {
        return from.name();
    }

    @Override
    public void close() {
        process.close();
    }
}
