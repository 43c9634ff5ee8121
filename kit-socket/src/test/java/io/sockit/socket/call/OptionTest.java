package io.sockit.socket.call;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.sockit.api.Credentials;
import io.sockit.api.Errno;
import io.sockit.api.Host;
import io.sockit.api.Linger;
import io.sockit.api.PollFd;
import io.sockit.api.Process;
import io.sockit.api.Sock;
import io.sockit.api.SocketOption;
import io.sockit.api.SocketOptions;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.mockito.Mockito;

import java.time.Duration;
import java.util.List;

class OptionTest {
    private TestHost host;
    private Process process;
    private int fd;

    @BeforeEach
    void oneSocket() throws Exception {
        host = TestHost.inVirtualTime();
        process = host.process;
        fd = host.bound(1);
    }

    @AfterEach
    void nothingLeaks() {
        host.close();
    }

    static List<SocketOption<Boolean>> flags() {
        return List.of(
                SocketOptions.SO_REUSEADDR,
                SocketOptions.SO_REUSEPORT,
                SocketOptions.SO_BROADCAST,
                SocketOptions.SO_DONTROUTE);
    }

    @ParameterizedTest
    @MethodSource("flags")
    void keepsFlagsApart(SocketOption<Boolean> flag) throws Exception {
        for (SocketOption<Boolean> each : flags()) {
            assertFalse(process.getsockopt(fd, each));
        }
        process.setsockopt(fd, flag, true);
        for (SocketOption<Boolean> each : flags()) {
            assertEquals(each.is(flag), process.getsockopt(fd, each));
        }
        process.setsockopt(fd, flag, false);
        assertFalse(process.getsockopt(fd, flag));
    }

    @Test
    void showsFlagsToTheProtocol() throws Exception {
        process.setsockopt(fd, SocketOptions.SO_REUSEADDR, true);
        process.setsockopt(fd, SocketOptions.SO_BROADCAST, true);
        var seen = host.family.bound.get(1).socket.soOptions();
        assertTrue(seen.reuseAddress());
        assertTrue(seen.broadcast());
        assertFalse(seen.reusePort());
        assertFalse(seen.dontRoute());
    }

    @Test
    void tellsWhatTheSocketIs() throws Exception {
        assertEquals(Sock.SOCK_DGRAM, process.getsockopt(fd, SocketOptions.SO_TYPE));
        assertEquals(200, process.getsockopt(fd, SocketOptions.SO_DOMAIN));
        assertEquals(1, process.getsockopt(fd, SocketOptions.SO_PROTOCOL));
        assertEquals(0, process.getsockopt(fd, SocketOptions.SO_ERROR));
        assertFalse(process.getsockopt(fd, SocketOptions.SO_ACCEPTCONN));
        assertEquals(1, process.getsockopt(fd, SocketOptions.SO_SNDLOWAT));
    }

    @Test
    void boundsBuffersAsLinuxDoes() throws Exception {
        for (var option : List.of(SocketOptions.SO_RCVBUF, SocketOptions.SO_SNDBUF)) {
            assertEquals(212_992, process.getsockopt(fd, option));
            process.setsockopt(fd, option, 10_000);
            assertEquals(10_000, process.getsockopt(fd, option));
            process.setsockopt(fd, option, Integer.MAX_VALUE);
            assertEquals(212_992, process.getsockopt(fd, option));
            process.setsockopt(fd, option, 10_000);
            process.setsockopt(fd, option, -1);
            assertEquals(212_992, process.getsockopt(fd, option), "unsigned, as Linux takes it");
        }
        process.setsockopt(fd, SocketOptions.SO_RCVBUF, 0);
        process.setsockopt(fd, SocketOptions.SO_SNDBUF, 0);
        assertEquals(2304, process.getsockopt(fd, SocketOptions.SO_RCVBUF));
        assertEquals(4608, process.getsockopt(fd, SocketOptions.SO_SNDBUF));
    }

    @Test
    void keepsTimeOutsAndRefusesNegativeOnes() throws Exception {
        for (var option : List.of(SocketOptions.SO_RCVTIMEO, SocketOptions.SO_SNDTIMEO)) {
            assertEquals(Duration.ZERO, process.getsockopt(fd, option));
            process.setsockopt(fd, option, Duration.ofMillis(1500));
            assertEquals(Duration.ofMillis(1500), process.getsockopt(fd, option));
            process.setsockopt(fd, option, Duration.ofSeconds(Long.MAX_VALUE));
            assertEquals(Duration.ofNanos(Long.MAX_VALUE), process.getsockopt(fd, option));
            Duration negative = Duration.ofNanos(-1);
            TestHost.refuses(Errno.EDOM, () -> process.setsockopt(fd, option, negative));
        }
    }

    @Test
    void keepsLinger() throws Exception {
        assertEquals(Linger.OFF, process.getsockopt(fd, SocketOptions.SO_LINGER));
        process.setsockopt(fd, SocketOptions.SO_LINGER, new Linger(true, 3));
        assertEquals(new Linger(true, 3), process.getsockopt(fd, SocketOptions.SO_LINGER));
    }

    @Test
    void bindsToADeviceByName() throws Exception {
        host.device("eth0", 7);
        Mockito.when(host.interfaces.find(7).link().name()).thenReturn("eth0");
        assertEquals("", process.getsockopt(fd, SocketOptions.SO_BINDTODEVICE));
        process.setsockopt(fd, SocketOptions.SO_BINDTODEVICE, "eth0");
        assertEquals(7, host.family.bound.get(1).socket.soOptions().boundInterface());
        assertEquals("eth0", process.getsockopt(fd, SocketOptions.SO_BINDTODEVICE));
        TestHost.refuses(
                Errno.ENODEV, () -> process.setsockopt(fd, SocketOptions.SO_BINDTODEVICE, "x"));
        process.setsockopt(fd, SocketOptions.SO_BINDTODEVICE, "");
        assertEquals("", process.getsockopt(fd, SocketOptions.SO_BINDTODEVICE));
    }

    @Test
    void leavesADeviceOnlyWithTheCapability() throws Exception {
        host.device("eth0", 7);
        Credentials user = Credentials.user(1000, 1000);
        try (Process other = host.calls.newProcess(Mockito.mock(Host.class), user)) {
            int mine = other.socket(PairFamily.AF_PAIR, Sock.SOCK_DGRAM, 0);
            other.setsockopt(mine, SocketOptions.SO_BINDTODEVICE, "eth0");
            TestHost.refuses(
                    Errno.EPERM, () -> other.setsockopt(mine, SocketOptions.SO_BINDTODEVICE, ""));
        }
    }

    @Test
    void keepsALowWaterMarkAsLinuxDoes() throws Exception {
        assertEquals(1, process.getsockopt(fd, SocketOptions.SO_RCVLOWAT));
        int[][] setAndKept = {{0, 1}, {1, 1}, {100, 100}, {-1, Integer.MAX_VALUE}};
        for (int[] each : setAndKept) {
            process.setsockopt(fd, SocketOptions.SO_RCVLOWAT, each[0]);
            assertEquals(each[1], process.getsockopt(fd, SocketOptions.SO_RCVLOWAT));
        }
    }

    @Test
    void wholeMessagesDoNotWaitForTheLowWaterMark() throws Exception {
        int sender = host.bound(2);
        process.setsockopt(fd, SocketOptions.SO_RCVLOWAT, 100);
        process.sendto(sender, new byte[3], 0, 3, 0, PairOps.name(1));
        PollFd[] entries = {new PollFd(fd, PollFd.POLLIN)};
        assertEquals(1, process.poll(entries, 0));
        assertEquals(3, process.recv(fd, new byte[100], 0, 100, 0));
    }

    @Test
    void refusesToSetWhatIsReadOnly() {
        for (var option :
                List.of(
                        SocketOptions.SO_TYPE,
                        SocketOptions.SO_DOMAIN,
                        SocketOptions.SO_PROTOCOL,
                        SocketOptions.SO_ERROR,
                        SocketOptions.SO_SNDLOWAT)) {
            TestHost.refuses(Errno.ENOPROTOOPT, () -> process.setsockopt(fd, option, 1));
        }
        TestHost.refuses(
                Errno.ENOPROTOOPT, () -> process.setsockopt(fd, SocketOptions.SO_ACCEPTCONN, true));
    }

    @Test
    void refusesWhatNobodyServes() throws Exception {
        int bare = process.socket(PairFamily.AF_PAIR, Sock.SOCK_RAW, 0);
        for (int each : new int[] {fd, bare}) {
            TestHost.refuses(
                    Errno.ENOPROTOOPT,
                    () -> process.setsockopt(each, SocketOptions.SO_KEEPALIVE, true));
            TestHost.refuses(
                    Errno.ENOPROTOOPT, () -> process.getsockopt(each, SocketOptions.SO_PRIORITY));
        }
        TestHost.refuses(Errno.ENOPROTOOPT, () -> process.getsockopt(bare, PairOps.PAIR_COLOUR));
    }

    @Test
    void asksTheProtocolForOtherLevels() throws Exception {
        process.setsockopt(fd, PairOps.PAIR_COLOUR, 5);
        assertEquals(5, process.getsockopt(fd, PairOps.PAIR_COLOUR));
    }

    @Test
    @SuppressWarnings({"unchecked", "rawtypes"})
    void refusesValuesOfTheWrongType() {
        SocketOption raw = SocketOptions.SO_RCVBUF;
        TestHost.refuses(Errno.EINVAL, () -> process.setsockopt(fd, raw, "much"));
        TestHost.refuses(Errno.EFAULT, () -> process.setsockopt(fd, raw, null));
        SocketOption<String> lying = new SocketOption<>(1, 8, "SO_RCVBUF", String.class);
        TestHost.refuses(Errno.EINVAL, () -> process.setsockopt(fd, lying, "much"));
        TestHost.refuses(Errno.EINVAL, () -> process.getsockopt(fd, lying));
    }
}
