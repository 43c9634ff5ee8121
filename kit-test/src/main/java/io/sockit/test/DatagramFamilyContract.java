package io.sockit.test;

import static io.sockit.test.Errnos.assertErrno;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.sockit.api.Errno;
import io.sockit.api.ErrnoException;
import io.sockit.api.Message;
import io.sockit.api.Msg;
import io.sockit.api.PollFd;
import io.sockit.api.Process;
import io.sockit.api.Sockaddr;
import io.sockit.api.SocketOptions;

import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;

/// What the datagram sockets of every protocol family keep.
///
/// ```
/// class RingContractTest extends DatagramFamilyContract {
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
public abstract class DatagramFamilyContract extends DatagramControl {
    /// Whether a message waits with its sender until the receiver has room and takes it
    /// ([io.sockit.spi.WaitingOps]), where the messages of others are lost.
    protected boolean keepsMessages() {
        return false;
    }

    /// What a send without an address answers where there is no peer.
    protected Errno noPeer() {
        return Errno.EDESTADDRREQ;
    }

    @Nested
    class Messages {
        @Test
        void arriveWithTheirSendersName() throws ErrnoException {
            int a = bound(0);
            int b = bound(1);
            send(a, "hello", 1);
            Received received = receive(b);
            assertEquals("hello", received.text());
            assertEquals(address(0), received.from().name());
            assertEquals(0, received.from().flags());
        }

        @Test
        void keepTheirBoundsAndTheirOrder() throws ErrnoException {
            int a = bound(0);
            int b = bound(1);
            send(a, "one", 1);
            send(a, "two and more", 1);
            assertEquals("one", receive(b).text());
            assertEquals("two and more", receive(b).text());
        }

        @Test
        void reachNobodyElse() throws ErrnoException {
            int a = bound(0);
            int b = bound(1);
            int c = bound(2);
            send(a, "hello", 1);
            assertEquals(Process.WOULD_BLOCK, receive(c).result());
            assertEquals("hello", receive(b).text());
            assertEquals(Process.WOULD_BLOCK, receive(b).result());
        }

        @Test
        void mayBeEmpty() throws ErrnoException {
            int a = bound(0);
            int b = bound(1);
            send(a, "", 1);
            Received received = receive(b);
            assertEquals(0, received.result());
            assertEquals(address(0), received.from().name());
            assertEquals(Process.WOULD_BLOCK, receive(b).result());
        }

        @Test
        void areCutToTheBufferAndTheRestIsLost() throws ErrnoException {
            int a = bound(0);
            int b = bound(1);
            send(a, "hello", 1);
            send(a, "next", 1);
            Received received = receive(b, 2, 0);
            assertEquals(2, received.result());
            assertEquals("he", received.text());
            assertEquals(Msg.MSG_TRUNC, received.from().flags());
            assertEquals("next", receive(b).text());
        }

        @Test
        void tellTheirFullLengthUnderMsgTrunc() throws ErrnoException {
            int a = bound(0);
            int b = bound(1);
            send(a, "hello", 1);
            assertEquals(5, receive(b, 2, Msg.MSG_TRUNC).result());
        }

        @Test
        void stayUnderMsgPeek() throws ErrnoException {
            int a = bound(0);
            int b = bound(1);
            send(a, "hello", 1);
            Received peeked = receive(b, 10, Msg.MSG_PEEK);
            assertEquals("hello", peeked.text());
            assertEquals(address(0), peeked.from().name());
            assertEquals("hello", receive(b).text());
        }

        @Test
        void areGatheredAndScattered() throws ErrnoException {
            int a = bound(0);
            int b = bound(1);
            Message out = Message.of(buffer("he"), ByteBuffer.allocate(0), buffer("llo"));
            assertEquals(5, process().sendmsg(a, out.name(address(1)), 0));
            ByteBuffer first = ByteBuffer.allocateDirect(3);
            ByteBuffer second = ByteBuffer.allocate(10);
            Message in = Message.of(first, second);
            assertEquals(5, process().recvmsg(b, in, 0));
            assertEquals(buffer("hel"), first.flip());
            assertEquals(buffer("lo"), second.flip());
            assertEquals(address(0), in.name());
        }

        @Test
        void thatAreTooLongAreRefused() throws ErrnoException {
            int a = bound(0);
            assertErrno(
                    Errno.EMSGSIZE,
                    () -> process().sendto(a, new byte[1 << 20], 0, 1 << 20, 0, address(0)));
        }

        @Test
        void beyondTheReceiveBufferAreDroppedOrWait() throws ErrnoException {
            int a = bound(0);
            int b = bound(1);
            process().setsockopt(b, SocketOptions.SO_RCVBUF, 16_384);
            int sent = fill(a, 1, 200);
            int received = 0;
            while (receive(b).result() != Process.WOULD_BLOCK) {
                received++;
            }
            assertTrue(received > 0 && received < 200, "received: " + received);
            assertEquals(keepsMessages() ? received : 200, sent);
            send(a, "room again", 1);
            assertEquals("room again", receive(b).text());
        }

        @Test
        void thatNobodyReadGoWithTheirSocket() throws ErrnoException {
            int a = bound(0);
            int b = bound(1);
            send(a, "hello", 1);
            process().close(b);
            int again = bound(1);
            assertEquals(Process.WOULD_BLOCK, receive(again).result());
        }

        /// @return how many messages were taken before one would have had to wait
        private int fill(int fd, int to, int most) throws ErrnoException {
            byte[] data = new byte[1000];
            int sent = 0;
            while (sent < most
                    && process().sendto(fd, data, 0, 1000, Msg.MSG_DONTWAIT, address(to)) >= 0) {
                sent++;
            }
            return sent;
        }

        private static ByteBuffer buffer(String text) {
            return ByteBuffer.wrap(text.getBytes(StandardCharsets.UTF_8));
        }
    }

    @Nested
    class Connected {
        @Test
        void sendsToItsPeer() throws ErrnoException {
            int a = bound(0);
            int b = bound(1);
            process().connect(a, address(1));
            assertEquals(address(1), process().getpeername(a));
            assertEquals(2, process().send(a, new byte[] {'h', 'i'}, 0, 2, 0));
            assertEquals("hi", receive(b).text());
        }

        @Test
        void mayBeConnectedAnew() throws ErrnoException {
            int a = bound(0);
            int b = bound(1);
            int c = bound(2);
            process().connect(a, address(1));
            process().connect(a, address(2));
            process().send(a, new byte[] {'h', 'i'}, 0, 2, 0);
            assertEquals(Process.WOULD_BLOCK, receive(b).result());
            assertEquals("hi", receive(c).text());
        }

        @Test
        void hearsNobodyElse() throws ErrnoException {
            int a = bound(0);
            bound(1);
            int c = bound(2);
            process().connect(a, address(1));
            if (keepsMessages()) {
                assertErrno(Errno.EPERM, () -> send(c, "stranger", 0));
            } else {
                send(c, "stranger", 0);
            }
            assertEquals(Process.WOULD_BLOCK, receive(a).result());
        }

        @Test
        void isDisconnectedByNoAddress() throws ErrnoException {
            int a = bound(0);
            bound(1);
            process().connect(a, address(1));
            process().connect(a, Sockaddr.UNSPEC);
            assertErrno(Errno.ENOTCONN, () -> process().getpeername(a));
            assertErrno(noPeer(), () -> process().send(a, new byte[1], 0, 1, 0));
        }

        @Test
        void withoutPeerHasNoneToNameAndNoneToSendTo() throws ErrnoException {
            int a = bound(0);
            assertErrno(Errno.ENOTCONN, () -> process().getpeername(a));
            assertErrno(noPeer(), () -> process().send(a, new byte[1], 0, 1, 0));
        }

        @Test
        void doesNotTakeAnotherFamilysPeer() throws ErrnoException {
            int a = bound(0);
            ForeignAddress foreign = new ForeignAddress();
            assertErrno(Errno.EAFNOSUPPORT, () -> process().connect(a, foreign));
            assertErrno(
                    Errno.EAFNOSUPPORT, () -> process().sendto(a, new byte[1], 0, 1, 0, foreign));
        }
    }

    @Nested
    class WithoutWaiting {
        @Test
        void callThatWouldBlockSaysSo() throws ErrnoException {
            int a = bound(0);
            assertEquals(Process.WOULD_BLOCK, receive(a, 1, Msg.MSG_DONTWAIT).result());
            process().nonBlocking(a, true);
            assertEquals(Process.WOULD_BLOCK, receive(a, 1, 0).result());
        }

        @Test
        void pollSaysWhatIsReady() throws ErrnoException {
            int a = bound(0);
            int b = bound(1);
            PollFd[] entries = {new PollFd(b, PollFd.POLLIN | PollFd.POLLOUT)};
            assertEquals(1, process().poll(entries, 0));
            assertEquals(PollFd.POLLOUT, entries[0].revents());
            send(a, "hello", 1);
            assertEquals(1, process().poll(entries, 0));
            assertEquals(PollFd.POLLIN | PollFd.POLLOUT, entries[0].revents());
        }

        @Test
        void whatIsNotServedIsRefused() throws ErrnoException {
            int a = bound(0);
            assertErrno(Errno.EOPNOTSUPP, () -> process().listen(a, 1));
            assertErrno(Errno.EOPNOTSUPP, () -> process().accept(a, 0));
            assertErrno(Errno.EOPNOTSUPP, () -> receive(a, 1, Msg.MSG_OOB));
            assertErrno(
                    Errno.EOPNOTSUPP,
                    () -> process().sendto(a, new byte[1], 0, 1, Msg.MSG_OOB, address(0)));
        }
    }
}
