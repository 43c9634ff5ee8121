package io.sockit.udplite;

import com.google.inject.Inject;
import com.google.inject.Singleton;

import io.sockit.api.Errno;
import io.sockit.api.ErrnoException;
import io.sockit.api.Sock;
import io.sockit.api.SocketOption;
import io.sockit.inet.spi.Cast;
import io.sockit.inet.spi.IcmpError;
import io.sockit.inet.spi.IcmpErrors;
import io.sockit.inet.spi.InetDatagramPcb;
import io.sockit.inet.spi.InetServices;
import io.sockit.inet.spi.IpFlow;
import io.sockit.inet.spi.IpPacket;
import io.sockit.inet.spi.IpProtocol;
import io.sockit.inet.spi.PcbTable;
import io.sockit.inet.spi.TransportInput;
import io.sockit.inet.spi.TransportKey;
import io.sockit.inet.spi.TransportProtocol;
import io.sockit.spi.CallContext;
import io.sockit.spi.Counter;
import io.sockit.spi.CounterRegistry;
import io.sockit.spi.PluginModule;
import io.sockit.spi.RandomStreams;
import io.sockit.spi.Socket;
import io.sockit.spi.SocketOps;
import io.sockit.spi.packet.Bytes;
import io.sockit.spi.packet.Checksum;
import io.sockit.spi.packet.ChecksumState;
import io.sockit.spi.packet.Packet;

/// UDP-Lite (RFC 3828), as another would write it on the public parts of proto-inet: datagrams
/// whose checksum covers their first bytes alone. For unicasts.
public final class UdpLite extends PluginModule {
    static final int NUMBER = 136;
    static final SocketOption<Integer> SEND_CSCOV =
            new SocketOption<>(NUMBER, 10, "UDPLITE_SEND_CSCOV", Integer.class);

    private static final int HEADER = 8;
    private static final int DESTINATION_PORT = 2;
    private static final int COVERAGE = 4;
    private static final int CHECKSUM = 6;

    public UdpLite() {
        super("udplite", "0.1", "inet");
    }

    @Override
    protected void configure() {
        contribute(
                TransportProtocol.POINT,
                new TransportKey(Sock.SOCK_DGRAM, NUMBER, false),
                Transport.class);
        contribute(TransportInput.POINT, new IpProtocol(NUMBER, "udplite"), Input.class);
    }

    @Singleton
    static final class Transport implements TransportProtocol {
        final PcbTable table;
        final InetDatagramPcb.Counts counts;

        @Inject
        Transport(InetServices services, RandomStreams random, CounterRegistry registry) {
            table = new PcbTable(services, random, "udplite");
            counts =
                    new InetDatagramPcb.Counts(
                            registry,
                            registry.counter("UdpLite.OutDatagrams"),
                            registry.counter("UdpLite.InDatagrams"),
                            registry.counter("UdpLite.RcvbufErrors"),
                            registry.counter("UdpLite.ErrorQueueErrors"));
        }

        @Override
        public String name() {
            return "udplite";
        }

        @Override
        public SocketOps create(Socket socket, int protocol, CallContext call) {
            return new Pcb(socket, this);
        }
    }

    static final class Pcb extends InetDatagramPcb {
        private int coverage; // 0: all

        Pcb(Socket socket, Transport transport) {
            super(socket, transport.table, transport.counts);
        }

        @Override
        protected int protocol() {
            return NUMBER;
        }

        @Override
        public int maxMessage() {
            return isInet() ? 65_507 : 65_527;
        }

        @Override
        protected void prepare(Packet message, IpFlow way, int port) {
            int length = message.length() + HEADER;
            boolean all = coverage == 0 || coverage >= length;
            int at = message.push(HEADER);
            Bytes.u16(message.head(), at, localPort());
            Bytes.u16(message.head(), at + DESTINATION_PORT, port);
            Bytes.u16(message.head(), at + COVERAGE, all ? 0 : coverage);
            Bytes.u16(message.head(), at + CHECKSUM, 0);
            int sum = way.checksum(message, NUMBER, all ? length : coverage);
            Bytes.u16(message.head(), at + CHECKSUM, sum == 0 ? 0xffff : sum);
        }

        void input(Packet packet) {
            packet.consume(HEADER);
            deliver(packet);
        }

        void failed(Packet quoted, IcmpError error, int mtu) {
            failed(quoted, HEADER, IpPacket.transportLength(quoted) - HEADER, error, mtu);
        }

        @Override
        public <T> void option(SocketOption<T> option, T value, CallContext call)
                throws ErrnoException {
            if (!option.is(SEND_CSCOV)) {
                super.option(option, value, call);
            } else if (value instanceof Integer wanted && wanted >= HEADER) {
                coverage = wanted;
            } else {
                throw new ErrnoException(Errno.EINVAL, "setsockopt", option + ": " + value);
            }
        }
    }

    @Singleton
    static final class Input implements TransportInput {
        private final Transport transport;
        private final CounterRegistry registry;
        private final IcmpErrors icmp;
        private final Counter noPorts;
        private final Counter inErrors;

        @Inject
        Input(Transport transport, CounterRegistry registry, IcmpErrors icmp) {
            this.transport = transport;
            this.registry = registry;
            this.icmp = icmp;
            noPorts = registry.counter("UdpLite.NoPorts");
            inErrors = registry.counter("UdpLite.InErrors");
        }

        @Override
        public void input(Packet packet, Cast cast) {
            if (cast != Cast.UNICAST || !packet.pull(HEADER) || !verifies(packet)) {
                registry.drop(packet, inErrors);
            } else if (transport.table.find(packet) instanceof Pcb pcb) {
                pcb.input(packet);
            } else {
                icmp.portUnreachable(packet);
                registry.drop(packet, noPorts);
            }
        }

        private static boolean verifies(Packet packet) {
            int coverage = Bytes.u16(packet.head(), packet.headOffset() + COVERAGE);
            int covered = coverage == 0 ? packet.length() : coverage;
            if (covered < HEADER || covered > packet.length()) {
                return false;
            }
            int sum = IpPacket.pseudoHeaderSum(packet, NUMBER);
            return packet.checksumState() != ChecksumState.NONE
                    || Checksum.finish(packet.checksum(0, covered, sum)) == 0;
        }

        @Override
        public void icmpError(Packet quoted, IcmpError error, int mtu) {
            if (transport.table.findSender(quoted) instanceof Pcb pcb) {
                pcb.failed(quoted, error, mtu);
            }
        }

        @Override
        public int checksumOffset() {
            return -1; // never left to a device, which does not know what is covered
        }
    }
}
