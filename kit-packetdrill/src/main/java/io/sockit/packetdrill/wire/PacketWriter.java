package io.sockit.packetdrill.wire;

import io.sockit.packetdrill.script.PacketSpec;
import io.sockit.packetdrill.script.PacketSpec.Icmp;
import io.sockit.packetdrill.script.PacketSpec.IpInfo;
import io.sockit.packetdrill.script.PacketSpec.Quoted;
import io.sockit.packetdrill.script.PacketSpec.Tcp;
import io.sockit.packetdrill.script.PacketSpec.Udp;
import io.sockit.packetdrill.script.TcpOption;

import java.nio.ByteBuffer;
import java.util.List;

/// Makes the bytes of a packet that comes in. Payload is zeros.
@SuppressWarnings("ByteBufferBackingArray") // the buffers are its own, from allocate
public final class PacketWriter {
    private static final int TTL = 255;
    private static final int QUOTED = 8;

    private PacketWriter() {}

    /// @param packet its numbers are those of the wire
    /// @param ends addresses and ports
    public static byte[] write(PacketSpec packet, Ends ends) throws WireException {
        return switch (packet) {
            case Tcp tcp -> tcp(tcp, ends);
            case Udp udp -> udp(udp, ends);
            case Icmp icmp -> icmp(icmp, ends);
        };
    }

    private static byte[] tcp(Tcp tcp, Ends ends) {
        List<TcpOption> options = tcp.options() == null ? List.of() : tcp.options();
        int header = Layout.TCP + options.stream().mapToInt(TcpOption::length).sum();
        int length = header + tcp.payload();
        ByteBuffer out = ip(tcp.envelope().ip(), ends, Layout.PROTOCOL_TCP, length);
        int at = out.position();
        out.putShort((short) ends.sourcePort()).putShort((short) ends.destinationPort());
        out.putInt((int) tcp.sequence()).putInt((int) tcp.ack());
        out.putShort((short) ((header / 4) << 12 | tcp.flags()));
        out.putShort((short) tcp.window()).putShort((short) 0).putShort((short) tcp.urgent());
        options.forEach(option -> option.put(out));
        int sum = Sums.transport(out.array(), at, length, Layout.PROTOCOL_TCP, ends.isV4());
        out.putShort(at + Layout.TCP_SUM, (short) sum);
        return out.array();
    }

    private static byte[] udp(Udp udp, Ends ends) {
        int length = Layout.UDP + udp.payload();
        ByteBuffer out = ip(udp.envelope().ip(), ends, Layout.PROTOCOL_UDP, length);
        int at = out.position();
        out.putShort((short) ends.sourcePort()).putShort((short) ends.destinationPort());
        out.putShort((short) length);
        int sum = Sums.transport(out.array(), at, length, Layout.PROTOCOL_UDP, ends.isV4());
        out.putShort(at + Layout.UDP_SUM, (short) (sum == 0 ? 0xffff : sum));
        return out.array();
    }

    private static byte[] icmp(Icmp icmp, Ends ends) throws WireException {
        boolean v4 = ends.isV4();
        byte[] quote = quote(icmp.quoted(), ends.swapped());
        int length =
                icmp.quoted().protocol() == Quoted.Protocol.RAW
                        ? Math.max(Layout.ICMP, icmp.quoted().payload())
                        : Layout.ICMP + quote.length;
        int protocol = v4 ? Layout.PROTOCOL_ICMP : Layout.PROTOCOL_ICMPV6;
        Ends plain = new Ends(ends.source(), 0, ends.destination(), 0);
        ByteBuffer out = ip(icmp.envelope().ip(), plain, protocol, length);
        int at = out.position();
        out.put((byte) IcmpNames.type(icmp.type(), v4));
        String code = icmp.code();
        out.put((byte) (code == null ? 0 : IcmpNames.code(code, v4)));
        out.putShort((short) 0);
        out.putInt(rest(icmp, v4));
        out.put(quote);
        int sum =
                v4
                        ? Sums.plain(out.array(), at, length)
                        : Sums.transport(out.array(), at, length, protocol, false);
        out.putShort(at + Layout.ICMP_SUM, (short) sum);
        return out.array();
    }

    /// Bytes 4 to 7: an MTU (of IPv4 in the lower half, RFC 1191 §4), or an echo's identifier.
    private static int rest(Icmp icmp, boolean v4) throws WireException {
        if (icmp.mtu() < 0) {
            return icmp.id() << 16;
        }
        boolean fits =
                v4 ? "frag_needed".equals(icmp.code()) : icmp.type().equals("packet_too_big");
        if (!fits) {
            throw new WireException(
                    "icmp %s with an MTU (expected: %s)"
                            .formatted(icmp.type(), v4 ? "frag_needed" : "packet_too_big"));
        }
        return icmp.mtu();
    }

    /// The IP header and the first eight bytes of what the host had sent.
    private static byte[] quote(Quoted quoted, Ends ends) {
        if (quoted.protocol() == Quoted.Protocol.RAW) {
            return new byte[0];
        }
        boolean tcp = quoted.protocol() == Quoted.Protocol.TCP;
        int whole = (tcp ? Layout.TCP : Layout.UDP) + quoted.payload();
        int protocol = tcp ? Layout.PROTOCOL_TCP : Layout.PROTOCOL_UDP;
        ByteBuffer out = ip(IP_PLAIN, ends, protocol, whole);
        out.putShort((short) ends.sourcePort()).putShort((short) ends.destinationPort());
        if (tcp) {
            out.putInt((int) quoted.sequence());
        } else {
            out.putShort((short) whole).putShort((short) 0);
        }
        byte[] cut = new byte[(ends.isV4() ? Layout.IPV4 : Layout.IPV6) + QUOTED];
        System.arraycopy(out.array(), 0, cut, 0, cut.length);
        return cut;
    }

    private static final IpInfo IP_PLAIN = new IpInfo(IpInfo.Mark.UNCHECKED, 0, -1, -1);

    /// A packet of this length behind its IP header, at which it is positioned.
    private static ByteBuffer ip(IpInfo info, Ends ends, int protocol, int length) {
        int ttl = info.ttl() < 0 ? TTL : info.ttl();
        return ends.isV4()
                ? v4(info.tos(), ttl, ends, protocol, length)
                : v6(info, ttl, ends, protocol, length);
    }

    private static ByteBuffer v4(int tos, int ttl, Ends ends, int protocol, int length) {
        ByteBuffer out = ByteBuffer.allocate(Layout.IPV4 + Math.max(length, QUOTED));
        out.put((byte) 0x45).put((byte) tos).putShort((short) (Layout.IPV4 + length));
        out.putInt(0).put((byte) ttl).put((byte) protocol).putShort((short) 0);
        out.put(ends.source().bytes()).put(ends.destination().bytes());
        out.putShort(Layout.V4_SUM, (short) Sums.header(out.array(), Layout.IPV4));
        return out;
    }

    private static ByteBuffer v6(IpInfo info, int ttl, Ends ends, int protocol, int length) {
        ByteBuffer out = ByteBuffer.allocate(Layout.IPV6 + Math.max(length, QUOTED));
        out.putInt(6 << 28 | info.tos() << 20 | Math.max(info.flowLabel(), 0));
        out.putShort((short) length).put((byte) protocol).put((byte) ttl);
        return out.put(ends.source().bytes()).put(ends.destination().bytes());
    }
}
