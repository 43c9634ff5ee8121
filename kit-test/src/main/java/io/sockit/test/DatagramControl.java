package io.sockit.test;

import static io.sockit.test.Errnos.assertErrno;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.sockit.api.ControlType;
import io.sockit.api.Errno;
import io.sockit.api.ErrnoException;
import io.sockit.api.Message;
import io.sockit.api.Msg;
import io.sockit.api.Process;
import io.sockit.api.Scm;
import io.sockit.api.SocketOptions;

import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

import java.nio.ByteBuffer;
import java.time.Duration;

/// What comes beside datagrams: the part of [DatagramFamilyContract] about control messages and the
/// queue of errors.
abstract class DatagramControl extends DatagramWaits {
    DatagramControl() {}

    @Nested
    class Control {
        private final ByteBuffer room = ByteBuffer.allocate(10);
        private final Message in = Message.of(room);

        private void receiveNext(int fd) throws ErrnoException {
            room.clear();
            assertEquals(2, process().recvmsg(fd, in, Msg.MSG_DONTWAIT));
            assertEquals(address(0), in.name());
        }

        @Test
        void messageThatNobodyKnowsIsRefused() throws ErrnoException {
            int a = bound(0);
            int b = bound(1);
            Message out = Message.of(ByteBuffer.allocate(5)).name(address(1));
            out.control().put(new ControlType<>(0x7fff, 1, "SCM_NOSUCH", Integer.class), 1);
            assertErrno(Errno.EINVAL, () -> process().sendmsg(a, out, 0));
            assertEquals(5, out.buffers()[0].remaining());
            assertEquals(Process.WOULD_BLOCK, receive(b).result());
            out.control().clear();
            assertEquals(5, process().sendmsg(a, out, 0));
        }

        @Test
        void messagesComeOnlyWhereTheyWereAskedFor() throws ErrnoException {
            int a = bound(0);
            int b = bound(1);
            in.control().room(4);
            send(a, "hi", 1);
            receiveNext(b);
            assertEquals(0, in.control().size());
            assertEquals(0, in.flags());
        }

        @Test
        void timestampIsThatOfTheArrival() throws ErrnoException {
            int a = bound(0);
            int b = bound(1);
            process().setsockopt(b, SocketOptions.SO_TIMESTAMPNS, true);
            in.control().room(1);
            net.clock().advance(Duration.ofMillis(3));
            long before = net.clock().wallNanos();
            send(a, "hi", 1);
            long after = net.clock().wallNanos();
            net.clock().advance(Duration.ofMillis(5));
            receiveNext(b);
            long stamp = in.control().number(Scm.SCM_TIMESTAMPNS, 0);
            assertTrue(before <= stamp && stamp <= after, "stamp: " + (stamp - before));
            send(a, "hi", 1);
            process().recvfrom(b, new byte[9], 0, 9, Msg.MSG_DONTWAIT, in);
            assertEquals(net.clock().wallNanos(), in.control().number(Scm.SCM_TIMESTAMPNS, 0));
        }

        @Test
        void messageWithoutRoomIsSaidToBeLost() throws ErrnoException {
            int a = bound(0);
            int b = bound(1);
            process().setsockopt(b, SocketOptions.SO_TIMESTAMP, true);
            send(a, "hi", 1);
            receiveNext(b);
            assertEquals(Msg.MSG_CTRUNC, in.flags());
            assertEquals(0, in.control().size());
            in.control().room(1);
            send(a, "hi", 1);
            receiveNext(b);
            assertEquals(0, in.flags());
            process().setsockopt(b, SocketOptions.SO_TIMESTAMP, false);
            send(a, "hi", 1);
            receiveNext(b);
            assertEquals(0, in.control().size());
        }

        @Test
        void queueOfErrorsIsEmptyOrNotServed() throws ErrnoException {
            int a = bound(0);
            try {
                assertEquals(Process.WOULD_BLOCK, receive(a, 1, Msg.MSG_ERRQUEUE).result());
            } catch (ErrnoException e) {
                assertEquals(Errno.EOPNOTSUPP, e.errno());
            }
        }
    }
}
