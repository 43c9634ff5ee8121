package io.sockit.tcp;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import io.sockit.api.ErrnoException;
import io.sockit.api.Host;
import io.sockit.api.Process;
import io.sockit.api.ProgramThread;
import io.sockit.api.Sock;
import io.sockit.inet.Inet;
import io.sockit.inet.SockaddrIn;
import io.sockit.test.TestNetwork;

import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import java.io.ByteArrayOutputStream;
import java.util.Random;

/// Two hosts and a wire that loses packets: every byte arrives once and in order, both ways, both
/// ends finish, and nothing is left.
@Timeout(120)
class LossyTransferTest {
    private static final int PORT = 80;

    @ParameterizedTest
    @CsvSource({
        "0%, 300000, 5",
        "1%, 300000, 40",
        "5%, 100000, 40",
        "10%, 50000, 40",
        "20%, 20000, 40",
    })
    void everyByteArrivesOnce(String loss, int bytes, int seeds) throws Exception {
        for (int seed = 0; seed < seeds; seed++) {
            transfer(seed, "link:w?delay=5ms&loss=" + loss, bytes);
        }
    }

    private static void transfer(long seed, String wire, int bytes) throws Exception {
        byte[] data = new byte[bytes];
        new Random(seed).nextBytes(data);
        try (TestNetwork net = TestNetwork.create(seed)) {
            Host client = host(net, "client", wire, "10.0.0.1/24");
            Host server = host(net, "server", wire, "10.0.0.2/24");
            ByteArrayOutputStream there = new ByteArrayOutputStream();
            ByteArrayOutputStream back = new ByteArrayOutputStream();
            Process b = server.process();
            ProgramThread echo = b.start("echo", p -> echo(p, there));
            Process a = client.process();
            ProgramThread sends = a.start("client", p -> send(p, data, back));
            sends.join();
            echo.join();
            assertArrayEquals(data, there.toByteArray(), "seed " + seed);
            assertArrayEquals(data, back.toByteArray(), "seed " + seed);
        }
    }

    private static Host host(TestNetwork net, String name, String wire, String address)
            throws ErrnoException {
        return net.host(name).device("eth0", wire).address("eth0", address).start();
    }

    private static void echo(Process p, ByteArrayOutputStream into) throws ErrnoException {
        int listener = p.socket(Inet.AF_INET, Sock.SOCK_STREAM, 0);
        p.bind(listener, new SockaddrIn(0, PORT));
        p.listen(listener, 1);
        int fd = p.accept(listener, 0);
        byte[] buffer = new byte[8192];
        int n = p.recv(fd, buffer, 0, buffer.length, 0);
        while (n > 0) {
            into.write(buffer, 0, n);
            assertEquals(n, p.send(fd, buffer, 0, n, 0));
            n = p.recv(fd, buffer, 0, buffer.length, 0);
        }
        p.close(fd);
        p.close(listener);
    }

    private static void send(Process p, byte[] data, ByteArrayOutputStream back)
            throws ErrnoException {
        int fd = p.socket(Inet.AF_INET, Sock.SOCK_STREAM, 0);
        p.connect(fd, SockaddrIn.parse("10.0.0.2:" + PORT));
        ProgramThread reads =
                p.start(
                        "reader",
                        q -> {
                            byte[] buffer = new byte[8192];
                            int n = q.recv(fd, buffer, 0, buffer.length, 0);
                            while (n > 0) {
                                back.write(buffer, 0, n);
                                n = q.recv(fd, buffer, 0, buffer.length, 0);
                            }
                        });
        assertEquals(data.length, p.send(fd, data, 0, data.length, 0));
        p.shutdown(fd, Sock.SHUT_WR);
        try {
            reads.join();
        } catch (Exception e) {
            throw new AssertionError(e);
        }
        p.close(fd);
    }
}
