package io.sockit.acceptance;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.sockit.api.Clock;
import io.sockit.api.ErrnoException;
import io.sockit.api.Host;
import io.sockit.api.Message;
import io.sockit.api.Network;
import io.sockit.api.Process;
import io.sockit.api.ProgramThread;
import io.sockit.api.Sock;
import io.sockit.inet.Inet;
import io.sockit.inet.SockaddrIn;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/// A datagram passes a hundred hosts in a row, and the stack does not grow with the way.
class ChainTest {
    private static final int HOSTS = 100;
    private static final int PORT = 7;
    private static final int HOPS = 255;
    private static final int DEEPEST = 60;
    private static final Duration LIMIT = Duration.ofMinutes(2);
    private static final byte[] HELLO = "hello".getBytes(StandardCharsets.UTF_8);

    @BeforeEach
    void forget() {
        DepthDevice.forget();
    }

    private static Clock clock(boolean virtual) {
        return virtual ? Clock.virtual() : Clock.system();
    }

    /// Wire `i` leads from host `i`, which has `10.0.i.1` there, to host `i + 1` with `10.0.i.2`.
    private static List<Host> chain(Network net) throws ErrnoException {
        List<Host> hosts = new ArrayList<>();
        for (int i = 0; i < HOSTS; i++) {
            Host.Builder host = net.host(name(i)).sysctl("net.ipv4.ip_forward", "1");
            if (i > 0) {
                host.device("left", "depth:" + (i - 1))
                        .address("left", "10.0." + (i - 1) + ".2/24")
                        .route("10.0.0.0/24", i == 1 ? null : "10.0." + (i - 1) + ".1", "left");
            }
            if (i < HOSTS - 1) {
                host.device("right", "depth:" + i)
                        .address("right", "10.0." + i + ".1/24")
                        .route("0.0.0.0/0", "10.0." + i + ".2", "right");
            }
            hosts.add(host.start());
        }
        return hosts;
    }

    private static String name(int i) {
        return "host" + i;
    }

    private static int socket(Process process) throws ErrnoException {
        int fd = process.socket(Inet.AF_INET, Sock.SOCK_DGRAM, 0);
        process.setsockopt(fd, Inet.IP_TTL, HOPS);
        return fd;
    }

    private static int bound(Process process) throws ErrnoException {
        int fd = socket(process);
        process.bind(fd, Inet.inaddrAny(PORT));
        return fd;
    }

    private static String receive(Process process, int fd, Message from) throws ErrnoException {
        byte[] data = new byte[HELLO.length];
        int n = process.recvfrom(fd, data, 0, data.length, 0, from);
        return new String(data, 0, n, StandardCharsets.UTF_8);
    }

    private static Message message() {
        return new Message().timeoutNanos(LIMIT.toNanos());
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void isForwarded(boolean virtual) throws ErrnoException {
        try (Network net = Network.create(clock(virtual), 7)) {
            List<Host> hosts = chain(net);
            Process first = hosts.getFirst().process();
            Process last = hosts.getLast().process();
            int there = bound(last);
            int here = bound(first);
            for (int i = 0; i < 10; i++) {
                first.sendto(
                        here, HELLO, 0, HELLO.length, 0, SockaddrIn.parse("10.0.98.2:" + PORT));
                Message from = message();
                assertEquals("hello", receive(last, there, from));
                assertEquals("10.0.0.1:" + PORT, String.valueOf(from.name()));
                last.sendto(there, HELLO, 0, HELLO.length, 0, from.name());
                assertEquals("hello", receive(first, here, from.timeoutNanos(LIMIT.toNanos())));
            }
            assertEquals(20, hosts.get(50).counters().get("Ip.ForwDatagrams"));
            assertStackIsBoundedAndConstant();
        }
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void isRelayedByPrograms(boolean virtual) throws Exception {
        try (Network net = Network.create(clock(virtual), 7)) {
            List<Host> hosts = chain(net);
            List<ProgramThread> programs = new ArrayList<>();
            for (int i = 1; i < HOSTS - 1; i++) {
                Process process = hosts.get(i).process();
                int fd = bound(process);
                SockaddrIn next = SockaddrIn.parse("10.0." + i + ".2:" + PORT);
                programs.add(
                        Programs.start(process, i % 2 == 0, "relay " + i, p -> relay(p, fd, next)));
            }
            Process last = hosts.getLast().process();
            int there = bound(last);
            Process first = hosts.getFirst().process();
            first.sendto(
                    socket(first), HELLO, 0, HELLO.length, 0, SockaddrIn.parse("10.0.0.2:" + PORT));
            assertEquals("hello", receive(last, there, message()));
            Programs.join(programs, LIMIT);
            assertEquals(DepthDevice.deepest(name(10)), DepthDevice.deepest(name(90)));
            assertEquals(DepthDevice.deepest(name(11)), DepthDevice.deepest(name(91)));
            assertTrue(DepthDevice.deepest(name(90)) < DEEPEST, "" + DepthDevice.deepest(name(90)));
        }
    }

    private static void relay(Process process, int fd, SockaddrIn next) throws ErrnoException {
        assertEquals("hello", receive(process, fd, message()));
        process.sendto(fd, HELLO, 0, HELLO.length, 0, next);
    }

    /// Above the depth of the test itself.
    private static void assertStackIsBoundedAndConstant() {
        int own = DepthDevice.depth();
        List<Integer> depths = new ArrayList<>();
        for (int i = 1; i < HOSTS - 1; i++) {
            depths.add(DepthDevice.deepest(name(i)) - own);
        }
        assertEquals(depths.get(10), depths.get(90), depths::toString);
        assertTrue(depths.stream().allMatch(d -> d > 0 && d < DEEPEST), depths::toString);
    }
}
