package io.sockit.packetdrill.wire;

import io.sockit.api.NetAddress;
import io.sockit.inet.Inet;
import io.sockit.packetdrill.script.PacketSpec;
import io.sockit.packetdrill.script.PacketSpec.Envelope;
import io.sockit.packetdrill.script.PacketSpec.Icmp;
import io.sockit.packetdrill.script.PacketSpec.IpInfo;
import io.sockit.packetdrill.script.PacketSpec.Quoted;
import io.sockit.packetdrill.script.PacketSpec.Tcp;
import io.sockit.packetdrill.script.PacketSpec.Udp;
import io.sockit.packetdrill.script.TcpOption;

import org.jspecify.annotations.Nullable;

import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/// Describes the bytes of a packet that the host has sent, and checks its checksums.
public final class PacketReader {
    private final byte[] bytes;
    private final ByteBuffer in;
    private final boolean v4;
    private final int header;

    private PacketReader(byte[] bytes) {
        this.bytes = bytes;
        this.in = ByteBuffer.wrap(bytes);
        this.v4 = bytes[0] >> 4 == 4;
        this.header = v4 ? (bytes[0] & 0xf) * 4 : Layout.IPV6;
    }

    /// @return null for a packet that is none of TCP, UDP or ICMP
    /// @throws WireException for a length or a checksum that is wrong
    public static @Nullable Received read(byte[] bytes) throws WireException {
        if (bytes.length < Layout.IPV4 || (bytes[0] >> 4 != 4 && bytes.length < Layout.IPV6)) {
            throw new WireException("a packet of %d bytes".formatted(bytes.length));
        }
        PacketReader reader = new PacketReader(bytes);
        reader.checkIp();
        return reader.packet();
    }

    /// Whether two messages have the same type and code, whether named or numbered.
    public static boolean sameMessage(Icmp one, Icmp other, boolean v4) {
        try {
            return IcmpNames.type(one.type(), v4) == IcmpNames.type(other.type(), v4)
                    && code(one, v4) == code(other, v4);
        } catch (WireException e) {
            return false; // a name that this version of IP does not have
        }
    }

    private static int code(Icmp icmp, boolean v4) throws WireException {
        String code = icmp.code();
        return code == null ? 0 : IcmpNames.code(code, v4);
    }

    private void checkIp() throws WireException {
        int length = v4 ? u16(Layout.V4_LENGTH) : Layout.IPV6 + u16(Layout.V6_LENGTH);
        if (length != bytes.length || header > bytes.length) {
            throw new WireException("IP length: %d (expected: %d)".formatted(length, bytes.length));
        }
        if (v4 && Sums.header(bytes, header) != 0) {
            throw new WireException("a wrong IP checksum: 0x%04x".formatted(u16(Layout.V4_SUM)));
        }
    }

    private @Nullable Received packet() throws WireException {
        return switch (v4 ? bytes[Layout.V4_PROTOCOL] : bytes[Layout.V6_NEXT]) {
            case Layout.PROTOCOL_TCP -> tcp();
            case Layout.PROTOCOL_UDP -> udp();
            case Layout.PROTOCOL_ICMP, Layout.PROTOCOL_ICMPV6 -> icmp();
            default -> null;
        };
    }

    private Received tcp() throws WireException {
        need(Layout.TCP);
        checkSum("TCP", Layout.PROTOCOL_TCP);
        int flags = u16(header + Layout.TCP_FLAGS);
        int length = (flags >> 12) * 4;
        need(length);
        PacketSpec packet =
                new Tcp(
                        envelope(true),
                        flags & 0xfff,
                        -1,
                        u32(header + Layout.TCP_SEQUENCE),
                        bytes.length - header - length,
                        u32(header + Layout.TCP_ACK),
                        u16(header + Layout.TCP_WINDOW),
                        u16(header + Layout.TCP_URGENT),
                        options(header + Layout.TCP, header + length));
        return new Received(ends(true), packet, zeros(header + length));
    }

    private List<TcpOption> options(int from, int end) throws WireException {
        List<TcpOption> options = new ArrayList<>();
        int at = from;
        while (at < end) {
            int kind = bytes[at] & 0xff;
            boolean single = kind == TcpOption.EOL || kind == TcpOption.NOP;
            int length = single ? 1 : at + 1 < end ? bytes[at + 1] & 0xff : 0;
            if (length < (single ? 1 : 2) || at + length > end) {
                throw new WireException("TCP option %d of length %d".formatted(kind, length));
            }
            byte[] data = single ? new byte[0] : Arrays.copyOfRange(bytes, at + 2, at + length);
            options.add(TcpOption.of(kind, data));
            at += length;
        }
        return options;
    }

    private Received udp() throws WireException {
        need(Layout.UDP);
        int length = u16(header + Layout.UDP_LENGTH);
        if (length != bytes.length - header) {
            throw new WireException(
                    "UDP length: %d (expected: %d)".formatted(length, bytes.length - header));
        }
        if (u16(header + Layout.UDP_SUM) != 0 || !v4) { // RFC 768: 0 for no checksum
            checkSum("UDP", Layout.PROTOCOL_UDP);
        }
        PacketSpec packet = new Udp(envelope(true), length - Layout.UDP);
        return new Received(ends(true), packet, zeros(header + Layout.UDP));
    }

    private Received icmp() throws WireException {
        need(Layout.ICMP);
        int length = bytes.length - header;
        boolean right =
                v4
                        ? Sums.plain(bytes, header, length) == 0
                        : Sums.transport(bytes, header, length, Layout.PROTOCOL_ICMPV6, false) == 0;
        if (!right) {
            throw new WireException("a wrong ICMP checksum");
        }
        int rest = in.getInt(header + Layout.ICMP_REST);
        Icmp packet =
                new Icmp(
                        envelope(false),
                        IcmpNames.typeName(bytes[header] & 0xff, v4),
                        "code_" + (bytes[header + 1] & 0xff),
                        rest & 0xffff,
                        rest >>> 16,
                        new Quoted(Quoted.Protocol.RAW, 0, length));
        return new Received(ends(false), packet, true);
    }

    private void checkSum(String what, int protocol) throws WireException {
        if (Sums.transport(bytes, header, bytes.length - header, protocol, v4) != 0) {
            throw new WireException("a wrong " + what + " checksum");
        }
    }

    private void need(int length) throws WireException {
        if (bytes.length - header < length) {
            throw new WireException(
                    "%d bytes behind the IP header (expected: >= %d)"
                            .formatted(bytes.length - header, length));
        }
    }

    private Envelope envelope(boolean ports) {
        int tos = v4 ? bytes[Layout.V4_TOS] & 0xff : u16(0) >> 4 & 0xff;
        int ttl = bytes[v4 ? Layout.V4_TTL : Layout.V6_HOPS] & 0xff;
        int label = v4 ? -1 : in.getInt(0) & 0xfffff;
        IpInfo info = new IpInfo(IpInfo.Mark.TOS, tos, ttl, label);
        return new Envelope(true, info, port(ports, 0), port(ports, 2), "");
    }

    private Ends ends(boolean ports) {
        return new Ends(
                address(v4 ? Layout.V4_SOURCE : Layout.V6_SOURCE),
                port(ports, 0),
                address(v4 ? Layout.V4_DESTINATION : Layout.V6_DESTINATION),
                port(ports, 2));
    }

    private int port(boolean ports, int offset) {
        return ports ? u16(header + offset) : 0;
    }

    private NetAddress address(int offset) {
        int length = v4 ? 4 : 16;
        return NetAddress.of(
                v4 ? Inet.AF_INET : Inet.AF_INET6,
                Arrays.copyOfRange(bytes, offset, offset + length));
    }

    private boolean zeros(int from) {
        for (int i = from; i < bytes.length; i++) {
            if (bytes[i] != 0) {
                return false;
            }
        }
        return true;
    }

    private int u16(int offset) {
        return in.getShort(offset) & 0xffff;
    }

    private long u32(int offset) {
        return in.getInt(offset) & 0xffff_ffffL;
    }
}
