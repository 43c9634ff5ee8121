package io.sockit.inet.spi;

import io.sockit.api.AddressFamily;
import io.sockit.api.Credentials;
import io.sockit.api.ErrnoException;
import io.sockit.inet.Inet;
import io.sockit.inet.InetSockaddr;
import io.sockit.inet.SockaddrIn;
import io.sockit.inet.SockaddrIn6;
import io.sockit.spi.CallContext;
import io.sockit.spi.NetInterface;
import io.sockit.spi.Socket;
import io.sockit.spi.SocketFlags;
import io.sockit.spi.SysctlRegistry.RangeSysctl;
import io.sockit.spi.packet.Bytes;
import io.sockit.spi.packet.Packet;
import io.sockit.spi.packet.PacketPool;

import java.lang.reflect.Proxy;
import java.util.Arrays;
import java.util.Map;
import java.util.Random;
import java.util.function.Function;

/// A table of control blocks without a host, and packets for them: for tests that need thousands.
final class Sockets {
    static final int ETH = 3;
    private static final int UDP = 17;

    final PacketPool pool = new PacketPool();
    final PcbTable table;
    int firstPort = 32_768;
    int lastPort = 60_999;

    Sockets() {
        table = new PcbTable(services(), name -> new Random(name.hashCode()), "test");
    }

    /// so_options, of one socket or of many.
    static final class Flags implements SocketFlags {
        boolean reuseAddress;
        boolean reusePort;
        int device;

        static Flags reusing() {
            Flags flags = new Flags();
            flags.reuseAddress = true;
            return flags;
        }

        @Override
        public boolean reuseAddress() {
            return reuseAddress;
        }

        @Override
        public boolean reusePort() {
            return reusePort;
        }

        @Override
        public boolean broadcast() {
            return false;
        }

        @Override
        public boolean dontRoute() {
            return false;
        }

        @Override
        public int boundInterface() {
            return device;
        }
    }

    /// A control block of no transport.
    static final class Pcb extends InetPcb {
        private final CallContext call;
        private final PcbTable table;

        Pcb(Socket socket, PcbTable table, CallContext call) {
            super(socket, table);
            this.table = table;
            this.call = call;
        }

        Pcb bind(String address) throws ErrnoException {
            bind(parse(address), call);
            return this;
        }

        Pcb connect(String address) throws ErrnoException {
            associate(parse(address), call);
            return this;
        }

        Pcb connectTowards(String address) throws ErrnoException {
            table.associate(this, parse(address), call);
            return this;
        }

        void disconnect() {
            dissociate();
        }

        Pcb accepted(InetPcb listener, String local, String peer) {
            InetSockaddr own = parse(local);
            table.accept(this, listener, own.high(), own.low(), 0, parse(peer));
            return this;
        }

        @Override
        public boolean close() {
            table.remove(this);
            return true;
        }
    }

    static InetSockaddr parse(String text) {
        return text.startsWith("[") ? SockaddrIn6.parse(text) : SockaddrIn.parse(text);
    }

    private InetServices services() {
        InetSettings settings =
                stub(
                        InetSettings.class,
                        Map.of(
                                "options",
                                args ->
                                        new InetOptions(
                                                (AddressFamily) args[0], () -> 64, () -> 64, false),
                                "localPortRange",
                                args ->
                                        (RangeSysctl)
                                                () -> (long) firstPort << Integer.SIZE | lastPort,
                                "checkPort",
                                args -> null));
        IpOutput output =
                stub(
                        IpOutput.class,
                        Map.of(
                                "route",
                                args -> {
                                    route((IpFlow) args[0]);
                                    return null;
                                }));
        IpAddresses addresses =
                stub(
                        IpAddresses.class,
                        Map.of(
                                "isLocal",
                                args -> false,
                                "isBroadcast",
                                args -> false,
                                "checkBind",
                                args -> null));
        return new InetServices(output, addresses, settings, new PeerAddresses(), pool);
    }

    /// What a test answers of an interface: a mock is too slow to be asked a million times.
    private static <T> T stub(Class<T> type, Map<String, Function<Object[], Object>> answers) {
        return type.cast(
                Proxy.newProxyInstance(
                        type.getClassLoader(),
                        new Class<?>[] {type},
                        (proxy, method, args) -> answers.get(method.getName()).apply(args)));
    }

    private void route(IpFlow flow) {
        boolean any = IpAddress.isAny(flow.boundHigh(), flow.boundLow());
        flow.routed(
                1,
                stub(NetInterface.class, Map.of()),
                NextHop.NONE,
                any ? 0 : flow.boundHigh(),
                any ? IpAddress.mapped(0x0a00_0001) : flow.boundLow(),
                false);
    }

    Pcb inet(Flags flags) {
        return make(Inet.AF_INET, flags);
    }

    Pcb inet() {
        return inet(new Flags());
    }

    Pcb inet6() {
        return make(Inet.AF_INET6, new Flags());
    }

    private Pcb make(AddressFamily family, Flags flags) {
        Map<String, Function<Object[], Object>> answers =
                Map.of("soFamily", args -> family, "soOptions", args -> flags);
        CallContext call =
                stub(
                        CallContext.class,
                        Map.of("credentials", args -> Credentials.user(1000, 1000)));
        return new Pcb(stub(Socket.class, answers), table, call);
    }

    Pcb[] inets(int count, Flags flags) {
        Pcb[] all = new Pcb[count];
        Arrays.setAll(all, i -> inet(flags));
        return all;
    }

    /// A packet as a transport gets it: its data begins with the ports.
    Packet packet(String from, String to) {
        InetSockaddr source = parse(from);
        InetSockaddr destination = parse(to);
        Packet packet = pool.take();
        int at = packet.push(4);
        byte[] head = packet.head();
        Bytes.u16(head, at, source.port());
        Bytes.u16(head, at + 2, destination.port());
        int header = IpAddress.isV4(destination.high(), destination.low()) ? 20 : 40;
        at = packet.push(header);
        if (header == 20) {
            Ipv4Header.write(
                    head,
                    at,
                    0,
                    packet.length(),
                    0,
                    false,
                    64,
                    UDP,
                    IpAddress.v4(source.low()),
                    IpAddress.v4(destination.low()));
        } else {
            Ipv6Header.write(
                    head,
                    at,
                    0,
                    4,
                    UDP,
                    64,
                    source.high(),
                    source.low(),
                    destination.high(),
                    destination.low());
        }
        packet.markNetwork();
        packet.consume(header);
        packet.interfaceIndex(ETH);
        return packet;
    }

    /// `10.x.y.z` of a number from 1 on.
    static String address(int n) {
        return "10.%d.%d.%d".formatted(n >> 16, n >> 8 & 0xff, n & 0xff);
    }
}
