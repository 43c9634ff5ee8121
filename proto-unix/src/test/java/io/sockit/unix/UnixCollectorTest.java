package io.sockit.unix;

import static io.sockit.unix.InFlight.closeAll;
import static io.sockit.unix.InFlight.pair;
import static io.sockit.unix.InFlight.receive;
import static io.sockit.unix.InFlight.requireNothingOpen;
import static io.sockit.unix.InFlight.send;
import static io.sockit.unix.Unix.AF_UNIX;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import io.sockit.api.ErrnoException;
import io.sockit.api.Host;
import io.sockit.api.PollFd;
import io.sockit.api.Process;
import io.sockit.api.Sock;
import io.sockit.test.TestNetwork;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import java.time.Duration;

/// What no process can reach any more is closed, also where it holds itself.
class UnixCollectorTest {
    private static final int[] TYPES = {Sock.SOCK_STREAM, Sock.SOCK_DGRAM, Sock.SOCK_SEQPACKET};

    private TestNetwork net;
    private Host host;
    private Process process;

    @BeforeEach
    void start() throws ErrnoException {
        net = TestNetwork.create(1);
        host = net.host("host").start();
        process = host.process();
    }

    @AfterEach
    void close() throws Exception {
        settle();
        requireNothingOpen(host);
        net.close();
    }

    /// Lets the timer of long searches run.
    private void settle() {
        net.clock().runUntilIdle(Duration.ofMinutes(1));
    }

    @ParameterizedTest
    @ValueSource(ints = {Sock.SOCK_STREAM, Sock.SOCK_DGRAM, Sock.SOCK_SEQPACKET})
    void socketThatHoldsItself(int type) throws ErrnoException {
        int[] ends = pair(process, type);
        send(process, ends[0], ends[1]);
        closeAll(process, ends);
    }

    @ParameterizedTest
    @ValueSource(ints = {Sock.SOCK_STREAM, Sock.SOCK_DGRAM, Sock.SOCK_SEQPACKET})
    void socketsThatHoldEachOther(int type) throws ErrnoException {
        int[] ends = pair(process, type);
        send(process, ends[0], ends[0], ends[1], ends[0]);
        send(process, ends[1], ends[1], ends[0]);
        closeAll(process, ends);
    }

    @Test
    void circleOfEveryTypeWithPipesAndEpolls() throws ErrnoException {
        int[][] pairs = new int[12][];
        for (int i = 0; i < pairs.length; i++) {
            pairs[i] = pair(process, TYPES[i % 3]);
        }
        int[] pipe = process.pipe(0);
        int epoll = process.epollCreate(0);
        for (int i = 0; i < pairs.length; i++) {
            send(process, pairs[i][0], pairs[(i + 1) % pairs.length][1], pipe[0], epoll);
        }
        closeAll(process, pipe[0], epoll);
        for (int[] each : pairs) {
            closeAll(process, each);
        }
        PollFd writer = new PollFd(pipe[1], PollFd.POLLOUT);
        process.poll(new PollFd[] {writer}, 0);
        assertEquals(PollFd.POLLERR, writer.revents() & PollFd.POLLERR, "no reader is left");
        process.close(pipe[1]);
    }

    @Test
    void chainIsKeptUntilItsEndIsClosed() throws ErrnoException {
        int[] last = pair(process, Sock.SOCK_STREAM);
        int[] first = pair(process, Sock.SOCK_STREAM);
        int[] held = first;
        for (int i = 0; i < 100; i++) {
            int[] next = i == 99 ? last : pair(process, TYPES[i % 3]);
            send(process, next[0], held[1]);
            process.close(held[1]);
            if (i > 0) {
                process.close(held[0]);
            }
            held = next;
        }
        settle();
        process.write(first[0], new byte[] {7}, 0, 1); // the farthest is still there
        int fd = last[1];
        for (int i = 0; i < 100; i++) {
            int[] got = receive(process, fd);
            assertEquals(1, got.length, "step " + i);
            process.close(fd);
            fd = got[0];
        }
        byte[] data = new byte[1];
        assertEquals(1, process.read(fd, data, 0, 1));
        assertArrayEquals(new byte[] {7}, data);
        closeAll(process, fd, first[0], last[0]);
    }

    @Test
    void listenerWithConnectionsThatHoldIt() throws ErrnoException {
        int listener = process.socket(AF_UNIX, Sock.SOCK_STREAM, 0);
        process.bind(listener, SockaddrUn.abstractName("l"));
        process.listen(listener, 4);
        int first = process.socket(AF_UNIX, Sock.SOCK_STREAM, 0);
        process.connect(first, SockaddrUn.abstractName("l"));
        int second = process.socket(AF_UNIX, Sock.SOCK_STREAM, 0);
        process.connect(second, SockaddrUn.abstractName("l"));
        send(process, first, listener);
        send(process, second, first, second);
        closeAll(process, first, second);
        process.close(listener);
    }

    @Test
    void acceptedConnectionKeepsWhatItHolds() throws ErrnoException {
        int listener = process.socket(AF_UNIX, Sock.SOCK_STREAM, 0);
        process.bind(listener, SockaddrUn.abstractName("l"));
        process.listen(listener, 4);
        int client = process.socket(AF_UNIX, Sock.SOCK_STREAM, 0);
        process.connect(client, SockaddrUn.abstractName("l"));
        send(process, client, listener);
        int server = process.accept(listener, 0);
        process.close(listener);
        settle();
        int again = receive(process, server)[0];
        int another = process.socket(AF_UNIX, Sock.SOCK_STREAM, 0);
        process.connect(another, SockaddrUn.abstractName("l"));
        closeAll(process, client, server, again, another);
    }

    @Test
    void socketThatIsTakenOutOfACircleLives() throws ErrnoException {
        int[] one = pair(process, Sock.SOCK_STREAM);
        int[] two = pair(process, Sock.SOCK_STREAM);
        send(process, one[0], two[1]);
        send(process, two[0], one[1]);
        process.close(one[1]);
        settle();
        int got = receive(process, two[1])[0]; // one[1] again
        process.close(two[1]);
        settle();
        assertEquals(1, receive(process, got).length);
        // two[1] is the only one that is open twice now: its number is that of the file taken
        process.close();
        settle();
        process = host.process();
    }

    @Test
    void circlesGoWhileManyOthersAreInFlight() throws ErrnoException {
        int[] keeper = pair(process, Sock.SOCK_DGRAM);
        for (int i = 0; i < 100; i++) {
            int[] held = new int[200];
            for (int k = 0; k < held.length; k += 2) {
                System.arraycopy(pair(process, Sock.SOCK_STREAM), 0, held, k, 2);
            }
            send(process, keeper[0], held);
            closeAll(process, held);
        }
        for (int i = 0; i < 50; i++) {
            int[] ends = pair(process, TYPES[i % 3]);
            send(process, ends[0], ends);
            send(process, ends[1], ends);
            closeAll(process, ends);
        }
        assertEquals(2 + 100 * 200, host.sockets().rows().size());
        closeAll(process, keeper);
    }
}
