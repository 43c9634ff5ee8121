package io.sockit.socket.call;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.sockit.api.AddressFamily;
import io.sockit.api.ClosedSockets;
import io.sockit.api.Credentials;
import io.sockit.api.Errno;
import io.sockit.api.Host;
import io.sockit.api.Msg;
import io.sockit.api.Process;
import io.sockit.api.ProgramThread;
import io.sockit.api.Sock;
import io.sockit.api.Sockaddr;
import io.sockit.api.SocketCounts;
import io.sockit.api.SocketInfo;
import io.sockit.spi.ProtocolFamily;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.mockito.Mockito;

import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.ConcurrentHashMap;

@Timeout(60)
class ProcessTest {
    private TestHost host;
    private Process process;

    @BeforeEach
    void start() {
        host = TestHost.inVirtualTime();
        process = host.process;
    }

    @AfterEach
    void nothingLeaks() {
        host.close();
    }

    private int open(int type, int protocol) throws Exception {
        return process.socket(PairFamily.AF_PAIR, type, protocol);
    }

    @Nested
    class Opening {
        @Test
        void givesTheLowestFreeDescriptor() throws Exception {
            assertEquals(0, open(Sock.SOCK_DGRAM, 0));
            assertEquals(1, open(Sock.SOCK_DGRAM, 1));
            process.close(0);
            assertEquals(0, open(Sock.SOCK_RAW, 0));
        }

        @Test
        void takesTheFlagsOfTheType() throws Exception {
            int fd = open(Sock.SOCK_DGRAM | Sock.SOCK_NONBLOCK | Sock.SOCK_CLOEXEC, 0);
            assertEquals("WOULD_BLOCK", host.receive(fd, 0));
        }

        @Test
        void refusesWhatIsNoTypeAndNoProtocol() {
            TestHost.refuses(Errno.EINVAL, () -> open(11, 0));
            TestHost.refuses(Errno.EINVAL, () -> open(Sock.SOCK_DGRAM | 1 << 20, 0));
            TestHost.refuses(Errno.EINVAL, () -> open(Sock.SOCK_DGRAM, -1));
            assertEquals(0, host.looks);
        }

        @Test
        void asksForTheFamilyBeforeTheType() {
            AddressFamily unknown = new AddressFamily(201, "AF_NONE");
            TestHost.refuses(Errno.EAFNOSUPPORT, () -> process.socket(unknown, 12, 0));
            TestHost.refuses(Errno.EAFNOSUPPORT, () -> process.socket(unknown, 2, -1));
            TestHost.refuses(Errno.EAFNOSUPPORT, () -> process.socketpair(unknown, 1, 0));
            TestHost.refuses(Errno.EINVAL, () -> process.socket(unknown, 1 << 20, 0));
            AddressFamily linux = new AddressFamily(45, "AF_MCTP");
            TestHost.refuses(Errno.EINVAL, () -> process.socket(linux, 12, 0));
        }

        @Test
        void passesOnWhatTheFamilyRefusesAfterOneLookIntoTheFolders() {
            TestHost.refuses(Errno.ESOCKTNOSUPPORT, () -> open(Sock.SOCK_STREAM, 0));
            assertEquals(1, host.looks);
            TestHost.refuses(Errno.EPROTONOSUPPORT, () -> open(Sock.SOCK_DGRAM, 9));
            assertEquals(2, host.looks);
            assertEquals(0, host.contribution.pins);
        }

        @Test
        void findsAFamilyThatTheFoldersHave() throws Exception {
            AddressFamily other = new AddressFamily(201, "AF_OTHER");
            TestHost.refuses(Errno.EAFNOSUPPORT, () -> process.socket(other, Sock.SOCK_DGRAM, 0));
            host.onLook = () -> host.families.put(other, host.contribution);
            process.socket(other, Sock.SOCK_DGRAM, 0);
            assertEquals(2, host.looks);
        }

        @Test
        void doesNotUseAPluginThatIsLeaving() {
            host.contribution.leaving = true;
            TestHost.refuses(Errno.ENETDOWN, () -> open(Sock.SOCK_DGRAM, 0));
        }

        @Test
        void pinsTheFamilyAndTheServerUntilTheClose() throws Exception {
            TestContribution<ProtocolFamily> server = new TestContribution<>("udp", host.family);
            host.family.server = server;
            int fd = open(Sock.SOCK_DGRAM, 0);
            assertEquals(1, host.contribution.pins);
            assertEquals(1, server.pins);
            process.close(fd);
            assertEquals(0, host.contribution.pins);
            assertEquals(0, server.pins);
            server.leaving = true;
            TestHost.refuses(Errno.ENETDOWN, () -> open(Sock.SOCK_DGRAM, 0));
            assertEquals(0, host.contribution.pins);
            assertEquals(2, host.family.detached);
        }
    }

    /// The process of the calling thread.
    @Nested
    class Current {
        private final Map<String, Process> seen = new ConcurrentHashMap<>();

        private void note(String who) {
            seen.put(who, Objects.requireNonNull(Process.current(), who));
        }

        private void noteOnThreadsOfItsOwn(String name) throws InterruptedException {
            note(name);
            Thread platform = Thread.ofPlatform().start(() -> note(name + " platform"));
            Thread virtual = Thread.ofVirtual().start(() -> note(name + " virtual"));
            platform.join();
            virtual.join();
        }

        @Test
        void isThatOfItsProgramOnThreadsThatItStartsToo() throws Exception {
            Process other = process.fork();
            ProgramThread a = process.start("a", p -> noteOnThreadsOfItsOwn("a"));
            ProgramThread b = other.startVirtual("b", p -> noteOnThreadsOfItsOwn("b"));
            a.join();
            b.join();
            assertEquals(
                    Map.of(
                            "a",
                            process,
                            "a platform",
                            process,
                            "a virtual",
                            process,
                            "b",
                            other,
                            "b platform",
                            other,
                            "b virtual",
                            other),
                    seen);
        }

        @Test
        void isNullForAThreadWithoutAProgram() {
            assertNull(Process.current());
        }
    }

    @Nested
    class Naming {
        @Test
        void bindsConnectsAndDisconnects() throws Exception {
            int fd = host.bound(5);
            assertEquals(new PairName(5), process.getsockname(fd));
            TestHost.refuses(Errno.ENOTCONN, () -> process.getpeername(fd));
            process.connect(fd, new PairName(6));
            assertEquals(new PairName(6), process.getpeername(fd));
            process.connect(fd, Sockaddr.UNSPEC);
            TestHost.refuses(Errno.ENOTCONN, () -> process.getpeername(fd));
        }

        @Test
        void passesOnWhatTheProtocolRefuses() throws Exception {
            host.bound(5);
            TestHost.refuses(Errno.EADDRINUSE, () -> host.bound(5));
            int fd = open(Sock.SOCK_DGRAM, 0);
            TestHost.refuses(Errno.EAFNOSUPPORT, () -> process.bind(fd, Sockaddr.UNSPEC));
            TestHost.refuses(Errno.EFAULT, () -> process.bind(fd, null));
        }

        @Test
        void aMissingCapabilityAnswersEopnotsupp() throws Exception {
            int bare = open(Sock.SOCK_RAW, 0);
            TestHost.refuses(Errno.EOPNOTSUPP, () -> process.bind(bare, new PairName(1)));
            TestHost.refuses(Errno.EOPNOTSUPP, () -> process.connect(bare, new PairName(1)));
            TestHost.refuses(Errno.EOPNOTSUPP, () -> process.shutdown(bare, 0));
            TestHost.refuses(Errno.EOPNOTSUPP, () -> process.getsockname(bare));
            TestHost.refuses(Errno.EOPNOTSUPP, () -> process.getpeername(bare));
            TestHost.refuses(Errno.EOPNOTSUPP, () -> process.listen(bare, 1));
            TestHost.refuses(Errno.EOPNOTSUPP, () -> process.accept(bare, 0));
        }
    }

    @Nested
    class Sharing {
        @Test
        void dupSharesTheFileAndItsStatus() throws Exception {
            int fd = host.bound(1);
            int twin = process.dup(fd);
            process.nonBlocking(fd, true);
            assertEquals("WOULD_BLOCK", host.receive(twin, 0));
            host.send(fd, 1, "self");
            process.close(fd);
            assertEquals("self", host.receive(twin, 0));
            assertEquals(0, host.family.detached);
            process.close(twin);
            assertEquals(1, host.family.detached);
        }

        @Test
        void forkSharesEveryFile() throws Exception {
            int fd = host.bound(1);
            int gone = host.bound(2);
            int last = host.bound(3);
            process.close(gone);
            Process child = process.fork();
            assertTrue(child.pid() > process.pid());
            assertEquals(process.credentials(), child.credentials());
            process.close(fd);
            host.send(last, 1, "hi");
            assertEquals("hi", TestHost.receive(child, fd, 0));
            assertEquals(gone, child.dup(fd));
            child.close();
            TestHost.refuses(Errno.EBADF, () -> child.dup(fd));
            assertEquals(2, host.family.detached);
            process.close();
            assertEquals(3, host.family.detached);
        }

        @Test
        void everyCallNeedsAnOpenDescriptor() {
            for (int fd : new int[] {0, -1, Integer.MAX_VALUE}) {
                TestHost.refuses(Errno.EBADF, () -> process.bind(fd, new PairName(1)));
                TestHost.refuses(Errno.EBADF, () -> host.receive(fd, 0));
                TestHost.refuses(Errno.EBADF, () -> host.send(fd, 1, "x"));
                TestHost.refuses(Errno.EBADF, () -> process.close(fd));
                TestHost.refuses(Errno.EBADF, () -> process.dup(fd));
                TestHost.refuses(Errno.EBADF, () -> process.listen(fd, 1));
                TestHost.refuses(Errno.EBADF, () -> process.nonBlocking(fd, true));
            }
        }
    }

    @Nested
    class Closing {
        @Test
        void letsGoOfWhatWasNotRead() throws Exception {
            int fd = host.bound(1);
            int other = host.bound(2);
            host.send(other, 1, "unread");
            host.send(other, 1, "unread");
            host.receive(fd, Msg.MSG_PEEK);
            process.close(fd);
            assertEquals(List.of(), host.pool.leaks());
        }

        @Test
        void freesTheAddressAtOnce() throws Exception {
            process.close(host.bound(1));
            host.bound(1);
        }

        @Test
        void ofTheHostEndsItsProcesses() throws Exception {
            host.bound(1);
            Process child = process.fork();
            host.calls.close();
            TestHost.refuses(Errno.EBADF, () -> child.dup(0));
            assertEquals(1, host.family.detached);
            assertThrows(IllegalStateException.class, process::fork);
            assertThrows(
                    IllegalStateException.class,
                    () -> host.calls.newProcess(Mockito.mock(Host.class), Credentials.ROOT));
        }
    }

    @Nested
    class Showing {
        @Test
        void socketsInTheOrderOfTheirIds() throws Exception {
            int one = host.bound(1);
            int two = host.bound(2);
            int three = open(Sock.SOCK_RAW, 0);
            process.connect(two, new PairName(1));
            host.send(two, 1, "x");
            List<SocketInfo> rows = host.calls.sockets().rows();
            assertEquals(
                    new SocketInfo(
                            1,
                            PairFamily.AF_PAIR,
                            Sock.SOCK_DGRAM,
                            1,
                            "pair",
                            "UNCONN",
                            new PairName(1),
                            null,
                            0,
                            512,
                            0,
                            new SocketCounts(1, 1, 0, 0, 0)),
                    rows.get(0));
            assertEquals(new PairName(1), rows.get(1).peer());
            assertEquals("BARE", rows.get(2).state());
            process.close(two);
            assertEquals(2, host.calls.sockets().rows().size());
            process.close(one);
            process.close(three);
            assertEquals(List.of(), host.calls.sockets().rows());
        }

        @Test
        void whatPassedClosedSocketsAllTogether() throws Exception {
            int one = host.bound(1);
            int two = host.bound(2);
            host.send(two, 1, "xy");
            host.receive(one, 0);
            assertEquals(0, host.calls.sockets().closed().number());
            process.close(one);
            SocketCounts counts = new SocketCounts(1, 2, 0, 0, 0);
            assertEquals(new ClosedSockets(1, counts), host.calls.sockets().closed());
            process.dup(two);
            process.close(two);
            assertEquals(1, host.calls.sockets().closed().number());
            process.close();
            assertEquals(2, host.calls.sockets().closed().number());
        }

        @Test
        void programsUntilTheyEnd() throws Exception {
            int fd = host.bound(1);
            ProgramThread waiting =
                    process.start("waiting", p -> assertEquals("x", TestHost.receive(p, fd, 0)));
            ProgramThread virtual = process.startVirtual("virtual", p -> {});
            assertEquals("waiting", waiting.name());
            virtual.join();
            assertEquals(List.of(waiting), host.calls.programs());
            host.send(fd, 1, "x");
            waiting.join();
            assertEquals(List.of(), host.calls.programs());
        }
    }
}
