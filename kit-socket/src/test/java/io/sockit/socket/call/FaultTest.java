package io.sockit.socket.call;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.sockit.api.AddressFamily;
import io.sockit.api.Errno;
import io.sockit.api.ErrnoException;
import io.sockit.api.Message;
import io.sockit.api.Msg;
import io.sockit.api.Process;
import io.sockit.api.ProgramThread;
import io.sockit.api.Sock;
import io.sockit.api.Sockaddr;
import io.sockit.api.SocketOptions;
import io.sockit.socket.sched.SteppedClock;
import io.sockit.spi.ProtocolFamily;
import io.sockit.spi.Socket;
import io.sockit.spi.packet.PacketPool;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.function.Executable;

import java.lang.ref.WeakReference;
import java.util.List;

@Timeout(60)
class FaultTest {
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
    class Thrown {
        private final Throwable failure = new NoClassDefFoundError("gone");

        private void charged(Executable call) {
            host.family.failure = failure;
            ErrnoException thrown = TestHost.refuses(Errno.EIO, call);
            assertTrue(thrown.getMessage().contains("plug-in pair"), thrown.getMessage());
            assertTrue(thrown.getMessage().contains("NoClassDefFoundError"), thrown.getMessage());
            assertEquals(List.of(failure), host.contribution.faults);
        }

        private void aborted(int fd) throws Exception {
            assertEquals(Errno.ENETDOWN.linux(), process.getsockopt(fd, SocketOptions.SO_ERROR));
            TestHost.refuses(Errno.ENETDOWN, () -> host.receive(fd, 0));
            TestHost.refuses(Errno.ENETDOWN, () -> host.send(fd, 2, "x"));
            TestHost.refuses(Errno.ENETDOWN, () -> process.getsockname(fd));
            TestHost.refuses(Errno.ENETDOWN, () -> process.bind(fd, new PairName(3)));
            assertEquals("DOWN", host.calls.sockets().rows().get(0).state());
            assertEquals(1, host.contribution.pins);
            assertNull(host.family.bound.get(1));
        }

        @Test
        void outOfABindAbortsTheSocket() throws Exception {
            charged(() -> process.bind(a, new PairName(9)));
            aborted(a);
        }

        @Test
        void outOfASendAbortsTheSocketButNoOther() throws Exception {
            charged(() -> process.send(a, new byte[0], 0, 0, 0));
            aborted(a);
            host.send(b, 2, "well");
            assertEquals("well", host.receive(b, 0));
        }

        @Test
        void byTheMachineIsTheCallersAndNoFaultOfThePlugIn() throws Exception {
            OutOfMemoryError error = new OutOfMemoryError("not really");
            host.family.failure = error;
            Executable send = () -> process.send(a, new byte[0], 0, 0, 0);
            assertSame(error, assertThrows(OutOfMemoryError.class, send));
            aborted(a);
            host.family.failure = error;
            Executable create = () -> process.socket(PairFamily.AF_PAIR, Sock.SOCK_DGRAM, 0);
            assertSame(error, assertThrows(OutOfMemoryError.class, create));
            host.send(b, 2, "well");
            assertEquals("well", host.receive(b, 0));
            assertEquals(2, host.calls.sockets().rows().size());
        }

        @Test
        void offTheStrandAbortsTheSocket() throws Exception {
            host.send(b, 1, "x");
            charged(() -> process.recvfrom(a, new byte[1], 0, 1, 0, new Message()));
            aborted(a);
        }

        @Test
        void whileTheRowIsReadAbortsTheSocket() throws Exception {
            host.family.failure = failure;
            assertEquals("DOWN", host.calls.sockets().rows().get(0).state());
            aborted(a);
        }

        @Test
        void outOfCreateLeavesNoSocket() {
            charged(() -> process.socket(PairFamily.AF_PAIR, Sock.SOCK_DGRAM, 0));
            assertEquals(2, host.contribution.pins);
            assertEquals(2, host.calls.sockets().rows().size());
        }

        @Test
        void forNothingOutOfCreateLeavesNoSocket() {
            ErrnoException thrown =
                    TestHost.refuses(
                            Errno.EIO, () -> process.socket(PairFamily.AF_PAIR, Sock.SOCK_RDM, 0));
            assertTrue(thrown.getMessage().contains("plug-in pair"), thrown.getMessage());
            assertEquals("create's answer", host.contribution.faults.get(0).getMessage());
            assertEquals(1, host.contribution.faults.size());
            assertEquals(2, host.contribution.pins);
            assertEquals(2, host.calls.sockets().rows().size());
        }

        @Test
        void forNothingAsAnOptionAbortsTheSocket() {
            host.family.answersNull = true;
            TestHost.refuses(Errno.EIO, () -> process.getsockopt(a, PairOps.PAIR_COLOUR));
            assertEquals("option's answer", host.contribution.faults.getFirst().getMessage());
        }

        @Test
        void forNothingAsAStateAbortsTheSocket() {
            host.family.answersNull = true;
            assertEquals("DOWN", host.calls.sockets().rows().get(0).state());
            assertEquals("state's answer", host.contribution.faults.getFirst().getMessage());
        }

        @Test
        void outOfDetachIsChargedAndTheCloseGoesOn() throws Exception {
            host.family.failure = failure;
            process.close(a);
            assertEquals(List.of(failure), host.contribution.faults);
            assertEquals(1, host.calls.sockets().rows().size());
        }

        @Test
        void isChargedToTheServerWhereThereIsOne() throws Exception {
            TestContribution<ProtocolFamily> server = new TestContribution<>("udp", host.family);
            host.family.server = server;
            int c = process.socket(PairFamily.AF_PAIR, Sock.SOCK_DGRAM, 0);
            host.family.failure = failure;
            TestHost.refuses(Errno.EIO, () -> process.bind(c, new PairName(3)));
            assertEquals(List.of(failure), server.faults);
            assertEquals(List.of(), host.contribution.faults);
        }
    }

    /// An address, and an error's cause, that belong to the plug-in.
    private void sendWhatRefersTo(PairFamily family, int fd) {
        Sockaddr own =
                new Sockaddr() {
                    @Override
                    public AddressFamily family() {
                        return family == null ? AddressFamily.AF_UNSPEC : PairFamily.AF_PAIR;
                    }
                };
        Exception cause =
                new Exception() {
                    private static final long serialVersionUID = 1L;

                    @Override
                    public String getMessage() {
                        return family.getClass().getName();
                    }
                };
        family.failure = new ErrnoException(Errno.ENETUNREACH, "send", "test", cause);
        TestHost.refuses(Errno.ENETUNREACH, () -> process.sendto(fd, new byte[1], 0, 1, 0, own));
    }

    @Nested
    class Aborted {
        @Test
        void wakesReadersAndAnswersEnetdown() throws Exception {
            ProgramThread reader =
                    process.start(
                            "reader",
                            p -> {
                                TestHost.refuses(Errno.ENETDOWN, () -> TestHost.receive(p, a, 0));
                                TestHost.refuses(Errno.ENETDOWN, () -> TestHost.receive(p, a, 0));
                            });
            process.start("drain", p -> host.calls.abort("pair")).join();
            reader.join();
            assertEquals(0, host.contribution.pins);
            assertEquals(2, host.family.detached);
            TestHost.refuses(Errno.ENETDOWN, () -> host.send(b, 1, "x"));
        }

        @Test
        void sparesTheSocketsOfOthers() throws Exception {
            host.calls.abort("udp");
            host.send(a, 2, "x");
            assertEquals("x", host.receive(b, 0));
        }

        @Test
        void meetsTheSocketsThatAServerServes() throws Exception {
            TestContribution<ProtocolFamily> server = new TestContribution<>("udp", host.family);
            host.family.server = server;
            int c = host.bound(3);
            host.calls.abort("udp");
            TestHost.refuses(Errno.ENETDOWN, () -> host.receive(c, Msg.MSG_DONTWAIT));
            assertEquals(0, server.pins);
            assertEquals(2, host.contribution.pins);
            host.send(a, 2, "x");
        }

        @Test
        void letsGoOfQueuedPacketsAndKeepsDescriptors() throws Exception {
            host.send(a, 2, "queued");
            host.strand.call(
                    () -> {
                        host.calls.abort("pair");
                        return null;
                    });
            assertEquals(List.of(), host.pool.leaks());
            process.setsockopt(b, SocketOptions.SO_RCVBUF, 5000);
            process.close(process.dup(b));
            process.close(b);
            assertEquals(1, host.calls.sockets().rows().size());
        }

        /// Where packets are not checked: else it is told in time.
        @Test
        void goesOnWhereTheProtocolReleasedWhatItGave() throws Exception {
            try (TestHost fast = new TestHost(new SteppedClock(), new PacketPool())) {
                int fd = fast.bound(1);
                fast.strand.call(
                        () -> {
                            var packet = fast.pool.take();
                            fast.family.bound.get(1).socket.soRcv().append(packet);
                            packet.release();
                            return packet;
                        });
                fast.calls.abort("pair");
                assertEquals(1, fast.contribution.faults.size());
                assertEquals(0, fast.contribution.pins);
                TestHost.refuses(Errno.ENETDOWN, () -> fast.receive(fd, Msg.MSG_DONTWAIT));
            }
        }

        @Test
        void refusesWhatAProtocolStillBrings() throws Exception {
            Socket kept = host.family.bound.get(2).socket;
            host.calls.abort("pair");
            var late = host.pool.take();
            assertEquals(false, host.strand.call(() -> kept.soRcv().append(late)));
            late.release();
        }

        @Test
        void keepsNothingOfThePlugin() throws Exception {
            PairFamily family = new PairFamily();
            TestContribution<ProtocolFamily> brief = new TestContribution<>("brief", family);
            host.families.put(PairFamily.AF_PAIR, brief);
            int c = host.bound(7);
            process.connect(c, new PairName(7));
            host.send(c, 7, "sent by the kept call");
            assertEquals("sent by the kept call", host.receive(c, 0));
            sendWhatRefersTo(family, c);
            ProgramThread reader =
                    process.start(
                            "reader",
                            p -> TestHost.refuses(Errno.ENETDOWN, () -> TestHost.receive(p, c, 0)));
            process.start("drain", p -> host.calls.abort("brief")).join();
            reader.join();
            host.families.put(PairFamily.AF_PAIR, host.contribution);
            WeakReference<?> gone = new WeakReference<>(family);
            WeakReference<?> alsoGone = new WeakReference<>(brief);
            family = null;
            brief = null;
            for (int i = 0; i < 50 && (gone.get() != null || alsoGone.get() != null); i++) {
                System.gc();
            }
            assertNull(gone.get());
            assertNull(alsoGone.get());
            TestHost.refuses(Errno.ENETDOWN, () -> host.receive(c, 0));
        }
    }
}
