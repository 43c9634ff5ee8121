package io.sockit.socket.call;

import io.sockit.api.AddressFamily;
import io.sockit.api.Credentials;
import io.sockit.api.Errno;
import io.sockit.api.ErrnoException;
import io.sockit.api.Host;
import io.sockit.api.Process;
import io.sockit.api.Sock;
import io.sockit.socket.sched.SteppedClock;
import io.sockit.socket.strand.HostClock;
import io.sockit.socket.strand.HostStrand;
import io.sockit.spi.Contribution;
import io.sockit.spi.ExtensionView;
import io.sockit.spi.Interfaces;
import io.sockit.spi.NetInterface;
import io.sockit.spi.ProtocolFamily;
import io.sockit.spi.SysctlRegistry;
import io.sockit.spi.packet.Packet;
import io.sockit.spi.packet.PacketPool;

import org.junit.jupiter.api.Assertions;
import org.junit.jupiter.api.function.Executable;
import org.mockito.Mockito;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Predicate;

/// The system calls of a host that has the test family and one process, on the real strand.
final class TestHost implements AutoCloseable {
    final Map<AddressFamily, Contribution<ProtocolFamily>> families = new ConcurrentHashMap<>();
    final Interfaces interfaces = Mockito.mock(Interfaces.class);
    final PairFamily family = new PairFamily();
    final TestContribution<ProtocolFamily> contribution = new TestContribution<>("pair", family);
    final PacketPool pool;
    final HostStrand strand;
    final Calls calls;
    final Process process;
    Runnable onLook = () -> {};
    int looks;

    TestHost(HostClock clock, PacketPool pool) {
        this.pool = pool;
        this.strand = clock.strand("test");
        families.put(PairFamily.AF_PAIR, contribution);
        this.calls =
                new Calls(
                        new CallServices(
                                strand,
                                pool,
                                new Families(families),
                                this::look,
                                interfaces,
                                new Numbers()));
        this.process = calls.newProcess(Mockito.mock(Host.class), Credentials.ROOT);
    }

    static TestHost inVirtualTime() {
        return new TestHost(new SteppedClock(), PacketPool.checked());
    }

    private boolean look() {
        looks++;
        int before = families.size();
        onLook.run();
        return families.size() > before;
    }

    /// A datagram socket bound to a number.
    int bound(int number) throws ErrnoException {
        int fd = process.socket(PairFamily.AF_PAIR, Sock.SOCK_DGRAM, 0);
        process.bind(fd, PairOps.name(number));
        return fd;
    }

    /// The socket behind a descriptor.
    Socket socket(int fd) throws ErrnoException {
        return ((KitProcess) process).socketOf(fd, "test");
    }

    void send(int fd, int number, String text) throws ErrnoException {
        byte[] data = text.getBytes(StandardCharsets.UTF_8);
        int sent = process.sendto(fd, data, 0, data.length, 0, PairOps.name(number));
        Assertions.assertEquals(data.length, sent);
    }

    String receive(int fd, int flags) throws ErrnoException {
        return receive(process, fd, flags);
    }

    static String receive(Process process, int fd, int flags) throws ErrnoException {
        byte[] data = new byte[100];
        int got = process.recv(fd, data, 0, data.length, flags);
        return got < 0 ? "WOULD_BLOCK" : new String(data, 0, got, StandardCharsets.UTF_8);
    }

    /// Lets a mocked interface be found.
    void device(String name, int index) {
        NetInterface found = Mockito.mock(NetInterface.class, Mockito.RETURNS_DEEP_STUBS);
        Mockito.when(found.index()).thenReturn(index);
        Mockito.when(interfaces.find(name)).thenReturn(found);
        Mockito.when(interfaces.find(index)).thenReturn(found);
    }

    static ErrnoException refuses(Errno errno, Executable call) {
        ErrnoException thrown = Assertions.assertThrows(ErrnoException.class, call);
        Assertions.assertEquals(errno, thrown.errno(), thrown.getMessage());
        return thrown;
    }

    @Override
    public void close() {
        calls.close();
        strand.close();
        family.held.forEach(Packet::release);
        Assertions.assertEquals(List.of(), pool.leaks());
        Assertions.assertEquals(0, contribution.pins);
    }

    private record Families(Map<AddressFamily, Contribution<ProtocolFamily>> rows)
            implements ExtensionView<AddressFamily, ProtocolFamily> {
        @Override
        public Contribution<ProtocolFamily> find(AddressFamily key) {
            return rows.get(key);
        }

        @Override
        public List<Contribution<ProtocolFamily>> all() {
            return List.copyOf(rows.values());
        }

        @Override
        public void listen(Listener<AddressFamily, ProtocolFamily> listener) {
            rows.forEach(listener::added);
        }
    }

    private static final class Numbers implements SysctlRegistry {
        @Override
        public IntSysctl integer(String name, int initial, int min, int max, String about) {
            return () -> initial;
        }

        @Override
        public BooleanSysctl flag(String name, boolean initial, String about) {
            return () -> initial;
        }

        @Override
        public RangeSysctl range(
                String name, int first, int second, int min, int max, String about) {
            return () -> ((long) first << 32) | second;
        }

        @Override
        public TripleSysctl triple(String name, Triple initial, int min, int max, String about) {
            return () -> initial;
        }

        @Override
        public WordSysctl word(
                String name,
                String initial,
                Predicate<String> allows,
                String allowed,
                String about) {
            return () -> initial;
        }
    }
}
