package io.sockit.socket.call;

import static io.sockit.api.SocketOptions.SO_TIMESTAMP;
import static io.sockit.api.SocketOptions.SO_TIMESTAMPNS;
import static io.sockit.socket.call.PairControlOps.PAIR_NOTE;
import static io.sockit.socket.call.PairControlOps.PAIR_SHADE;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.sockit.api.ControlType;
import io.sockit.api.Errno;
import io.sockit.api.Message;
import io.sockit.api.Msg;
import io.sockit.api.PollFd;
import io.sockit.api.Process;
import io.sockit.api.Scm;
import io.sockit.api.SocketOptions;
import io.sockit.socket.sched.SteppedClock;
import io.sockit.spi.packet.PacketPool;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

import java.lang.ref.WeakReference;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Duration;

@Timeout(60)
class ControlTest {
    private final SteppedClock clock = new SteppedClock();
    private final ByteBuffer buffer = ByteBuffer.allocate(10);
    private final Message in = Message.of(buffer);
    private TestHost host;
    private Process process;
    private int a;
    private int b;

    @BeforeEach
    void twoSockets() throws Exception {
        host = new TestHost(clock, PacketPool.checked());
        process = host.process;
        host.family.controlling = true;
        a = host.bound(1);
        b = host.bound(2);
    }

    @AfterEach
    void nothingLeaks() {
        host.close();
    }

    private PairControlOps ops(int number) {
        return (PairControlOps) host.family.bound.get(number);
    }

    private void send(int shade) throws Exception {
        Message out = Message.of(ByteBuffer.wrap(new byte[] {'h', 'i'})).name(PairOps.name(2));
        out.control().put(PAIR_SHADE, shade);
        assertEquals(2, process.sendmsg(a, out, 0));
    }

    private String receive(int fd, int flags) throws Exception {
        buffer.clear();
        long got = process.recvmsg(fd, in, flags | Msg.MSG_DONTWAIT);
        return got < 0
                ? "(nothing)"
                : new String(buffer.array(), 0, (int) got, StandardCharsets.UTF_8);
    }

    private int poll(int fd) throws Exception {
        PollFd[] entries = {new PollFd(fd, PollFd.POLLIN)};
        process.poll(entries, 0);
        return entries[0].revents();
    }

    @Nested
    class Sent {
        @Test
        void reachTheProtocol() throws Exception {
            ops(2).brings = true;
            in.control().room(2);
            send(5);
            assertEquals("hi", receive(b, 0));
            assertEquals(5, in.control().get(PAIR_SHADE));
            assertEquals("note", in.control().get(PAIR_NOTE));
            assertEquals("[PAIR_SHADE: 5, PAIR_NOTE: note]", in.control().toString());
            assertEquals(0, in.flags());
        }

        @Test
        void areRefusedWhereTheProtocolSaysSo() {
            Message out = Message.of(buffer).name(PairOps.name(2));
            out.control().put(PAIR_NOTE, "x");
            TestHost.refuses(Errno.EINVAL, () -> process.sendmsg(a, out, 0));
            assertEquals(0, buffer.position());
        }

        @Test
        void areRefusedWhereTheProtocolHasNone() throws Exception {
            host.family.controlling = false;
            int plain = host.bound(3);
            Message out = Message.of(buffer).name(PairOps.name(2));
            out.control().put(PAIR_SHADE, 1);
            TestHost.refuses(Errno.EINVAL, () -> process.sendmsg(plain, out, 0));
            out.control().clear();
            assertEquals(10, process.sendmsg(plain, out, 0));
        }

        @Test
        void doNotStayWithTheSocket() throws Exception {
            ops(2).brings = true;
            in.control().room(1);
            send(5);
            host.send(a, 2, "x");
            assertEquals("hi", receive(b, 0));
            assertEquals("x", receive(b, 0));
            assertEquals(0, in.control().get(PAIR_SHADE));
        }

        @Test
        void areNotKeptWhenTheCallIsOver() throws Exception {
            send(1);
            WeakReference<Object> sent = sendNew();
            for (int i = 0; i < 50 && sent.get() != null; i++) {
                System.gc();
            }
            assertNull(sent.get());
        }

        private WeakReference<Object> sendNew() {
            Object value = new Object();
            ControlType<Object> type = new ControlType<>(200, 9, "NEW", Object.class);
            Message out = Message.of(buffer).name(PairOps.name(2));
            out.control().put(type, value);
            TestHost.refuses(Errno.EINVAL, () -> process.sendmsg(a, out, 0));
            return new WeakReference<>(value);
        }

        @Test
        void flagsOfTheProtocolAreServedByItAlone() throws Exception {
            byte[] data = {1};
            process.sendto(a, data, 0, 1, Msg.MSG_DONTROUTE, PairOps.name(2));
            assertEquals(Msg.MSG_DONTROUTE, ops(1).lastFlags);
            host.family.controlling = false;
            int plain = host.bound(3);
            TestHost.refuses(
                    Errno.EOPNOTSUPP,
                    () -> process.sendto(plain, data, 0, 1, Msg.MSG_DONTROUTE, PairOps.name(2)));
        }
    }

    @Nested
    class Received {
        @Test
        void areLostWithoutRoomAndSaidToBe() throws Exception {
            ops(2).brings = true;
            send(5);
            send(6);
            send(7);
            receive(b, 0);
            assertEquals(Msg.MSG_CTRUNC, in.flags());
            assertEquals(0, in.control().size());
            in.control().room(1);
            receive(b, 0);
            assertEquals(Msg.MSG_CTRUNC, in.flags());
            assertEquals("[PAIR_SHADE: 6]", in.control().toString());
            in.control().room(2);
            receive(b, 0);
            assertEquals(0, in.flags());
        }

        @Test
        void areGoneWithTheNextReceive() throws Exception {
            ops(2).brings = true;
            in.control().room(2);
            send(5);
            receive(b, 0);
            assertEquals(2, in.control().size());
            assertEquals("(nothing)", receive(b, 0));
            assertEquals(0, in.control().size());
        }

        @Test
        void areNoneWhereNobodyAskedForAny() throws Exception {
            send(5);
            receive(b, 0);
            assertEquals(0, in.flags());
            assertFalse(in.hasControl());
        }

        @Test
        void comeWithWhatIsPeekedAtAndWithRecvfrom() throws Exception {
            ops(2).brings = true;
            in.control().room(2);
            send(5);
            receive(b, Msg.MSG_PEEK);
            assertEquals(5, in.control().get(PAIR_SHADE));
            process.recvfrom(b, new byte[1], 0, 1, 0, in);
            assertEquals(5, in.control().get(PAIR_SHADE));
            assertEquals(Msg.MSG_TRUNC, in.flags());
        }
    }

    @Nested
    class Timestamps {
        private static final long START = 946_684_800_000_000_000L; // of virtual time

        @Test
        void tellWhenTheMessageCame() throws Exception {
            process.setsockopt(b, SO_TIMESTAMPNS, true);
            in.control().room(4);
            clock.advance(Duration.ofNanos(1_234_567));
            send(5);
            clock.advance(Duration.ofSeconds(1));
            receive(b, 0);
            assertEquals(START + 1_234_567, in.control().get(Scm.SCM_TIMESTAMPNS));
            assertEquals(1, in.control().size());
        }

        @Test
        void areInMicrosecondsForSoTimestamp() throws Exception {
            process.setsockopt(b, SO_TIMESTAMP, true);
            in.control().room(4);
            clock.advance(Duration.ofNanos(1_234_567));
            send(5);
            receive(b, 0);
            assertEquals(START / 1000 + 1234, in.control().get(Scm.SCM_TIMESTAMP));
        }

        @Test
        void comeFirst() throws Exception {
            ops(2).brings = true;
            process.setsockopt(b, SO_TIMESTAMPNS, true);
            in.control().room(1);
            send(5);
            receive(b, 0);
            assertEquals(START, in.control().get(Scm.SCM_TIMESTAMPNS));
            assertEquals(Msg.MSG_CTRUNC, in.flags());
        }

        @Test
        void areOfOneKind() throws Exception {
            process.setsockopt(b, SO_TIMESTAMPNS, true);
            process.setsockopt(b, SO_TIMESTAMP, true);
            assertTrue(process.getsockopt(b, SO_TIMESTAMP));
            assertFalse(process.getsockopt(b, SO_TIMESTAMPNS));
            process.setsockopt(b, SO_TIMESTAMPNS, true);
            assertFalse(process.getsockopt(b, SO_TIMESTAMP));
            process.setsockopt(b, SO_TIMESTAMP, false);
            assertFalse(process.getsockopt(b, SO_TIMESTAMPNS));
        }

        @Test
        void comeWithErrorsToo() throws Exception {
            process.setsockopt(a, SO_TIMESTAMPNS, true);
            in.control().room(2);
            clock.advance(Duration.ofNanos(5));
            host.strand.call(() -> ops(1).fail(host.pool.take(), "x", null));
            receive(a, Msg.MSG_ERRQUEUE);
            assertEquals(START + 5, in.control().get(Scm.SCM_TIMESTAMPNS));
        }
    }

    @Nested
    class Errors {
        private boolean fail(String text, Errno soError) {
            return host.strand.call(
                    () -> {
                        boolean taken = ops(1).fail(host.pool.take(), text, soError);
                        if (soError != null) {
                            host.family.bound.get(1).socket.soState().soError(soError);
                        }
                        return taken;
                    });
        }

        private Errno pending() throws Exception {
            int number = process.getsockopt(a, SocketOptions.SO_ERROR);
            return Errno.ofLinux(number).orElse(null);
        }

        @Test
        void areReadApartFromMessages() throws Exception {
            in.control().room(1);
            fail("lost", null);
            assertEquals("(nothing)", receive(a, 0));
            assertEquals("lost", receive(a, Msg.MSG_ERRQUEUE));
            assertEquals(PairOps.name(7), in.name());
            assertEquals("failed", in.control().get(PAIR_NOTE));
            assertEquals(Msg.MSG_ERRQUEUE, in.flags());
            assertEquals("(nothing)", receive(a, Msg.MSG_ERRQUEUE));
            assertEquals(0, in.flags());
        }

        @Test
        void neverBlock() throws Exception {
            assertEquals(Process.WOULD_BLOCK, process.recv(a, new byte[1], 0, 1, Msg.MSG_ERRQUEUE));
        }

        @Test
        void areSeenByPoll() throws Exception {
            assertEquals(0, poll(a));
            fail("lost", null);
            assertEquals(PollFd.POLLERR, poll(a));
            receive(a, Msg.MSG_ERRQUEUE);
            assertEquals(0, poll(a));
        }

        @Test
        void areCutAndTakenAwayUnderMsgPeek() throws Exception {
            fail("0123456789abc", null);
            int flags = Msg.MSG_ERRQUEUE | Msg.MSG_TRUNC | Msg.MSG_PEEK;
            assertEquals("0123456789", receive(a, flags));
            assertEquals(Msg.MSG_ERRQUEUE | Msg.MSG_TRUNC | Msg.MSG_CTRUNC, in.flags());
            assertEquals("(nothing)", receive(a, Msg.MSG_ERRQUEUE));
        }

        @Test
        void bringThePendingErrorBackUntilTheLastIsRead() throws Exception {
            fail("one", Errno.ECONNREFUSED);
            fail("two", Errno.EHOSTUNREACH);
            assertEquals(Errno.EHOSTUNREACH, pending());
            assertEquals("one", receive(a, Msg.MSG_ERRQUEUE));
            assertEquals(Errno.EHOSTUNREACH, pending());
            assertNull(pending());
            fail("three", Errno.ECONNREFUSED);
            assertEquals("two", receive(a, Msg.MSG_ERRQUEUE));
            assertEquals("three", receive(a, Msg.MSG_ERRQUEUE));
            assertNull(pending());
        }

        @Test
        void ofTheHostItselfLeaveThePendingErrorAlone() throws Exception {
            fail("one", null);
            assertNull(pending());
            ops(1).socket.soState().soError(Errno.ECONNREFUSED);
            receive(a, Msg.MSG_ERRQUEUE);
            assertEquals(Errno.ECONNREFUSED, pending());
        }

        @Test
        void areChargedToTheReceiveBuffer() throws Exception {
            process.setsockopt(a, SocketOptions.SO_RCVBUF, 4096);
            int taken = 0;
            while (fail("lost", null)) {
                taken++;
            }
            assertTrue(taken > 0 && taken < 20, "taken: " + taken);
            host.send(b, 1, "no room");
            assertEquals(1, host.family.dropped);
            receive(a, Msg.MSG_ERRQUEUE);
            host.send(b, 1, "room");
            assertEquals("room", receive(a, 0));
        }

        @Test
        void areLetGoWithTheQueueOrTheSocket() throws Exception {
            fail("one", null);
            host.strand.call(
                    () -> {
                        ops(1).socket.soRcv().clearErrors();
                        return null;
                    });
            assertEquals("(nothing)", receive(a, Msg.MSG_ERRQUEUE));
            assertEquals(0, host.socket(a).soRcv.charged());
            fail("two", null);
            process.close(a);
        }

        @Test
        void areNoneOfAProtocolThatHasNone() throws Exception {
            host.family.controlling = false;
            int plain = host.bound(3);
            TestHost.refuses(Errno.EOPNOTSUPP, () -> receive(plain, Msg.MSG_ERRQUEUE));
        }

        @Test
        void areGoneWithTheProtocol() throws Exception {
            fail("one", null);
            host.calls.abort("pair");
            process.getsockopt(a, SocketOptions.SO_ERROR);
            TestHost.refuses(Errno.ENETDOWN, () -> receive(a, Msg.MSG_ERRQUEUE));
        }
    }
}
