package io.sockit.socket.call;

import static io.sockit.api.PollFd.POLLERR;
import static io.sockit.api.PollFd.POLLHUP;
import static io.sockit.api.PollFd.POLLIN;
import static io.sockit.api.PollFd.POLLNVAL;
import static io.sockit.api.PollFd.POLLOUT;
import static io.sockit.api.PollFd.POLLRDHUP;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.sockit.api.Errno;
import io.sockit.api.Msg;
import io.sockit.api.PollFd;
import io.sockit.api.Process;
import io.sockit.api.ProgramThread;
import io.sockit.api.Sock;
import io.sockit.api.SocketOptions;
import io.sockit.socket.sched.SteppedClock;
import io.sockit.spi.packet.PacketPool;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
class PollTest {
    private static final long SECOND = 1_000_000_000L;

    private final SteppedClock clock = new SteppedClock();
    private TestHost host;
    private Process process;
    private int a;
    private int b;

    @BeforeEach
    void twoSockets() throws Exception {
        host = new TestHost(clock, PacketPool.checked());
        process = host.process;
        a = host.bound(1);
        b = host.bound(2);
    }

    @AfterEach
    void nothingLeaks() {
        host.close();
    }

    private int poll(int fd, int events) throws Exception {
        PollFd[] entries = {new PollFd(fd, events)};
        int ready = process.poll(entries, 0);
        assertEquals(entries[0].revents() == 0 ? 0 : 1, ready);
        return entries[0].revents();
    }

    @Nested
    class Looking {
        @Test
        void findsWhatIsReadable() throws Exception {
            assertEquals(0, poll(b, POLLIN));
            host.send(a, 2, "x");
            assertEquals(POLLIN, poll(b, POLLIN));
            assertEquals(POLLIN | POLLOUT, poll(b, POLLIN | POLLOUT));
            assertEquals(0, poll(b, 0));
        }

        @Test
        void seesWhatIsLeftOfABatch() throws Exception {
            host.send(a, 2, "x");
            host.send(a, 2, "y");
            host.receive(b, 0);
            assertEquals(POLLIN, poll(b, POLLIN));
            host.receive(b, Msg.MSG_PEEK);
            assertEquals(POLLIN, poll(b, POLLIN));
            host.receive(b, 0);
            assertEquals(0, poll(b, POLLIN));
        }

        @Test
        void findsRoomToWrite() throws Exception {
            assertEquals(POLLOUT, poll(a, POLLOUT));
            host.family.holding = true;
            process.nonBlocking(a, true);
            process.setsockopt(a, SocketOptions.SO_SNDBUF, 4608);
            while (process.sendto(a, new byte[1], 0, 1, 0, PairOps.name(2)) > 0) {}
            assertEquals(0, poll(a, POLLOUT));
        }

        @Test
        void alwaysTellsOfAnErrorWithoutTakingIt() throws Exception {
            host.send(a, 99, "lost");
            assertEquals(POLLERR, poll(a, 0));
            assertEquals(POLLERR, poll(a, 0));
            assertEquals(Errno.ECONNREFUSED.linux(), process.getsockopt(a, SocketOptions.SO_ERROR));
            assertEquals(0, poll(a, 0));
        }

        @Test
        void tellsOfShutDirections() throws Exception {
            process.connect(a, new PairName(2));
            process.shutdown(a, Sock.SHUT_RD);
            assertEquals(POLLIN | POLLRDHUP, poll(a, POLLIN | POLLRDHUP));
            assertEquals(0, poll(a, 0));
            process.shutdown(a, Sock.SHUT_WR);
            assertEquals(POLLHUP, poll(a, 0));
            assertEquals(POLLHUP | POLLOUT, poll(a, POLLOUT));
        }

        @Test
        void passesOverNegativesAndNamesWhatIsNotOpen() throws Exception {
            PollFd[] entries = {
                new PollFd(-1, POLLIN), new PollFd(77, POLLIN), new PollFd(a, POLLOUT)
            };
            entries[0].revents(5);
            assertEquals(2, process.poll(entries, -1));
            assertEquals(0, entries[0].revents());
            assertEquals(POLLNVAL, entries[1].revents());
            assertEquals(POLLOUT, entries[2].revents());
        }

        @Test
        void refusesAMissingEntry() {
            TestHost.refuses(Errno.EFAULT, () -> process.poll(new PollFd[1], 0));
            TestHost.refuses(Errno.EFAULT, () -> process.poll(null, 0));
        }
    }

    @Nested
    class Waiting {
        @Test
        void endsWithTheFirstThatIsReady() throws Exception {
            PollFd[] entries = {new PollFd(a, POLLIN), new PollFd(b, POLLIN)};
            ProgramThread poller =
                    process.start("poller", p -> assertEquals(1, p.poll(entries, -1)));
            process.start("sender", p -> host.send(a, 2, "x")).join();
            poller.join();
            assertEquals(POLLIN, entries[1].revents());
        }

        @Test
        void endsWithRoomToWrite() throws Exception {
            host.family.holding = true;
            process.nonBlocking(a, true);
            process.setsockopt(a, SocketOptions.SO_SNDBUF, 4608);
            while (process.sendto(a, new byte[1], 0, 1, 0, PairOps.name(2)) > 0) {}
            PollFd[] entries = {new PollFd(a, POLLOUT)};
            ProgramThread poller =
                    process.start("poller", p -> assertEquals(1, p.poll(entries, -1)));
            process.start("wire", p -> host.family.held.remove().release()).join();
            poller.join();
            assertEquals(POLLOUT, entries[0].revents());
        }

        @Test
        void endsWithTheTimeOut() throws Exception {
            PollFd[] entries = {new PollFd(a, POLLIN)};
            assertEquals(0, process.poll(entries, 5 * SECOND));
            assertEquals(5 * SECOND, clock.nanoTime());
        }

        @Test
        void withoutEntriesIsATimer() throws Exception {
            assertEquals(0, process.poll(new PollFd[0], SECOND));
            assertEquals(SECOND, clock.nanoTime());
        }

        @Test
        void endsWithTheCloseOfADescriptor() throws Exception {
            PollFd[] entries = {new PollFd(a, POLLIN), new PollFd(b, 0)};
            ProgramThread poller =
                    process.start("poller", p -> assertEquals(1, p.poll(entries, -1)));
            process.start(
                            "closer",
                            p -> {
                                p.close(b);
                                b = host.bound(2);
                            })
                    .join();
            poller.join();
            assertEquals(POLLNVAL, entries[1].revents());
        }

        @Test
        void endsWithInterruptionAndKeepsTheFlag() throws Exception {
            PollFd[] entries = {new PollFd(a, POLLIN)};
            boolean[] kept = new boolean[1];
            ProgramThread poller =
                    process.start(
                            "poller",
                            p -> {
                                TestHost.refuses(Errno.EINTR, () -> p.poll(entries, -1));
                                kept[0] = Thread.interrupted();
                            });
            process.start("other", p -> poller.thread().interrupt()).join();
            poller.join();
            assertTrue(kept[0]);
        }

        @Test
        void endsWithTheAbortOfThePlugin() throws Exception {
            PollFd[] entries = {new PollFd(a, POLLIN)};
            ProgramThread poller =
                    process.start("poller", p -> assertEquals(1, p.poll(entries, -1)));
            process.start("other", p -> host.calls.abort("pair")).join();
            poller.join();
            assertEquals(POLLIN | POLLERR | POLLHUP, entries[0].revents());
        }
    }
}
