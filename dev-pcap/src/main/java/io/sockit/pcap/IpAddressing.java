package io.sockit.pcap;

import io.sockit.spi.packet.Bytes;
import io.sockit.spi.packet.Checksum;

/// The addresses of an IPv4 or IPv6 packet where it lies in an array: read, and put in place of
/// others. Reused; one thread at a time.
///
/// Checksums that cover an address are adjusted, not written anew (RFC 1624 §3): what was wrong
/// stays wrong.
final class IpAddressing {
    static final int IPV4 = 0x0800;
    static final int IPV6 = 0x86dd;

    /// RFC 791 §3.1
    private static final class V4 {
        static final int LENGTH = 20;
        static final int FRAGMENT = 6;
        static final int PROTOCOL = 9;
        static final int CHECKSUM = 10;
        static final int SOURCE = 12;
        static final int DESTINATION = 16;
        static final int OFFSET_MASK = 0x1fff;
    }

    /// RFC 8200 §3
    private static final class V6 {
        static final int LENGTH = 40;
        static final int NEXT_HEADER = 6;
        static final int SOURCE = 8;
        static final int DESTINATION = 24;
    }

    private final TransportChecksum transport = new TransportChecksum();
    private byte[] bytes = {};
    private int start;
    private int end;
    private boolean six;

    /// Looks at a packet.
    ///
    /// @return false where it is no IP packet with whole addresses
    boolean at(int etherType, byte[] in, int from, int to) {
        bytes = in;
        start = from;
        end = to;
        six = etherType == IPV6;
        if ((etherType != IPV4 && !six) || to - from < (six ? V6.LENGTH : V4.LENGTH)) {
            return false;
        }
        int version = six ? 0x60 : 0x40;
        return (in[from] & 0xf0) == version;
    }

    boolean isIpv6() {
        return six;
    }

    long sourceHigh() {
        return six ? Bytes.i64(bytes, start + V6.SOURCE) : 0;
    }

    long sourceLow() {
        return six
                ? Bytes.i64(bytes, start + V6.SOURCE + Long.BYTES)
                : HostAddress.ipv4(Bytes.u32(bytes, start + V4.SOURCE));
    }

    long destinationHigh() {
        return six ? Bytes.i64(bytes, start + V6.DESTINATION) : 0;
    }

    long destinationLow() {
        return six
                ? Bytes.i64(bytes, start + V6.DESTINATION + Long.BYTES)
                : HostAddress.ipv4(Bytes.u32(bytes, start + V4.DESTINATION));
    }

    /// Whether the destination is a group, or IPv4's broadcast to all.
    boolean toMany() {
        if (six) {
            return Bytes.u8(bytes, start + V6.DESTINATION) == 0xff;
        }
        int first = Bytes.u8(bytes, start + V4.DESTINATION);
        return (first >> 4) == 0xe || Bytes.u32(bytes, start + V4.DESTINATION) == -1;
    }

    void source(HostAddress to) {
        replace(six ? V6.SOURCE : V4.SOURCE, to);
    }

    void destination(HostAddress to) {
        replace(six ? V6.DESTINATION : V4.DESTINATION, to);
    }

    private void replace(int field, HostAddress to) {
        locate();
        if (six) {
            word(start + field, (int) (to.high() >>> 32));
            word(start + field + 4, (int) to.high());
            word(start + field + 8, (int) (to.low() >>> 32));
            word(start + field + 12, (int) to.low());
        } else {
            int before = Bytes.u32(bytes, start + field);
            int sum = Bytes.u16(bytes, start + V4.CHECKSUM);
            Bytes.u16(bytes, start + V4.CHECKSUM, Checksum.update32(sum, before, (int) to.low()));
            word(start + field, (int) to.low());
        }
    }

    private void word(int at, int after) {
        transport.changed(Bytes.u32(bytes, at), after);
        Bytes.u32(bytes, at, after);
    }

    /// Finds the checksum of a transport whose pseudo-header has the addresses.
    private void locate() {
        if (six) {
            transport.behindIpv6(
                    bytes, start + V6.LENGTH, end, Bytes.u8(bytes, start + V6.NEXT_HEADER));
            return;
        }
        boolean first = (Bytes.u16(bytes, start + V4.FRAGMENT) & V4.OFFSET_MASK) == 0;
        int header = (bytes[start] & 0xf) * 4;
        int protocol = first ? Bytes.u8(bytes, start + V4.PROTOCOL) : TransportChecksum.NONE;
        transport.behind(bytes, start + header, end, protocol);
    }
}
