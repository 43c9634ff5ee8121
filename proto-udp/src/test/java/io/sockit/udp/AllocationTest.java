package io.sockit.udp;

import static org.junit.jupiter.api.Assertions.assertEquals;

import com.sun.management.ThreadMXBean;

import io.sockit.api.ErrnoException;
import io.sockit.api.Host;
import io.sockit.api.Message;
import io.sockit.api.Network;
import io.sockit.api.Process;
import io.sockit.api.Sockaddr;
import io.sockit.api.SocketOption;
import io.sockit.api.SocketOptions;
import io.sockit.inet.InPktinfo;
import io.sockit.inet.Inet;
import io.sockit.inet.InetControl;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

import java.lang.management.ManagementFactory;
import java.nio.ByteBuffer;
import java.util.List;

/// Sending and receiving allocate nothing once they have been done often, on the machine's clock.
@Timeout(120)
class AllocationTest {
    private static final int ROUNDS = 20_000;
    private static final int LENGTH = 64;
    private static final InPktinfo FROM = InPktinfo.from(0x7f00_0009);

    private final ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
    private final byte[] data = new byte[LENGTH];
    private final Message from = new Message();
    private Network net;
    private Host a;
    private Host b;

    @BeforeEach
    void start() throws ErrnoException {
        net = Network.create(7);
        a = host("a", "1");
        b = host("b", "2");
    }

    private Host host(String name, String number) throws ErrnoException {
        return net.host(name)
                .device("lo", "loopback:")
                .device("eth0", "link:wan")
                .address("eth0", "10.0.0." + number + "/24")
                .address("eth0", "2001:db8::" + number + "/64")
                .start();
    }

    @AfterEach
    void stop() {
        net.close();
    }

    private interface Round {
        void run() throws ErrnoException;
    }

    private void assertAllocatesNothing(Round round) throws ErrnoException {
        long least = Long.MAX_VALUE;
        for (int attempt = 0; attempt < 5 && least > 0; attempt++) {
            long before = threads.getCurrentThreadAllocatedBytes();
            for (int i = 0; i < ROUNDS; i++) {
                round.run();
            }
            least = Math.min(least, (threads.getCurrentThreadAllocatedBytes() - before) / ROUNDS);
        }
        assertEquals(0, least, "bytes a round");
    }

    /// A datagram to a socket and one back.
    private void echoes(Host client, Host server, String from, String to) throws ErrnoException {
        Udp here = Udp.of(client);
        Udp there = Udp.of(server);
        int near = here.bound(from);
        int far = there.bound(to);
        Sockaddr address = Udp.address(to);
        assertAllocatesNothing(
                () -> {
                    here.process.sendto(near, data, 0, LENGTH, 0, address);
                    reply(there.process, far);
                    assertEquals(LENGTH, here.process.recv(near, data, 0, LENGTH, 0));
                });
    }

    private void reply(Process process, int fd) throws ErrnoException {
        assertEquals(LENGTH, process.recvfrom(fd, data, 0, LENGTH, 0, from));
        Sockaddr sender = from.name();
        if (sender != null) {
            process.sendto(fd, data, 0, LENGTH, 0, sender);
        }
    }

    @Test
    void overTheLoopback() throws ErrnoException {
        echoes(a, a, "127.0.0.1:6000", "127.0.0.1:5000");
        echoes(a, a, "[::1]:6000", "[::1]:5000");
    }

    @Test
    void overALink() throws ErrnoException {
        echoes(a, b, "10.0.0.1:6000", "10.0.0.2:5000");
        echoes(a, b, "[2001:db8::1]:6000", "[2001:db8::2]:5000");
    }

    @Test
    void withControlMessages() throws ErrnoException {
        Udp udp = Udp.of(a);
        int fd = udp.bound("[::]:5000");
        for (SocketOption<Boolean> option :
                List.of(
                        SocketOptions.SO_TIMESTAMPNS,
                        Inet.IP_PKTINFO,
                        Inet.IP_RECVTTL,
                        Inet.IP_RECVTOS,
                        Inet.IPV6_RECVPKTINFO,
                        Inet.IPV6_RECVHOPLIMIT,
                        Inet.IPV6_RECVTCLASS)) {
            udp.process.setsockopt(fd, option, true);
        }
        int v4 = udp.inet();
        int v6 = udp.inet6();
        ByteBuffer buffer = ByteBuffer.allocate(LENGTH);
        Message outV4 = Message.of(buffer).name(Udp.address("127.0.0.1:5000"));
        outV4.control().put(InetControl.IP_TOS, 200).put(InetControl.IP_PKTINFO, FROM);
        Message outV6 = Message.of(buffer).name(Udp.address("[::1]:5000"));
        outV6.control().put(InetControl.IPV6_HOPLIMIT, 200);
        Message in = Message.of(buffer);
        in.control().room(8);
        assertAllocatesNothing(
                () -> {
                    buffer.clear();
                    udp.process.sendmsg(v4, outV4, 0);
                    buffer.clear();
                    udp.process.recvmsg(fd, in, 0);
                    buffer.clear();
                    udp.process.sendmsg(v6, outV6, 0);
                    buffer.clear();
                    udp.process.recvmsg(fd, in, 0);
                });
        assertEquals(200, in.control().number(InetControl.IPV6_HOPLIMIT, 0));
        assertEquals(4, in.control().size());
    }

    @Test
    void whereNobodyListens() throws ErrnoException {
        Udp udp = Udp.of(a);
        int fd = udp.inet();
        Sockaddr nobody = Udp.address("127.0.0.1:5000");
        assertAllocatesNothing(() -> udp.process.sendto(fd, data, 0, LENGTH, 0, nobody));
    }
}
