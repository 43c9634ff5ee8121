package io.sockit.packetdrill.wire;

/// The Internet checksum (RFC 1071), written apart from the host's, which it checks.
final class Sums {
    private Sums() {}

    /// The checksum of an IP header of so many bytes; 0 over one that holds a right sum.
    static int header(byte[] packet, int length) {
        return complement(sum(packet, 0, length));
    }

    /// The checksum of what follows the IP header, with its pseudo-header (RFC 9293 §3.1, RFC 8200
    /// §8.1); 0 over one that holds a right sum.
    static int transport(byte[] packet, int offset, int length, int protocol, boolean v4) {
        long sum = sum(packet, offset, length) + length + protocol;
        return complement(
                sum + (v4 ? sum(packet, Layout.V4_SOURCE, 8) : sum(packet, Layout.V6_SOURCE, 32)));
    }

    /// The checksum of an ICMP message over IPv4, which has no pseudo-header.
    static int plain(byte[] packet, int offset, int length) {
        return complement(sum(packet, offset, length));
    }

    private static long sum(byte[] bytes, int offset, int length) {
        long sum = 0;
        for (int i = 0; i < length; i++) {
            sum += (bytes[offset + i] & 0xff) << (i % 2 == 0 ? 8 : 0);
        }
        return sum;
    }

    private static int complement(long sum) {
        long folded = sum;
        while (folded >> 16 != 0) {
            folded = (folded & 0xffff) + (folded >> 16);
        }
        return (int) (~folded & 0xffff);
    }
}
