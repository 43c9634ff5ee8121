package io.sockit.test;

import static io.sockit.test.Errnos.assertErrno;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.sockit.api.Errno;
import io.sockit.api.ErrnoException;
import io.sockit.api.Ioctl;
import io.sockit.api.Message;
import io.sockit.api.Msg;
import io.sockit.api.PollFd;
import io.sockit.api.Process;
import io.sockit.api.SocketOptions;

import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;

/// What the stream sockets of every protocol family keep, [ListeningContract] included.
///
/// ```
/// class RingStreamContractTest extends StreamFamilyContract {
///     @Override
///     protected AddressFamily family() {
///         return Ring.AF_RING;
///     }
///
///     @Override
///     protected String plugin() {
///         return "ring";
///     }
///
///     @Override
///     protected int protocol() {
///         return 0;
///     }
///
///     @Override
///     protected Sockaddr address(int n) {
///         return new SockaddrRing("r", "m" + n);
///     }
/// }
/// ```
public abstract class StreamFamilyContract extends StreamReadiness {
    /// Whether the family has urgent data (`MSG_OOB`). One that has not refuses to send it.
    protected boolean hasUrgentData() {
        return true;
    }

    @Nested
    class Bytes {
        @Test
        void goBothWays() throws ErrnoException {
            Pair pair = pair();
            write(pair.client(), "there");
            write(pair.server(), "and back");
            assertEquals("there", read(pair.server()));
            assertEquals("and back", read(pair.client()));
            assertEquals(Process.WOULD_BLOCK, receive(pair.server(), 0));
            assertEquals(Process.WOULD_BLOCK, receive(pair.client(), 0));
        }

        @Test
        void keepTheirOrderAndNoBounds() throws ErrnoException {
            Pair pair = pair();
            write(pair.client(), "one, ");
            write(pair.client(), "two");
            write(pair.client(), ", three");
            assertEquals("one, tw", read(pair.server(), 7));
            assertEquals("o, three", read(pair.server()));
        }

        @Test
        void reachNoOtherConnection() throws ErrnoException {
            int listener = listening(0, 2);
            int first = bound(1);
            process().connect(first, address(0));
            int second = bound(2);
            process().connect(second, address(0));
            int a = accepted(listener);
            int b = accepted(listener);
            write(second, "second");
            write(a, "to the first");
            assertEquals("second", read(b));
            assertEquals("to the first", read(first));
            assertEquals(Process.WOULD_BLOCK, receive(a, 0));
            assertEquals(Process.WOULD_BLOCK, receive(second, 0));
        }

        @Test
        void ofEmptySendAreNone() throws ErrnoException {
            Pair pair = pair();
            write(pair.client(), "");
            assertEquals(Process.WOULD_BLOCK, receive(pair.server(), 0));
            write(pair.client(), "x");
            assertEquals("x", read(pair.server()));
        }

        @Test
        void areGatheredAndScattered() throws ErrnoException {
            Pair pair = pair();
            Message out = Message.of(buffer("he"), ByteBuffer.allocate(0), buffer("llo"));
            assertEquals(5, process().sendmsg(pair.client(), out, 0));
            soon(pair.server(), PollFd.POLLIN);
            ByteBuffer first = ByteBuffer.allocateDirect(3);
            ByteBuffer second = ByteBuffer.allocate(10);
            assertEquals(5, process().recvmsg(pair.server(), Message.of(first, second), 0));
            assertEquals(buffer("hel"), first.flip());
            assertEquals(buffer("lo"), second.flip());
            assertEquals(5, process().writev(pair.server(), buffer("hel"), buffer("lo")));
            soon(pair.client(), PollFd.POLLIN);
            byte[] data = new byte[9];
            assertEquals(5, process().read(pair.client(), data, 2, 7));
            assertArrayEquals("\0\0hello\0\0".getBytes(StandardCharsets.UTF_8), data);
        }

        @Test
        void stayUnderMsgPeek() throws ErrnoException {
            Pair pair = pair();
            write(pair.client(), "hel");
            soon(pair.server(), PollFd.POLLIN);
            byte[] data = new byte[9];
            int flags = Msg.MSG_PEEK | Msg.MSG_DONTWAIT;
            assertEquals(3, process().recv(pair.server(), data, 0, 9, flags));
            write(pair.client(), "lo");
            assertEquals("hello", read(pair.server()));
            assertEquals(Process.WOULD_BLOCK, receive(pair.server(), Msg.MSG_PEEK));
        }

        @Test
        void areCounted() throws ErrnoException {
            Pair pair = pair();
            assertEquals(0, process().ioctl(pair.server(), Ioctl.FIONREAD, 0));
            write(pair.client(), "hello");
            soon(pair.server(), PollFd.POLLIN);
            assertEquals(5, process().ioctl(pair.server(), Ioctl.FIONREAD, 0));
            assertEquals("he", read(pair.server(), 2));
            assertEquals(3, process().ioctl(pair.server(), Ioctl.FIONREAD, 0));
        }

        @Test
        void areNotSentWithFlagsThatNobodyServes() throws ErrnoException {
            Pair pair = pair();
            assertErrno(
                    Errno.EOPNOTSUPP,
                    () ->
                            process()
                                    .send(
                                            pair.client(),
                                            new byte[1],
                                            0,
                                            1,
                                            Msg.MSG_ERRQUEUE | Msg.MSG_DONTWAIT));
            assertEquals(Process.WOULD_BLOCK, receive(pair.server(), 0));
        }

        @Test
        void areNotReceivedWithFlagsThatNobodyServes() throws ErrnoException {
            Pair pair = pair();
            write(pair.client(), "hello");
            soon(pair.server(), PollFd.POLLIN);
            assertErrno(Errno.EOPNOTSUPP, () -> receive(pair.server(), Msg.MSG_MORE));
            assertEquals("hello", read(pair.server()));
        }

        private static ByteBuffer buffer(String text) {
            return ByteBuffer.wrap(text.getBytes(StandardCharsets.UTF_8));
        }
    }

    @Nested
    class FullBuffers {
        @Test
        void boundTheWriterAndLoseNothing() throws ErrnoException {
            Pair pair = pair();
            small(pair.client());
            small(pair.server());
            int filled = fill(pair.client(), 0);
            assertTrue(filled >= 16_384 && filled < 1 << 18, "taken: " + filled);
            assertEquals(filled, drain(pair.server(), 0, filled));
            assertEquals(Process.WOULD_BLOCK, receive(pair.server(), 0));
        }

        @Test
        void giveRoomAgainAsTheReaderReads() throws ErrnoException {
            Pair pair = pair();
            small(pair.client());
            small(pair.server());
            int written = fill(pair.client(), 0);
            int read = 0;
            for (int i = 0; i < 20; i++) {
                int to = read + (i % 3 == 0 ? written - read : (written - read) / 2 + 1);
                read = drain(pair.server(), read, to);
                assertEquals(to, read);
                soon(pair.client(), PollFd.POLLOUT);
                written += fill(pair.client(), written);
            }
            assertTrue(written > 16_384 * 10, "written: " + written);
            assertEquals(written, drain(pair.server(), read, written));
        }

        @Test
        void areReadByteByByte() throws ErrnoException {
            Pair pair = pair();
            small(pair.client());
            small(pair.server());
            int filled = fill(pair.client(), 0);
            byte[] one = new byte[1];
            for (int at = 0; at < filled; at++) {
                soon(pair.server(), PollFd.POLLIN);
                assertEquals(1, process().recv(pair.server(), one, 0, 1, Msg.MSG_DONTWAIT));
                assertEquals(number(at), one[0], "byte " + at);
            }
            assertEquals(Process.WOULD_BLOCK, receive(pair.server(), 0));
        }

        @Test
        void ofOneDirectionLeaveTheOther() throws ErrnoException {
            Pair pair = pair();
            fill(pair.client(), 0);
            write(pair.server(), "the other way");
            assertEquals("the other way", read(pair.client()));
        }
    }

    @Nested
    class UrgentByte {
        private void send(int fd, String text) throws ErrnoException {
            byte[] data = text.getBytes(StandardCharsets.UTF_8);
            int flags = Msg.MSG_OOB | Msg.MSG_DONTWAIT;
            assertEquals(data.length, process().send(fd, data, 0, data.length, flags));
        }

        /// Whether the family has none, which it says when one is sent.
        private boolean isRefused(Pair pair) throws ErrnoException {
            if (!hasUrgentData()) {
                assertErrno(Errno.EOPNOTSUPP, () -> send(pair.client(), "!"));
            }
            return !hasUrgentData();
        }

        @Test
        void isReadApartFromTheOthers() throws ErrnoException {
            Pair pair = pair();
            write(pair.client(), "before");
            if (isRefused(pair)) {
                return;
            }
            send(pair.client(), "ab!");
            write(pair.client(), "after");
            soon(pair.server(), PollFd.POLLPRI);
            assertNotEquals(0, polled(pair.server()) & PollFd.POLLPRI);
            byte[] urgent = new byte[2];
            assertEquals(1, process().recv(pair.server(), urgent, 0, 2, Msg.MSG_OOB));
            assertEquals('!', urgent[0]);
            assertEquals("beforeab", read(pair.server()));
            assertEquals(1, process().ioctl(pair.server(), Ioctl.SIOCATMARK, 0));
            assertEquals("after", read(pair.server()));
            assertEquals(0, process().ioctl(pair.server(), Ioctl.SIOCATMARK, 0));
            assertEquals(0, polled(pair.server()) & PollFd.POLLPRI);
        }

        @Test
        void staysInTheStreamWhereTheReaderWantsItThere() throws ErrnoException {
            Pair pair = pair();
            process().setsockopt(pair.server(), SocketOptions.SO_OOBINLINE, true);
            assertEquals(true, process().getsockopt(pair.server(), SocketOptions.SO_OOBINLINE));
            if (isRefused(pair)) {
                return;
            }
            send(pair.client(), "ab!");
            write(pair.client(), "c");
            soon(pair.server(), PollFd.POLLPRI);
            assertErrno(Errno.EINVAL, () -> receive(pair.server(), Msg.MSG_OOB));
            assertEquals("ab", read(pair.server()));
            assertEquals(1, process().ioctl(pair.server(), Ioctl.SIOCATMARK, 0));
            assertEquals("!c", read(pair.server()));
        }

        @Test
        void isNotThereToReadBeforeItIsSent() throws ErrnoException {
            Pair pair = pair();
            write(pair.client(), "plain");
            soon(pair.server(), PollFd.POLLIN);
            assertEquals(0, polled(pair.server()) & PollFd.POLLPRI);
            assertErrno(Errno.EINVAL, () -> receive(pair.server(), Msg.MSG_OOB));
        }
    }
}
