package io.sockit.acceptance;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.sockit.api.Epoll;
import io.sockit.api.EpollEvents;
import io.sockit.api.ErrnoException;
import io.sockit.api.Msg;
import io.sockit.api.Network;
import io.sockit.api.PollFd;
import io.sockit.api.Process;
import io.sockit.api.ProgramThread;
import io.sockit.api.Sock;
import io.sockit.api.Sockaddr;
import io.sockit.unix.SockaddrUn;
import io.sockit.unix.Unix;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;

/// Ten thousand virtual threads wait in `accept`, `poll` or `epoll_wait`, and all are served.
@Timeout(value = 240, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class ManyWaitersTest {
    private static final int MANY = 10_000;
    private static final Duration LIMIT = Duration.ofMinutes(4);

    private final List<ProgramThread> programs = new ArrayList<>();
    private final AtomicInteger served = new AtomicInteger();
    private Network network;
    private Process process;

    @BeforeEach
    void start() throws ErrnoException {
        network = Network.create(7);
        process = network.host("a").start().process();
    }

    @AfterEach
    void close() {
        network.close();
    }

    private interface Wait {
        void once(Process process) throws ErrnoException;
    }

    private void startAll(Wait wait) {
        for (int i = 0; i < MANY; i++) {
            programs.add(
                    process.startVirtual(
                            "waiter " + i,
                            p -> {
                                wait.once(process);
                                served.incrementAndGet();
                            }));
        }
        Programs.awaitBlocked(programs, LIMIT);
    }

    private void expectAllServed() throws Exception {
        Programs.join(programs, LIMIT);
        assertEquals(MANY, served.get());
    }

    @Test
    void areServedInAccept() throws Exception {
        int listener = process.socket(Unix.AF_UNIX, Sock.SOCK_STREAM, 0);
        process.bind(listener, SockaddrUn.UNNAMED);
        Sockaddr name = process.getsockname(listener);
        process.listen(listener, 128);
        startAll(p -> p.close(p.accept(listener, 0)));
        for (int i = 0; i < MANY; i++) {
            int fd = process.socket(Unix.AF_UNIX, Sock.SOCK_STREAM, 0);
            process.connect(fd, name);
            process.close(fd);
        }
        expectAllServed();
    }

    /// Each on a socket of its own, as one event wakes every thread that polls.
    @Test
    void areServedInPoll() throws Exception {
        List<int[]> pairs = new ArrayList<>();
        for (int i = 0; i < MANY; i++) {
            pairs.add(process.socketpair(Unix.AF_UNIX, Sock.SOCK_DGRAM, 0));
        }
        AtomicInteger next = new AtomicInteger();
        startAll(
                p -> {
                    int fd = pairs.get(next.getAndIncrement())[0];
                    assertEquals(
                            1,
                            p.poll(
                                    new PollFd[] {new PollFd(fd, PollFd.POLLIN)},
                                    Process.NO_TIMEOUT));
                    assertTrue(tookOne(p, fd));
                });
        for (int[] pair : pairs) {
            assertEquals(1, process.send(pair[1], new byte[1], 0, 1, 0));
        }
        expectAllServed();
    }

    @Test
    void areServedInEpollWait() throws Exception {
        int[] ends = process.socketpair(Unix.AF_UNIX, Sock.SOCK_DGRAM, 0);
        int epoll = process.epollCreate(0);
        process.epollCtl(epoll, Epoll.EPOLL_CTL_ADD, ends[0], Epoll.EPOLLIN, 0);
        startAll(
                p -> {
                    EpollEvents events = new EpollEvents(1);
                    do {
                        assertEquals(1, p.epollWait(epoll, events, Process.NO_TIMEOUT));
                    } while (!tookOne(p, ends[0]));
                });
        for (int i = 0; i < MANY; i++) {
            assertEquals(1, process.send(ends[1], new byte[1], 0, 1, 0));
        }
        expectAllServed();
    }

    /// Others may have been faster.
    private static boolean tookOne(Process process, int fd) throws ErrnoException {
        int n = process.recv(fd, new byte[1], 0, 1, Msg.MSG_DONTWAIT);
        assertTrue(n == 1 || n == Process.WOULD_BLOCK);
        return n == 1;
    }
}
