package io.sockit.acceptance;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.sockit.api.ErrnoException;
import io.sockit.api.Host;
import io.sockit.api.Message;
import io.sockit.api.Network;
import io.sockit.api.Process;
import io.sockit.api.ProgramThread;
import io.sockit.api.Sock;
import io.sockit.inet.Inet;
import io.sockit.inet.SockaddrIn;

import org.junit.jupiter.api.Test;

import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/// Ten thousand virtual threads wait in `recvfrom` on sockets of their own, and all are served.
class ManyReceiversTest {
    private static final int MANY = 10_000;
    private static final int FIRST_PORT = 10_000;
    private static final Duration LIMIT = Duration.ofMinutes(5);

    @Test
    void allAreServedAndAnswer() throws Exception {
        try (Network net = Network.create(7);
                Host a = host(net, "a", "10.0.0.1/24");
                Host b = host(net, "b", "10.0.0.2/24")) {
            Process receivers = b.process();
            List<ProgramThread> programs = new ArrayList<>();
            for (int i = 0; i < MANY; i++) {
                int port = FIRST_PORT + i;
                programs.add(receivers.startVirtual("port " + port, p -> answer(p, port)));
            }
            Programs.awaitBlocked(programs, LIMIT);
            Process asker = a.process();
            int fd = asker.socket(Inet.AF_INET, Sock.SOCK_DGRAM, 0);
            for (int i = 0; i < MANY; i++) {
                ask(asker, fd, FIRST_PORT + i);
            }
            Programs.join(programs, LIMIT);
            assertEquals(MANY, b.counters().get("Udp.InDatagrams"));
            assertEquals(MANY, a.counters().get("Udp.InDatagrams"));
        }
    }

    private static Host host(Network net, String name, String address) throws ErrnoException {
        return net.host(name).device("eth0", "link:wan").address("eth0", address).start();
    }

    private static void answer(Process process, int port) throws ErrnoException {
        int fd = process.socket(Inet.AF_INET, Sock.SOCK_DGRAM, 0);
        process.bind(fd, Inet.inaddrAny(port));
        byte[] data = new byte[Integer.BYTES];
        Message from = new Message();
        assertEquals(data.length, process.recvfrom(fd, data, 0, data.length, 0, from));
        assertEquals(port, ByteBuffer.wrap(data).getInt());
        process.sendto(fd, data, 0, data.length, 0, from.name());
        process.close(fd);
    }

    /// Asks a port, and waits for its answer.
    private static void ask(Process process, int fd, int port) throws ErrnoException {
        byte[] data = ByteBuffer.allocate(Integer.BYTES).putInt(port).array();
        process.sendto(fd, data, 0, data.length, 0, SockaddrIn.parse("10.0.0.2:" + port));
        Message answer = new Message().timeoutNanos(LIMIT.toNanos());
        assertEquals(data.length, process.recvfrom(fd, data, 0, data.length, 0, answer));
        assertEquals("10.0.0.2:" + port, String.valueOf(answer.name()));
    }
}
