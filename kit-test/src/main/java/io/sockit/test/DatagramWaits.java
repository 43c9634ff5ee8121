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
import io.sockit.api.ProgramThread;
import io.sockit.api.Sock;
import io.sockit.api.SocketOptions;

import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicReference;

/// How receivers of datagrams wait: the part of [DatagramFamilyContract] with threads in it. A
/// program waits in its own thread; the test's thread lets time move.
abstract class DatagramWaits extends FamilyContract {
    private static final int BUFFER = 4096;
    private static final Duration LONG = Duration.ofHours(1);

    DatagramWaits() {}

    @Override
    protected final int type() {
        return Sock.SOCK_DGRAM;
    }

    /// Sends without waiting: there has to be room.
    final void send(int fd, String text, int to) throws ErrnoException {
        byte[] data = text.getBytes(StandardCharsets.UTF_8);
        assertEquals(
                data.length,
                process().sendto(fd, data, 0, data.length, Msg.MSG_DONTWAIT, address(to)));
    }

    /// Receives into a buffer of this length.
    final Received receive(int fd, int length, int flags) throws ErrnoException {
        byte[] data = new byte[length];
        Message from = new Message();
        int n = process().recvfrom(fd, data, 0, length, flags, from);
        String text = new String(data, 0, Math.clamp(n, 0, length), StandardCharsets.UTF_8);
        return new Received(n, text, from);
    }

    final Received receive(int fd) throws ErrnoException {
        return receive(fd, BUFFER, Msg.MSG_DONTWAIT);
    }

    /// @param result what the call answered
    /// @param text what was put into the buffer
    record Received(int result, String text, Message from) {}

    @Nested
    class TimeOut {
        @Test
        void ofTheSocketEndsTheCallOnTime() throws ErrnoException {
            int a = bound(0);
            Duration timeout = Duration.ofMillis(1500);
            process().setsockopt(a, SocketOptions.SO_RCVTIMEO, timeout);
            long before = net.clock().nanoTime();
            assertErrno(Errno.EAGAIN, () -> receive(a, 1, 0));
            assertEquals(timeout.toNanos(), net.clock().nanoTime() - before);
        }

        @Test
        void ofTheCallEndsItOnTime() throws ErrnoException {
            int a = bound(0);
            Message message = new Message().timeoutNanos(700);
            long before = net.clock().nanoTime();
            assertErrno(Errno.EAGAIN, () -> process().recvmsg(a, message, 0));
            assertEquals(700, net.clock().nanoTime() - before);
        }

        @Test
        void ofPollEndsItOnTimeWithNothing() throws ErrnoException {
            PollFd[] entries = {new PollFd(bound(0), PollFd.POLLIN)};
            long before = net.clock().nanoTime();
            assertEquals(0, process().poll(entries, 900));
            assertEquals(900, net.clock().nanoTime() - before);
        }
    }

    @Nested
    class BlockedReceiver {
        @ParameterizedTest
        @ValueSource(booleans = {false, true})
        void isServed(boolean virtual) throws Exception {
            int a = bound(0);
            int b = bound(1);
            AtomicReference<String> text = new AtomicReference<>();
            ProgramThread receiver = block(virtual, () -> text.set(receive(b, 10, 0).text()));
            send(a, "hello", 1);
            receiver.join();
            assertEquals("hello", text.get());
        }

        @ParameterizedTest
        @ValueSource(booleans = {false, true})
        void isInterruptedAndKeepsTheFlag(boolean virtual) throws Exception {
            int b = bound(1);
            ProgramThread receiver =
                    block(
                            virtual,
                            () -> {
                                assertErrno(Errno.EINTR, () -> receive(b, 1, 0));
                                assertTrue(Thread.currentThread().isInterrupted());
                            });
            receiver.thread().interrupt();
            receiver.join();
        }

        @ParameterizedTest
        @ValueSource(booleans = {false, true})
        void isWokenWhenItsDescriptorIsClosed(boolean virtual) throws Exception {
            int b = bound(1);
            ProgramThread receiver =
                    block(virtual, () -> assertErrno(Errno.EBADF, () -> receive(b, 1, 0)));
            process().close(b);
            receiver.join();
        }

        @Test
        void isWokenWhenThePlugInLeaves() throws Exception {
            int b = bound(1);
            ProgramThread receiver =
                    block(false, () -> assertErrno(Errno.ENETDOWN, () -> receive(b, 1, 0)));
            host().plugins().drain(plugin(), Duration.ZERO);
            receiver.join();
            assertErrno(Errno.ENETDOWN, () -> receive(b, 1, 0));
            assertErrno(Errno.ENETDOWN, () -> send(b, "x", 0));
        }

        @Test
        void isWokenInPollToo() throws Exception {
            int a = bound(0);
            int b = bound(1);
            PollFd[] entries = {new PollFd(b, PollFd.POLLIN)};
            ProgramThread receiver =
                    block(false, () -> assertEquals(1, process().poll(entries, LONG.toNanos())));
            send(a, "hello", 1);
            receiver.join();
            assertEquals(PollFd.POLLIN, entries[0].revents());
        }

        @Test
        void ofManyOneIsServedByEachMessage() throws Exception {
            int a = bound(0);
            int b = bound(1);
            ProgramThread first = block(false, () -> receive(b, 10, 0));
            ProgramThread second = block(true, () -> receive(b, 10, 0));
            send(a, "one", 1);
            send(a, "two", 1);
            first.join();
            second.join();
            assertEquals(Process.WOULD_BLOCK, receive(b).result());
        }
    }
}
