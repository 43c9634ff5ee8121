package io.sockit.acceptance;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTimeout;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.sockit.api.Errno;
import io.sockit.api.ErrnoException;
import io.sockit.api.Host;
import io.sockit.api.Message;
import io.sockit.api.Process;
import io.sockit.api.ProgramThread;
import io.sockit.api.Sock;
import io.sockit.api.SocketOptions;
import io.sockit.inet.Inet;
import io.sockit.inet.SockaddrIn;
import io.sockit.test.HostSpec;
import io.sockit.test.SockitNetwork;
import io.sockit.test.TestNetwork;

import org.junit.jupiter.api.Test;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;

/// Two hosts over a lossy wire, four programs that block, virtual time: what happens is a function
/// of the seed, down to every byte on the wire.
class DeterminismTest {
    private static final String WIRE = "link:wan?delay=20ms&loss=10%&rate=1mbit";
    private static final int RUNS = 100;
    private static final int REQUESTS = 20;
    private static final int LONGEST = 1000;

    @Test
    void oneSeedGivesTheSameBytesInHundredRuns() throws Exception {
        String first = trace(7);
        assertTrue(first.lines().count() > 4L * REQUESTS, () -> first);
        for (int run = 1; run < RUNS; run++) {
            assertEquals(first, trace(7), "run " + run);
        }
    }

    @Test
    void anotherSeedGivesAnotherTrace() throws Exception {
        assertNotEquals(trace(7), trace(8));
    }

    /// The bar is real time: an hour in which nothing happens costs next to nothing.
    @Test
    @SockitNetwork
    void idleHourCostsLessThanOneSecond(
            TestNetwork net,
            @HostSpec(name = "a", device = "eth0=" + WIRE, address = "10.0.0.1/24") Host a)
            throws Exception {
        Process process = a.process();
        int fd = server(process, 7);
        ProgramThread waiting = process.start("waiting", p -> awaitNothing(p, fd));
        assertTimeout(Duration.ofSeconds(1), () -> net.clock().advance(Duration.ofHours(1)));
        waiting.join();
    }

    private static void awaitNothing(Process process, int fd) throws ErrnoException {
        process.setsockopt(fd, SocketOptions.SO_RCVTIMEO, Duration.ofMinutes(59));
        assertTrue(receive(process, fd, new byte[1], new Message()) < 0);
    }

    private static String trace(long seed) throws Exception {
        try (TestNetwork net = TestNetwork.create(seed)) {
            Process clients = host(net, "a", "10.0.0.1/24").process();
            Process servers = host(net, "b", "10.0.0.2/24").process();
            int one = server(servers, 7);
            int two = server(servers, 9);
            List<ProgramThread> programs = new ArrayList<>();
            programs.add(servers.start("server 1", p -> serve(p, one)));
            programs.add(servers.startVirtual("server 2", p -> serve(p, two)));
            programs.add(clients.start("client 1", p -> ask(p, 7, seed)));
            programs.add(clients.startVirtual("client 2", p -> ask(p, 9, seed)));
            for (ProgramThread program : programs) {
                program.join();
            }
            return net.trace().toString();
        }
    }

    private static Host host(TestNetwork net, String name, String address) throws ErrnoException {
        return net.host(name).device("eth0", WIRE).address("eth0", address).start();
    }

    private static int server(Process process, int port) throws ErrnoException {
        int fd = process.socket(Inet.AF_INET, Sock.SOCK_DGRAM, 0);
        process.bind(fd, Inet.inaddrAny(port));
        process.setsockopt(fd, SocketOptions.SO_RCVTIMEO, Duration.ofSeconds(5));
        return fd;
    }

    /// Answers until nobody has asked for five seconds.
    private static void serve(Process process, int fd) throws ErrnoException {
        byte[] data = new byte[LONGEST];
        Message from = new Message();
        int length = receive(process, fd, data, from);
        while (length >= 0) {
            process.sendto(fd, data, 0, length, 0, from.name());
            length = receive(process, fd, data, from);
        }
    }

    /// Asks until it is answered, again and again.
    private static void ask(Process process, int port, long seed) throws ErrnoException {
        SplittableRandom random = new SplittableRandom(seed + port);
        int fd = process.socket(Inet.AF_INET, Sock.SOCK_DGRAM, 0);
        process.connect(fd, SockaddrIn.parse("10.0.0.2:" + port));
        process.setsockopt(fd, SocketOptions.SO_RCVTIMEO, Duration.ofMillis(100));
        byte[] data = new byte[LONGEST];
        for (int i = 0; i < REQUESTS; i++) {
            int length = random.nextInt(1, LONGEST);
            random.nextBytes(data);
            do {
                process.send(fd, data, 0, length, 0);
            } while (receive(process, fd, new byte[LONGEST], new Message()) < 0);
        }
    }

    /// @return bytes received, or -1 where the time is over
    private static int receive(Process process, int fd, byte[] data, Message from)
            throws ErrnoException {
        try {
            return process.recvfrom(fd, data, 0, data.length, 0, from);
        } catch (ErrnoException e) {
            if (e.errno() == Errno.EAGAIN) {
                return -1;
            }
            throw e;
        }
    }
}
