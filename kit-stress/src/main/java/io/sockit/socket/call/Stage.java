package io.sockit.socket.call;

import io.sockit.api.AddressFamily;
import io.sockit.api.Sock;
import io.sockit.socket.file.OpenFiles;
import io.sockit.socket.strand.HostClock;
import io.sockit.socket.strand.HostStrand;
import io.sockit.spi.SysctlRegistry;
import io.sockit.spi.packet.Packet;
import io.sockit.spi.packet.PacketPool;

import java.util.function.Predicate;

/// What the scenes of this package play with: one strand, and sockets without a protocol.
final class Stage {
    static final HostStrand STRAND = HostClock.system().strand("stress");

    private static final AddressFamily AF_STRESS = new AddressFamily(200, "AF_STRESS");
    private static final SysctlRegistry SYSCTLS = new Initial();
    private static final PacketPool POOL = new PacketPool();
    private static final OpenFiles FILES =
            new OpenFiles(HostClock.system(), "stress", POOL, SYSCTLS);
    static final CallServices SERVICES =
            new CallServices(STRAND, POOL, unused(), () -> false, unused(), SYSCTLS);
    private static final SocketRegistry REGISTRY = new SocketRegistry(SERVICES, FILES);

    private Stage() {}

    /// What no scene calls.
    @SuppressWarnings({"NullAway", "TypeParameterUnusedInFormals"})
    private static <T> T unused() {
        return null;
    }

    static Socket socket() {
        return socket(REGISTRY);
    }

    static Socket socket(SocketRegistry registry) {
        return new Socket(registry, AF_STRESS, Sock.SOCK_DGRAM, 0, unused());
    }

    static SocketRegistry registry() {
        return REGISTRY;
    }

    static OpenFiles files() {
        return FILES;
    }

    /// A message of one byte.
    static Packet message() {
        Packet message = POOL.take();
        message.append(new byte[1], 0, 1);
        return message;
    }

    /// Waits for its turn on the strand.
    static void enter() {
        while (!STRAND.enter()) {
            Thread.onSpinWait();
        }
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
