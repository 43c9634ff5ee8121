package io.sockit.socket.call;

import io.sockit.api.AddressFamily;
import io.sockit.api.Errno;
import io.sockit.api.ErrnoException;
import io.sockit.api.Sock;
import io.sockit.socket.strand.HostClock;
import io.sockit.socket.strand.HostStrand;
import io.sockit.socket.strand.WaitQueue;
import io.sockit.spi.Contribution;
import io.sockit.spi.ExtensionView;
import io.sockit.spi.Interfaces;
import io.sockit.spi.NetInterface;
import io.sockit.spi.ProtocolFamily;
import io.sockit.spi.SysctlRegistry;
import io.sockit.spi.packet.Packet;
import io.sockit.spi.packet.PacketPool;

import org.jspecify.annotations.Nullable;

import java.util.List;

/// What the tests of this package share: one strand, and sockets without a protocol, cheap enough
/// to be made by the million. Who appends is the only one, so it need not be on the strand.
final class Stage {
    static final HostStrand STRAND = HostClock.system().strand("stress");
    static final int LIMIT = 1 << 20;

    private static final PacketPool POOL = new PacketPool();
    private static final AddressFamily FAMILY = new AddressFamily(99, "AF_STRESS");
    private static final SocketRegistry REGISTRY =
            new SocketRegistry(
                    new CallServices(
                            STRAND,
                            POOL,
                            new NoFamilies(),
                            () -> false,
                            new NoInterfaces(),
                            new Initial()));

    private Stage() {}

    static MessageBuffer buffer(WaitQueue readers) {
        return new MessageBuffer(STRAND, readers, LIMIT);
    }

    static Packet packet() {
        return POOL.take();
    }

    static void release(@Nullable Packet packet) {
        if (packet != null) {
            packet.release();
        }
    }

    /// More time for the other actor, where a mutant looks too early.
    static void linger() {
        for (int i = 0; i < 20; i++) {
            Thread.onSpinWait();
        }
    }

    static Socket socket() {
        Socket socket =
                new Socket(REGISTRY, 1, FAMILY, Sock.SOCK_DGRAM, 0, new PluginPins(new Nobodys()));
        socket.attach(new DeadOps(Errno.EBADF)); // never asked
        return socket;
    }

    /// With the socket as descriptor 0.
    static DescriptorTable table(Socket socket) {
        DescriptorTable table = new DescriptorTable(1);
        try {
            table.open(new OpenFile(socket, false), "stress");
        } catch (ErrnoException e) {
            throw new IllegalStateException(e);
        }
        return table;
    }

    private static final class Nobodys implements Contribution<String> {
        @Override
        public String value() {
            return "";
        }

        @Override
        public String plugin() {
            return "stress";
        }

        @Override
        public void fault(Throwable failure) {
            throw new IllegalStateException(failure);
        }

        @Override
        public boolean pin() {
            return true;
        }

        @Override
        public void release() {}
    }

    private static final class NoFamilies implements ExtensionView<AddressFamily, ProtocolFamily> {
        @Override
        public @Nullable Contribution<ProtocolFamily> find(AddressFamily key) {
            return null;
        }

        @Override
        public List<Contribution<ProtocolFamily>> all() {
            return List.of();
        }

        @Override
        public void listen(ExtensionView.Listener<AddressFamily, ProtocolFamily> listener) {}
    }

    private static final class NoInterfaces implements Interfaces {
        @Override
        public @Nullable NetInterface find(int index) {
            return null;
        }

        @Override
        public @Nullable NetInterface find(String name) {
            return null;
        }

        @Override
        public void listen(Interfaces.Listener listener) {}
    }

    /// Every sysctl has its initial value.
    private static final class Initial implements SysctlRegistry {
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
            return () -> ((long) first << Integer.SIZE) | second;
        }
    }
}
