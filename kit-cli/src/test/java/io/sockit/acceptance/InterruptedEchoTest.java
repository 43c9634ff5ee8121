package io.sockit.acceptance;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.sockit.api.Errno;
import io.sockit.api.ErrnoException;
import io.sockit.api.Host;
import io.sockit.api.Message;
import io.sockit.api.Network;
import io.sockit.api.Process;
import io.sockit.api.ProgramThread;
import io.sockit.api.Sock;
import io.sockit.inet.Inet;
import io.sockit.inet.SockaddrIn;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.LockSupport;

/// Two hosts, two blocking threads each, real time, a million echoes on virtual threads and a fifth
/// of that on platform threads (a million with `-Dsockit.echoes=1000000`), while one thread is
/// interrupted again and again: no echo and no interrupt is lost, and nothing hangs.
class InterruptedEchoTest {
    private static final Duration LIMIT = Duration.ofMinutes(5);
    private static final int MILLION = 1_000_000;

    /// How many echoes platform threads exchange: each costs a wake-up by the operating system at
    /// either end, so that a million of them take 16 s on two cores.
    private static final String PLATFORM = "sockit.echoes";

    private static final int[] PORTS = {7, 9};

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void losesNeitherEchoesNorInterrupts(boolean virtual) throws Exception {
        int echoesOfEach = virtual ? MILLION / 2 : Integer.getInteger(PLATFORM, MILLION / 5) / 2;
        try (Network net = Network.create(7);
                Host a = host(net, "a", "10.0.0.1/24");
                Host b = host(net, "b", "10.0.0.2/24")) {
            Process servers = b.process();
            Process clients = a.process();
            int[] fds = {server(servers, PORTS[0]), server(servers, PORTS[1])};
            Interrupter interrupter = new Interrupter();
            List<ProgramThread> programs =
                    List.of(
                            Programs.start(servers, virtual, "server 1", p -> serve(p, fds[0])),
                            Programs.start(servers, virtual, "server 2", p -> serve(p, fds[1])),
                            Programs.start(
                                    clients,
                                    virtual,
                                    "client 1",
                                    p -> ask(p, PORTS[0], echoesOfEach, interrupter)),
                            Programs.start(
                                    clients,
                                    virtual,
                                    "client 2",
                                    p -> ask(p, PORTS[1], echoesOfEach, Interrupter.NONE)));
            interrupter.start(programs.get(2).thread());
            Programs.join(programs, LIMIT);
            interrupter.assertAllSeen();
            assertEquals(0, a.counters().get("Udp.RcvbufErrors"));
            assertEquals(2L * echoesOfEach, a.counters().get("Udp.InDatagrams"));
        }
    }

    private static Host host(Network net, String name, String address) throws ErrnoException {
        return net.host(name).device("eth0", "link:wan").address("eth0", address).start();
    }

    private static int server(Process process, int port) throws ErrnoException {
        int fd = process.socket(Inet.AF_INET, Sock.SOCK_DGRAM, 0);
        process.bind(fd, Inet.inaddrAny(port));
        return fd;
    }

    /// Answers until it is asked nothing.
    private static void serve(Process process, int fd) throws ErrnoException {
        byte[] data = new byte[Integer.BYTES];
        Message from = new Message();
        while (process.recvfrom(fd, data, 0, data.length, 0, from) > 0) {
            process.sendto(fd, data, 0, data.length, 0, from.name());
        }
    }

    /// Counts up: each answer has to be the number asked.
    private static void ask(Process process, int port, int echoes, Interrupter interrupter)
            throws Exception {
        int fd = process.socket(Inet.AF_INET, Sock.SOCK_DGRAM, 0);
        process.connect(fd, SockaddrIn.parse("10.0.0.2:" + port));
        byte[] data = new byte[Integer.BYTES];
        ByteBuffer number = ByteBuffer.wrap(data);
        for (int i = 0; i < echoes; i++) {
            number.putInt(0, i);
            interrupter.untilDone(() -> process.send(fd, data, 0, data.length, 0));
            number.putInt(0, -1);
            interrupter.untilDone(() -> process.recv(fd, data, 0, data.length, 0));
            if (number.getInt(0) != i) {
                throw new AssertionError("echo: " + number.getInt(0) + " (expected: " + i + ")");
            }
        }
        interrupter.stop();
        process.send(fd, data, 0, 0, 0);
    }

    private interface Call {
        int run() throws ErrnoException;
    }

    /// Interrupts a thread, waits until it has seen it, and does so again.
    private static class Interrupter {
        static final Interrupter NONE = new Interrupter();

        private static final long PAUSE_NANOS = 20_000;

        private volatile Thread thread;
        private final AtomicLong seen = new AtomicLong(); // by the interrupted thread
        private volatile boolean over;
        private long sent; // read after the thread has ended
        private long refusals;

        void start(Thread target) {
            thread = Thread.ofPlatform().name("interrupter").start(() -> interrupt(target));
        }

        private void interrupt(Thread target) {
            while (!over) {
                sent++;
                target.interrupt();
                do {
                    LockSupport.parkNanos(PAUSE_NANOS);
                } while (seen.get() < sent && !over);
            }
        }

        /// Calls until the call is done, and takes note of each interrupt on the way.
        void untilDone(Call call) throws ErrnoException {
            boolean done = false;
            while (!done) {
                try {
                    assertTrue(call.run() >= 0);
                    done = true;
                } catch (ErrnoException e) {
                    if (e.errno() != Errno.EINTR || !Thread.currentThread().isInterrupted()) {
                        throw e;
                    }
                    refusals++;
                }
                if (Thread.interrupted()) {
                    seen.incrementAndGet();
                }
            }
        }

        /// Ends it, and takes note of the last interrupt.
        void stop() {
            over = true;
            Thread running = thread;
            while (running != null && running.isAlive()) {
                Thread.onSpinWait();
            }
            if (Thread.interrupted()) {
                seen.incrementAndGet();
            }
        }

        void assertAllSeen() {
            assertEquals(sent, seen.get(), "interrupts");
            assertTrue(sent > 100 && refusals > 10, "interrupts: " + sent + ", EINTR: " + refusals);
        }
    }
}
