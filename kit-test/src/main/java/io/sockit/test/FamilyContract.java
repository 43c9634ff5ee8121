package io.sockit.test;

import static io.sockit.test.Errnos.assertErrno;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.sockit.api.AddressFamily;
import io.sockit.api.Errno;
import io.sockit.api.ErrnoException;
import io.sockit.api.Host;
import io.sockit.api.PluginInfo;
import io.sockit.api.Process;
import io.sockit.api.ProgramThread;
import io.sockit.api.Sockaddr;
import io.sockit.api.SocketInfo;
import io.sockit.api.SocketOption;
import io.sockit.api.SocketOptions;
import io.sockit.spi.Contribution;
import io.sockit.spi.ProtocolFamily;

import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.Timeout.ThreadMode;

import java.time.Duration;

/// What every protocol family keeps, whatever its sockets do. Extend what fits the socket type:
/// [DatagramFamilyContract], [StreamFamilyContract] or [ListeningContract], and
/// [ReadinessContract]. A call that never returns fails its test after a minute of real time, also
/// before and after the test: each has a thread of its own, which an endless call may keep.
@Timeout(value = 60, threadMode = ThreadMode.SEPARATE_THREAD)
public abstract class FamilyContract {
    /// Type and protocol numbers that nobody has (RFC 3692 §2.1 for the protocol).
    private static final int NO_TYPE = 9;

    private static final int NO_PROTOCOL = 253;
    private static final SocketOption<Integer> NO_OPTION =
            new SocketOption<>(0x7fff, 1, "SO_NOSUCH", Integer.class);

    /// The network of this test.
    protected final TestNetwork net = TestNetwork.create(7);

    private @Nullable Host host;
    private @Nullable Process process;

    FamilyContract() {}

    protected abstract AddressFamily family();

    /// Name of the plug-in that serves the sockets under test.
    protected abstract String plugin();

    /// The `n`-th of many addresses, all different, that a socket of [#host] can bind and that the
    /// others can send to.
    ///
    /// @param n 0 and up
    protected abstract Sockaddr address(int n);

    /// The socket type under test, one of [io.sockit.api.Sock].
    protected abstract int type();

    /// The protocol under test: its number, as `SO_PROTOCOL` answers it.
    protected abstract int protocol();

    /// Gives the host what the family needs, such as devices and addresses.
    protected Host.Builder configure(Host.Builder builder) {
        return builder;
    }

    protected final Host host() {
        if (host == null) {
            throw new IllegalStateException("the host did not start");
        }
        return host;
    }

    /// A process of the superuser on [#host].
    protected final Process process() {
        if (process == null) {
            throw new IllegalStateException("the host did not start");
        }
        return process;
    }

    /// A socket of the family, type and protocol under test.
    protected final int open() throws ErrnoException {
        return process().socket(family(), type(), protocol());
    }

    /// A socket bound to the `n`-th address.
    protected final int bound(int n) throws ErrnoException {
        int fd = open();
        process().bind(fd, address(n));
        return fd;
    }

    /// A program that has come to rest in a call, on a platform thread or a virtual one.
    final ProgramThread block(boolean virtual, Body body) {
        ProgramThread thread =
                virtual
                        ? process().startVirtual("blocked", p -> body.run())
                        : process().start("blocked", p -> body.run());
        net.clock().advance(Duration.ofMillis(1));
        return thread;
    }

    /// What a program does.
    @FunctionalInterface
    interface Body {
        void run() throws Exception;
    }

    @BeforeEach
    @Timeout(value = 60, threadMode = ThreadMode.SEPARATE_THREAD)
    final void startHost() throws ErrnoException {
        Host started = configure(net.host("host")).start();
        host = started;
        process = started.process();
    }

    @AfterEach
    @Timeout(value = 60, threadMode = ThreadMode.SEPARATE_THREAD)
    final void nothingIsLeftBehind() {
        try {
            net.close();
        } finally {
            net.assertNoFaults();
        }
    }

    @Test
    void plugInUnderTestServesTheSocket() throws ErrnoException {
        int before = uses();
        int fd = open();
        assertEquals(before + 1, uses(), "uses of plug-in " + plugin());
        assertEquals(protocol(), process().getsockopt(fd, SocketOptions.SO_PROTOCOL));
        SocketInfo row = host().sockets().rows().getFirst();
        assertEquals(type(), row.type());
        assertEquals(protocol(), row.protocol());
        process().close(fd);
        assertEquals(before, uses(), "uses of plug-in " + plugin());
    }

    private int uses() {
        return host().plugins().all().stream()
                .filter(info -> info.name().equals(plugin()))
                .mapToInt(PluginInfo::uses)
                .sum();
    }

    @Test
    void socketSaysWhatItIs() throws ErrnoException {
        int fd = open();
        assertEquals(family().number(), process().getsockopt(fd, SocketOptions.SO_DOMAIN));
        assertEquals(type(), process().getsockopt(fd, SocketOptions.SO_TYPE));
        assertEquals(0, process().getsockopt(fd, SocketOptions.SO_ERROR));
        assertEquals(false, process().getsockopt(fd, SocketOptions.SO_ACCEPTCONN));
    }

    @Test
    void socketIsListedUntilItIsClosed() throws ErrnoException {
        int fd = bound(0);
        assertEquals(1, host().sockets().rows().size());
        assertEquals(address(0), host().sockets().rows().getFirst().local());
        process().close(fd);
        assertEquals(0, host().sockets().rows().size());
    }

    @Test
    void typeThatItDoesNotHaveIsRefused() {
        assertErrno(Errno.ESOCKTNOSUPPORT, () -> process().socket(family(), NO_TYPE, 0));
    }

    @Test
    void protocolThatItDoesNotHaveIsRefused() {
        assertErrno(Errno.EPROTONOSUPPORT, () -> process().socket(family(), type(), NO_PROTOCOL));
    }

    @Test
    void optionThatNobodyHasIsRefused() throws ErrnoException {
        int fd = open();
        assertErrno(Errno.ENOPROTOOPT, () -> process().getsockopt(fd, NO_OPTION));
        assertErrno(Errno.ENOPROTOOPT, () -> process().setsockopt(fd, NO_OPTION, 1));
    }

    @Test
    void addressSurvivesItsText() {
        for (int n = 0; n < 3; n++) {
            Sockaddr address = address(n);
            Sockaddr parsed = parse(address.toString());
            assertEquals(address, parsed);
            assertEquals(address.hashCode(), parsed.hashCode());
            assertEquals(family(), parsed.family());
            assertNotEquals(address(n + 1), parsed);
        }
    }

    @Test
    void textThatIsNoAddressIsRefusedWithWhatWasExpected() {
        for (String text : new String[] {"", " ", "\0", "?!", "x".repeat(1000)}) {
            IllegalArgumentException refused =
                    assertThrows(IllegalArgumentException.class, () -> parse(text));
            assertTrue(
                    String.valueOf(refused.getMessage()).contains("expected"), refused::getMessage);
        }
    }

    private Sockaddr parse(String text) {
        Contribution<ProtocolFamily> row =
                host().extensions().of(ProtocolFamily.POINT).find(family());
        assertNotNull(row);
        return row.value().parse(text);
    }

    @Test
    void nameIsTheAddressThatWasBound() throws ErrnoException {
        assertEquals(address(3), process().getsockname(bound(3)));
    }

    @Test
    void socketIsBoundOnce() throws ErrnoException {
        int fd = bound(0);
        assertErrno(Errno.EINVAL, () -> process().bind(fd, address(1)));
    }

    @Test
    void addressIsBoundOnce() throws ErrnoException {
        int first = bound(0);
        int second = open();
        assertErrno(Errno.EADDRINUSE, () -> process().bind(second, address(0)));
        process().close(first);
        process().bind(second, address(0));
    }

    @Test
    void addressOfAnotherFamilyIsRefused() throws ErrnoException {
        int fd = open();
        assertErrno(Errno.EAFNOSUPPORT, () -> process().bind(fd, new ForeignAddress()));
    }

    @Test
    void plugInThatIsUsedIsNotUnloaded() throws ErrnoException {
        int fd = bound(0);
        assertErrno(Errno.EBUSY, () -> host().plugins().unload(plugin()));
        process().close(fd);
        host().plugins().unload(plugin());
    }

    @Test
    void socketsOutliveTheirPlugIn() throws ErrnoException {
        int fd = bound(0);
        host().plugins().drain(plugin(), Duration.ZERO);
        assertErrno(Errno.ENETDOWN, () -> process().bind(fd, address(1)));
        assertErrno(Errno.ENETDOWN, () -> process().connect(fd, address(1)));
        process().close(fd);
        assertThrows(ErrnoException.class, this::open);
    }

    /// An address of a family that no host has.
    static final class ForeignAddress implements Sockaddr {
        @Override
        public AddressFamily family() {
            return new AddressFamily(0x7ffe, "AF_FOREIGN");
        }

        @Override
        public String toString() {
            return "foreign";
        }
    }
}
