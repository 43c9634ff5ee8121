package io.sockit.test;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.sockit.api.Epoll;
import io.sockit.api.EpollEvents;
import io.sockit.api.ErrnoException;
import io.sockit.api.Msg;
import io.sockit.api.PollFd;
import io.sockit.api.Process;
import io.sockit.api.Sock;
import io.sockit.api.SocketOptions;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.BitSet;

/// Connections and what they carry, in few words: for the contracts about sockets that have a peer.
/// Nothing here waits; what takes time is waited for in virtual time.
abstract class ConnectedContract extends FamilyContract {
    static final int ALL_EVENTS =
            PollFd.POLLIN | PollFd.POLLOUT | PollFd.POLLPRI | PollFd.POLLRDHUP;
    private static final int CHUNK = 4096;

    ConnectedContract() {}

    /// A socket that listens at the `n`-th address.
    final int listening(int n, int backlog) throws ErrnoException {
        int fd = bound(n);
        process().listen(fd, backlog);
        return fd;
    }

    /// A connection, or a pair of datagram sockets that are each other's peers.
    ///
    /// @param client connected from the second address
    /// @param server accepted at the first address
    record Pair(int client, int server) {}

    final Pair pair() throws ErrnoException {
        if (type() == Sock.SOCK_DGRAM) {
            Pair pair = new Pair(bound(1), bound(0));
            process().connect(pair.client, address(0));
            process().connect(pair.server, address(1));
            return pair;
        }
        int listener = listening(0, 1);
        int client = bound(1);
        process().connect(client, address(0));
        int server = accepted(listener);
        process().close(listener);
        return new Pair(client, server);
    }

    /// Accepts what is there or comes soon.
    final int accepted(int listener) throws ErrnoException {
        soon(listener, PollFd.POLLIN);
        process().nonBlocking(listener, true);
        int fd = process().accept(listener, 0);
        assertTrue(fd >= 0, "accept answered " + fd);
        process().nonBlocking(listener, false);
        return fd;
    }

    /// Connects without waiting.
    final void begin(int fd, int n) throws ErrnoException {
        process().nonBlocking(fd, true);
        try {
            process().connect(fd, address(n));
        } finally {
            process().nonBlocking(fd, false);
        }
    }

    /// Writes all of a text, for which there has to be room.
    final void write(int fd, String text) throws ErrnoException {
        byte[] data = text.getBytes(StandardCharsets.UTF_8);
        assertEquals(data.length, process().send(fd, data, 0, data.length, Msg.MSG_DONTWAIT));
    }

    /// What is there to be read, or comes soon, up to a length; empty at the end.
    final String read(int fd, int length) throws ErrnoException {
        soon(fd, PollFd.POLLIN);
        byte[] data = new byte[length];
        int n = process().recv(fd, data, 0, length, Msg.MSG_DONTWAIT);
        assertNotEquals(Process.WOULD_BLOCK, n, "nothing to read");
        return new String(data, 0, n, StandardCharsets.UTF_8);
    }

    final String read(int fd) throws ErrnoException {
        return read(fd, CHUNK);
    }

    /// What a receive answers without waiting.
    final int receive(int fd, int flags) throws ErrnoException {
        return process().recv(fd, new byte[CHUNK], 0, CHUNK, flags | Msg.MSG_DONTWAIT);
    }

    /// Sends numbered bytes without waiting until no more is taken.
    ///
    /// @param from the stream's position, which is the first byte's number
    /// @return how many were taken
    final int fill(int fd, int from) throws ErrnoException {
        int taken = 0;
        while (taken < 1 << 26) {
            byte[] data = numbered(from + taken);
            int n = process().send(fd, data, 0, data.length, Msg.MSG_DONTWAIT);
            if (n == Process.WOULD_BLOCK) {
                return taken;
            }
            taken += n;
        }
        throw new AssertionError("a buffer without bound took " + taken + " bytes");
    }

    private static byte[] numbered(int from) {
        byte[] data = new byte[CHUNK];
        for (int i = 0; i < CHUNK; i++) {
            data[i] = number(from + i);
        }
        return data;
    }

    /// The byte at a position: its neighbours and those a power of two away have other values.
    static byte number(int position) {
        return (byte) (position * 31 + (position >> 8) * 7);
    }

    /// Reads and checks numbered bytes up to position `to`, or to the end of the stream.
    ///
    /// @return the position behind the last
    final int drain(int fd, int from, int to) throws ErrnoException {
        byte[] data = new byte[CHUNK];
        int at = from;
        while (at < to) {
            soon(fd, PollFd.POLLIN);
            int n = process().recv(fd, data, 0, Math.min(CHUNK, to - at), Msg.MSG_DONTWAIT);
            if (n <= 0) {
                return at;
            }
            for (int i = 0; i < n; i++) {
                assertEquals(number(at + i), data[i], "byte " + (at + i));
            }
            at += n;
        }
        return at;
    }

    /// Lets time move until one of the events is there, at most some seconds.
    final void soon(int fd, int events) throws ErrnoException {
        process().poll(new PollFd[] {new PollFd(fd, events)}, Duration.ofSeconds(30).toNanos());
    }

    /// What poll answers now.
    final int polled(int fd) throws ErrnoException {
        PollFd[] entries = {new PollFd(fd, ALL_EVENTS)};
        process().poll(entries, 0);
        return entries[0].revents();
    }

    /// Bounds both buffers, so that a test fills them soon.
    final void small(int fd) throws ErrnoException {
        process().setsockopt(fd, SocketOptions.SO_SNDBUF, 16_384);
        process().setsockopt(fd, SocketOptions.SO_RCVBUF, 16_384);
    }

    /// What poll answers now. Select and epoll have to answer the same, and so do the calls: a
    /// socket is readable where a receive or an accept would not wait.
    final int ready(int fd) throws ErrnoException {
        int answer = polled(fd);
        BitSet read = set(fd);
        BitSet write = set(fd);
        BitSet except = set(fd);
        int bits = process().select(fd + 1, read, write, except, 0);
        int failed = PollFd.POLLERR;
        assertEquals((answer & (PollFd.POLLIN | PollFd.POLLHUP | failed)) != 0, read.get(fd));
        assertEquals((answer & (PollFd.POLLOUT | failed)) != 0, write.get(fd));
        assertEquals((answer & PollFd.POLLPRI) != 0, except.get(fd));
        assertEquals(read.cardinality() + write.cardinality() + except.cardinality(), bits);
        int epoll = process().epollCreate(0);
        process().epollCtl(epoll, Epoll.EPOLL_CTL_ADD, fd, ALL_EVENTS, 42);
        EpollEvents events = new EpollEvents(2);
        for (int i = 0; i < 2; i++) {
            assertEquals(answer == 0 ? 0 : 1, process().epollWait(epoll, events, 0));
            assertEquals(answer, answer == 0 ? 0 : events.events(0));
            assertEquals(42, answer == 0 ? 42 : events.data(0));
        }
        process().close(epoll);
        if ((answer & failed) == 0) {
            assertEquals((answer & PollFd.POLLIN) != 0, !waits(fd), "poll: " + answer);
        }
        return answer;
    }

    private static BitSet set(int fd) {
        BitSet set = new BitSet();
        set.set(fd);
        return set;
    }

    /// Whether a receive would wait, or an accept.
    private boolean waits(int fd) throws ErrnoException {
        if (process().getsockopt(fd, SocketOptions.SO_ACCEPTCONN)) {
            process().nonBlocking(fd, true);
            int accepted = process().accept(fd, 0);
            process().nonBlocking(fd, false);
            if (accepted >= 0) {
                process().close(accepted);
            }
            return accepted == Process.WOULD_BLOCK;
        }
        return receive(fd, Msg.MSG_PEEK) == Process.WOULD_BLOCK;
    }
}
