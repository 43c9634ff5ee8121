package io.sockit.socket.call;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.sockit.api.Errno;
import io.sockit.api.Message;
import io.sockit.api.Msg;
import io.sockit.api.Process;
import io.sockit.api.Sock;
import io.sockit.api.Sockaddr;
import io.sockit.api.SocketOptions;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;

@Timeout(60)
class DatagramTest {
    private TestHost host;
    private Process process;
    private int a;
    private int b;

    @BeforeEach
    void twoSockets() throws Exception {
        host = TestHost.inVirtualTime();
        process = host.process;
        a = host.bound(1);
        b = host.bound(2);
    }

    @AfterEach
    void nothingLeaks() {
        host.close();
    }

    @Nested
    class Receiving {
        @Test
        void tellsTheSource() throws Exception {
            host.send(a, 2, "hello");
            Message from = new Message();
            assertEquals(5, process.recvfrom(b, new byte[10], 0, 10, 0, from));
            assertEquals(new PairName(1), from.name());
            assertEquals(0, from.flags());
        }

        @Test
        void peekLeavesTheMessageWithItsSource() throws Exception {
            host.send(a, 2, "hello");
            host.send(a, 2, "second");
            Message from = new Message();
            assertEquals(5, process.recvfrom(b, new byte[10], 0, 10, Msg.MSG_PEEK, from));
            assertEquals(new PairName(1), from.name());
            assertEquals("hello", host.receive(b, 0));
            assertEquals("second", host.receive(b, 0));
            assertEquals("WOULD_BLOCK", host.receive(b, Msg.MSG_DONTWAIT | Msg.MSG_PEEK));
        }

        @Test
        void cutsOffWhatDoesNotFitAndSaysSo() throws Exception {
            host.send(a, 2, "hello");
            Message from = new Message();
            byte[] data = new byte[3];
            assertEquals(3, process.recvfrom(b, data, 1, 2, Msg.MSG_TRUNC, from) - 2);
            assertArrayEquals(new byte[] {0, 'h', 'e'}, data);
            assertEquals(Msg.MSG_TRUNC, from.flags());
            assertEquals("WOULD_BLOCK", host.receive(b, Msg.MSG_DONTWAIT));
        }

        @Test
        void countsOnlyWhatFitsWithoutTheFlag() throws Exception {
            host.send(a, 2, "hello");
            assertEquals(2, process.recv(b, new byte[2], 0, 2, 0));
        }

        @Test
        void emptyMessagesAreMessages() throws Exception {
            host.send(a, 2, "");
            host.send(a, 2, "x");
            Message from = new Message();
            assertEquals(0, process.recvfrom(b, new byte[9], 0, 9, 0, from));
            assertEquals(new PairName(1), from.name());
            assertEquals("x", host.receive(b, 0));
        }

        @Test
        void scattersOverHeapAndDirectBuffers() throws Exception {
            host.send(a, 2, "hello world");
            ByteBuffer heap = ByteBuffer.allocate(4);
            ByteBuffer direct = ByteBuffer.allocateDirect(20);
            Message into = Message.of(heap, direct);
            assertEquals(11, process.recvmsg(b, into, 0));
            assertEquals("hell", StandardCharsets.UTF_8.decode(heap.flip()).toString());
            assertEquals("o world", StandardCharsets.UTF_8.decode(direct.flip()).toString());
            assertEquals(new PairName(1), into.name());
        }

        @Test
        void wouldBlockClearsNameAndFlags() throws Exception {
            Message into = new Message().name(new PairName(9)).flags(77);
            assertEquals(Process.WOULD_BLOCK, process.recvmsg(b, into, Msg.MSG_DONTWAIT));
            assertNull(into.name());
            assertEquals(0, into.flags());
        }

        @Test
        void refusesReadOnlyAndMissingBuffers() throws Exception {
            Message readOnly = Message.of(ByteBuffer.allocate(1).asReadOnlyBuffer());
            TestHost.refuses(Errno.EFAULT, () -> process.recvmsg(b, readOnly, 0));
            Message missing = Message.of((ByteBuffer) null);
            TestHost.refuses(Errno.EFAULT, () -> process.recvmsg(b, missing, 0));
            TestHost.refuses(Errno.EFAULT, () -> process.sendmsg(b, missing, 0));
            Message none = new Message().buffers((ByteBuffer[]) null);
            TestHost.refuses(Errno.EFAULT, () -> process.recvmsg(b, none, 0));
            TestHost.refuses(Errno.EFAULT, () -> process.sendmsg(b, none, 0));
        }

        @Test
        void refusesMissingArraysAndMessages() {
            TestHost.refuses(Errno.EFAULT, () -> process.recv(b, null, 0, 0, 0));
            TestHost.refuses(Errno.EFAULT, () -> process.send(b, null, 0, 0, 0));
            TestHost.refuses(Errno.EFAULT, () -> process.recvmsg(b, null, 0));
            TestHost.refuses(Errno.EFAULT, () -> process.sendmsg(b, null, 0));
        }

        @Test
        void refusesRangesOutsideTheArrayAndFlagsItDoesNotServe() {
            TestHost.refuses(Errno.EFAULT, () -> process.recv(b, new byte[3], 2, 2, 0));
            TestHost.refuses(Errno.EFAULT, () -> process.recv(b, new byte[3], -1, 2, 0));
            TestHost.refuses(Errno.EFAULT, () -> process.send(b, new byte[3], 0, -1, 0));
            for (int flag : new int[] {Msg.MSG_OOB, Msg.MSG_WAITALL, Msg.MSG_ERRQUEUE}) {
                TestHost.refuses(Errno.EOPNOTSUPP, () -> process.recv(b, new byte[3], 0, 3, flag));
            }
        }

        @Test
        void aTypeWithoutMessagesAnswersEopnotsupp() throws Exception {
            int bare = process.socket(PairFamily.AF_PAIR, Sock.SOCK_RAW, 0);
            TestHost.refuses(Errno.EOPNOTSUPP, () -> host.receive(bare, 0));
            TestHost.refuses(Errno.EOPNOTSUPP, () -> host.send(bare, 2, "x"));
        }
    }

    @Nested
    class Sending {
        @Test
        void toTheConnectedPeer() throws Exception {
            process.connect(a, new PairName(2));
            assertEquals(1, process.send(a, new byte[] {'z'}, 0, 1, Msg.MSG_NOSIGNAL));
            assertEquals("z", host.receive(b, 0));
        }

        @Test
        void withoutPeerAnswersWhatTheProtocolSays() {
            TestHost.refuses(
                    Errno.EDESTADDRREQ, () -> process.send(a, new byte[1], 0, 1, Msg.MSG_NOSIGNAL));
        }

        @Test
        void gathersBuffersAndMovesTheirPositions() throws Exception {
            ByteBuffer one = ByteBuffer.wrap("xxhello".getBytes(StandardCharsets.UTF_8), 2, 5);
            ByteBuffer two = ByteBuffer.allocateDirect(3).put(new byte[] {'y', 'o', 'u'}).flip();
            Message message = Message.of(one, two).name(new PairName(2));
            assertEquals(8, process.sendmsg(a, message, 0));
            assertFalse(one.hasRemaining());
            assertFalse(two.hasRemaining());
            assertEquals("helloyou", host.receive(b, 0));
        }

        @Test
        void leavesPositionsWhereItFails() {
            ByteBuffer one = ByteBuffer.allocate(10).position(3);
            ByteBuffer two = ByteBuffer.allocate(4).position(1);
            Message toNobody = Message.of(one, two);
            TestHost.refuses(Errno.EDESTADDRREQ, () -> process.sendmsg(a, toNobody, 0));
            assertEquals(3, one.position());
            assertEquals(1, two.position());
        }

        @Test
        void sendsABufferAsOftenAsItIsNamed() throws Exception {
            ByteBuffer twice = ByteBuffer.wrap(new byte[] {'x', 'a', 'b'}).position(1);
            Message message = Message.of(twice, twice).name(PairOps.name(2));
            assertEquals(4, process.sendmsg(a, message, 0));
            assertEquals("abab", host.receive(b, 0));
            assertEquals(3, twice.position());
            twice.position(1);
            TestHost.refuses(Errno.EDESTADDRREQ, () -> process.sendmsg(a, message.name(null), 0));
            assertEquals(1, twice.position());
        }

        @Test
        void refusesMessagesAboveTheProtocolsAndTheBuffersLimit() throws Exception {
            byte[] data = new byte[PairFamily.MAX_MESSAGE + 1];
            int tooLong = data.length;
            TestHost.refuses(
                    Errno.EMSGSIZE, () -> process.sendto(a, data, 0, tooLong, 0, PairOps.name(2)));
            assertEquals(tooLong - 1, process.sendto(a, data, 0, tooLong - 1, 0, PairOps.name(2)));
            process.setsockopt(a, SocketOptions.SO_SNDBUF, 5000);
            TestHost.refuses(
                    Errno.EMSGSIZE, () -> process.sendto(a, data, 0, 5001, 0, PairOps.name(2)));
        }

        @Test
        void refusesFlagsItDoesNotServe() {
            for (int flag : new int[] {Msg.MSG_OOB, Msg.MSG_MORE, Msg.MSG_DONTROUTE, 1 << 30}) {
                TestHost.refuses(Errno.EOPNOTSUPP, () -> process.send(a, new byte[1], 0, 1, flag));
            }
        }

        @Test
        void showsTheProtocolItsFlags() throws Exception {
            process.sendto(a, new byte[1], 0, 1, Msg.MSG_DONTWAIT, PairOps.name(2));
            assertEquals(Msg.MSG_DONTWAIT, host.family.bound.get(1).lastFlags);
        }

        @Test
        void anAsynchronousErrorMeetsTheNextCallOnce() throws Exception {
            host.send(a, 99, "lost");
            TestHost.refuses(Errno.ECONNREFUSED, () -> host.send(a, 2, "x"));
            host.send(a, 2, "y");
            assertEquals("y", host.receive(b, 0));
        }

        @Test
        void isRefusedOnAStrandAndLeavesNothingBehind() throws Exception {
            host.strand.enter();
            try {
                assertThrows(IllegalStateException.class, () -> host.send(a, 2, "x"));
            } finally {
                host.strand.leave();
            }
            assertEquals(0, host.socket(a).unsent());
            host.send(a, 2, "y");
            assertEquals("y", host.receive(b, 0));
        }

        @Test
        void runsOnTheStrandAfterSomebodyElsesWork() throws Exception {
            process.start(
                            "other",
                            p -> {
                                host.strand.call(() -> 0);
                                host.send(a, 2, "x");
                            })
                    .join();
            assertEquals("x", host.receive(b, 0));
        }
    }

    @Nested
    class Buffers {
        private static final int CHARGE = 512; // a head and a small slab

        @Test
        void aFullReceiveBufferRefusesAndARoomyOneTakesAgain() throws Exception {
            process.setsockopt(b, SocketOptions.SO_RCVBUF, 5 * CHARGE);
            for (int i = 0; i < 8; i++) {
                host.send(a, 2, "m" + i);
            }
            assertEquals(3, host.family.dropped);
            assertEquals("m0", host.receive(b, 0));
            host.send(a, 2, "again");
            assertEquals(3, host.family.dropped);
            for (int i = 1; i < 5; i++) {
                assertEquals("m" + i, host.receive(b, 0));
            }
            assertEquals("again", host.receive(b, 0));
            assertEquals(0, host.family.bound.get(2).socket.soRcv().charged());
        }

        @Test
        void anyMessageFitsIntoAnEmptyReceiveBuffer() throws Exception {
            process.setsockopt(b, SocketOptions.SO_RCVBUF, 1);
            process.sendto(a, new byte[60_000], 0, 60_000, 0, PairOps.name(2));
            host.send(a, 2, "too much");
            assertEquals(1, host.family.dropped);
            assertEquals(60_000, process.recv(b, new byte[1], 0, 1, Msg.MSG_TRUNC));
        }

        @Test
        void deliveryEndsTheSendersCharge() throws Exception {
            host.send(a, 2, "hello");
            assertEquals(0, host.calls.sockets().rows().get(0).unsent());
            assertEquals(CHARGE, host.calls.sockets().rows().get(1).received());
        }

        @Test
        void whatIsUnderWayIsChargedToTheSender() throws Exception {
            host.family.holding = true;
            process.setsockopt(a, SocketOptions.SO_SNDBUF, 10 * CHARGE);
            int sent = 0;
            while (trySend()) {
                sent++;
            }
            assertEquals(10, sent);
            host.family.held.remove().release();
            assertTrue(trySend());
            assertFalse(trySend());
        }

        private boolean trySend() throws Exception {
            int sent = process.sendto(a, new byte[1], 0, 1, Msg.MSG_DONTWAIT, PairOps.name(2));
            return sent != Process.WOULD_BLOCK;
        }
    }

    @Nested
    class Shut {
        @BeforeEach
        void connected() throws Exception {
            process.connect(a, new PairName(2));
            process.connect(b, new PairName(1));
        }

        @Test
        void forReadingGivesWhatComesAndThenTheEnd() throws Exception {
            host.send(a, 2, "there");
            process.shutdown(b, Sock.SHUT_RD);
            host.send(a, 2, "late");
            assertEquals(0, host.family.dropped);
            assertEquals("there", host.receive(b, 0));
            assertEquals("late", host.receive(b, 0));
            assertEquals("", host.receive(b, 0));
        }

        @Test
        void forReadingIsNoEndForACallThatWouldNotWait() throws Exception {
            process.shutdown(b, Sock.SHUT_RD);
            assertEquals("WOULD_BLOCK", host.receive(b, Msg.MSG_DONTWAIT));
            process.nonBlocking(b, true);
            assertEquals("WOULD_BLOCK", host.receive(b, 0));
        }

        @Test
        void forWritingBreaksThePipe() throws Exception {
            process.shutdown(a, Sock.SHUT_WR);
            TestHost.refuses(Errno.EPIPE, () -> process.send(a, new byte[1], 0, 1, 0));
            host.send(b, 1, "still");
            assertEquals("still", host.receive(a, 0));
        }

        @Test
        void withoutAPeerTellsSoAndShutsAllTheSame() throws Exception {
            process.connect(a, Sockaddr.UNSPEC);
            TestHost.refuses(Errno.ENOTCONN, () -> process.shutdown(a, Sock.SHUT_RDWR));
            assertEquals("", host.receive(a, 0));
            TestHost.refuses(Errno.EPIPE, () -> host.send(a, 2, "x"));
        }

        @Test
        void refusesWhatIsNoDirection() {
            TestHost.refuses(Errno.EINVAL, () -> process.shutdown(b, 3));
        }
    }
}
