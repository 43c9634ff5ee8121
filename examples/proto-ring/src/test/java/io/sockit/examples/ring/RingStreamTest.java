package io.sockit.examples.ring;

import static io.sockit.test.Errnos.assertErrno;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.sockit.api.Errno;
import io.sockit.api.ErrnoException;
import io.sockit.api.Host;
import io.sockit.api.Msg;
import io.sockit.api.Process;
import io.sockit.api.ProgramThread;
import io.sockit.api.Sock;
import io.sockit.api.Sockaddr;
import io.sockit.api.VirtualClock;
import io.sockit.test.HostSpec;
import io.sockit.test.SockitNetwork;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/// What is the ring's own of its streams; the contract has the rest.
@SockitNetwork
class RingStreamTest {
    private static final Sockaddr SERVER = SockaddrRing.parse("r/server");

    private Host host;
    private Process process;
    private VirtualClock clock;

    @BeforeEach
    void start(@HostSpec(name = "a") Host started, VirtualClock time) {
        host = started;
        process = started.process();
        clock = time;
    }

    @Nested
    class Addresses {
        @Test
        void areApartFromThoseOfDatagrams() throws ErrnoException {
            int datagrams = process.socket(Ring.AF_RING, Sock.SOCK_DGRAM, 0);
            process.bind(datagrams, SERVER);
            process.bind(stream(), SERVER);
        }

        @Test
        void areNotNeededToConnect() throws ErrnoException {
            int listener = listening(1);
            int client = stream();
            process.connect(client, SERVER);
            int server = process.accept(listener, 0);
            assertEquals(SockaddrRing.UNNAMED, process.getpeername(server));
            assertEquals(SERVER, process.getpeername(client));
        }

        @Test
        void areNeededToListen() throws ErrnoException {
            int fd = stream();
            assertErrno(Errno.EINVAL, () -> process.listen(fd, 1));
        }

        @Test
        void areOfOneMember() throws ErrnoException {
            Sockaddr all = SockaddrRing.parse("r/*");
            int fd = stream();
            assertErrno(Errno.EADDRNOTAVAIL, () -> process.bind(fd, all));
            assertErrno(Errno.EADDRNOTAVAIL, () -> process.connect(fd, all));
        }
    }

    @Nested
    class FullBacklog {
        @Test
        void isToldToThoseThatDoNotWait() throws ErrnoException {
            listening(0);
            process.connect(stream(), SERVER);
            int late = stream();
            process.nonBlocking(late, true);
            assertErrno(Errno.EAGAIN, () -> process.connect(late, SERVER));
        }

        @Test
        void letsThoseThatWaitInByTheirOrder() throws Exception {
            int listener = listening(0);
            process.connect(stream(), SERVER);
            List<ProgramThread> waiting = new ArrayList<>();
            for (String name : List.of("r/first", "r/second")) {
                int fd = stream();
                process.bind(fd, SockaddrRing.parse(name));
                waiting.add(process.start(name, p -> process.connect(fd, SERVER)));
                clock.advance(Duration.ofMillis(1));
            }
            assertEquals(List.of("LISTEN", "ESTAB", "ESTAB", "SYN-SENT", "SYN-SENT"), states());
            process.accept(listener, 0);
            int first = process.accept(listener, 0);
            int second = process.accept(listener, 0);
            assertEquals("r/first", process.getpeername(first).toString());
            assertEquals("r/second", process.getpeername(second).toString());
            for (ProgramThread program : waiting) {
                program.join();
            }
        }

        @Test
        void failsForEveryThreadThatWaits() throws Exception {
            int listener = listening(0);
            process.connect(stream(), SERVER);
            int fd = stream();
            List<ProgramThread> waiting = new ArrayList<>();
            for (int i = 0; i < 2; i++) {
                waiting.add(
                        process.start(
                                "connects",
                                p ->
                                        assertThrows(
                                                ErrnoException.class,
                                                () -> p.connect(fd, SERVER))));
            }
            process.start("closes", p -> p.close(listener)).join();
            for (ProgramThread program : waiting) {
                program.join();
            }
        }

        private List<String> states() {
            return host.sockets().rows().stream().map(row -> row.state()).toList();
        }
    }

    @Nested
    class Pair {
        @Test
        void breaksThePipeOfAPeerThatNobodyReads() throws ErrnoException {
            int[] pair = process.socketpair(Ring.AF_RING, Sock.SOCK_STREAM, 0);
            process.shutdown(pair[0], Sock.SHUT_RD);
            assertErrno(Errno.EPIPE, () -> process.send(pair[1], new byte[1], 0, 1, 0));
        }

        @Test
        void hasUrgentBytes() throws ErrnoException {
            int[] pair = process.socketpair(Ring.AF_RING, Sock.SOCK_STREAM, 0);
            assertEquals(1, process.send(pair[0], new byte[] {7}, 0, 1, Msg.MSG_OOB));
            byte[] data = new byte[1];
            assertEquals(1, process.recv(pair[1], data, 0, 1, Msg.MSG_OOB));
            assertEquals(7, data[0]);
        }

        @Test
        void looksPastAnUrgentByte() throws ErrnoException {
            int[] pair = process.socketpair(Ring.AF_RING, Sock.SOCK_STREAM, 0);
            process.send(pair[0], new byte[] {7}, 0, 1, Msg.MSG_OOB);
            byte[] data = new byte[2];
            int flags = Msg.MSG_PEEK | Msg.MSG_DONTWAIT;
            assertEquals(Process.WOULD_BLOCK, process.recv(pair[1], data, 0, 2, flags));
            process.send(pair[0], new byte[] {8, 9}, 0, 2, 0);
            assertEquals(2, process.recv(pair[1], data, 0, 2, flags));
            assertArrayEquals(new byte[] {8, 9}, data);
            assertEquals(1, process.recv(pair[1], data, 0, 1, Msg.MSG_OOB));
            assertEquals(2, process.recv(pair[1], data, 0, 2, 0));
        }

        @Test
        void letsALookWaitBehindAnUrgentByte() throws Exception {
            int[] pair = process.socketpair(Ring.AF_RING, Sock.SOCK_STREAM, 0);
            process.send(pair[0], new byte[] {7}, 0, 1, Msg.MSG_OOB);
            byte[] data = new byte[1];
            ProgramThread looks =
                    process.start(
                            "looks",
                            p -> assertEquals(1, p.recv(pair[1], data, 0, 1, Msg.MSG_PEEK)));
            process.start("sends", p -> p.send(pair[0], new byte[] {8}, 0, 1, 0)).join();
            looks.join();
            assertEquals(8, data[0]);
        }

        @Test
        void keepsItsPeer() throws ErrnoException {
            int[] pair = process.socketpair(Ring.AF_RING, Sock.SOCK_STREAM, 0);
            assertErrno(Errno.EINVAL, () -> process.connect(pair[0], Sockaddr.UNSPEC));
            assertEquals(SockaddrRing.UNNAMED, process.getpeername(pair[0]));
        }
    }

    private int stream() throws ErrnoException {
        return process.socket(Ring.AF_RING, Sock.SOCK_STREAM, 0);
    }

    private int listening(int backlog) throws ErrnoException {
        int fd = stream();
        process.bind(fd, SERVER);
        process.listen(fd, backlog);
        return fd;
    }
}
