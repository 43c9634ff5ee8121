package io.sockit.pcap;

import io.sockit.spi.packet.Bytes;

import org.jspecify.annotations.Nullable;

import java.net.InetAddress;

/// An IPv4 or IPv6 address as two words, IPv4 mapped (RFC 4291 §2.5.5.2).
///
/// @param high the first eight bytes
/// @param low the last eight bytes
record HostAddress(long high, long low) {
    /// The upper half of the low word of an IPv4 address.
    static final long MAPPED = 0xffffL << 32;

    private static final int IPV4_BYTES = 4;

    /// @param bytes four of them, or sixteen
    static HostAddress of(byte[] bytes) {
        return bytes.length == IPV4_BYTES
                ? new HostAddress(0, ipv4(Bytes.u32(bytes, 0)))
                : new HostAddress(Bytes.i64(bytes, 0), Bytes.i64(bytes, Long.BYTES));
    }

    /// The low word of an IPv4 address.
    static long ipv4(int address) {
        return MAPPED | (address & 0xffff_ffffL);
    }

    /// The address of a text, or null where it is none.
    static @Nullable HostAddress parse(String text) {
        boolean ipv4 = text.chars().filter(c -> c == '.').count() == 3 && text.indexOf(':') < 0;
        boolean ipv6 = text.indexOf(':') >= 0 && text.indexOf('%') < 0;
        if (!ipv4 && !ipv6) {
            return null;
        }
        try {
            return of(InetAddress.ofLiteral(text).getAddress());
        } catch (IllegalArgumentException e) {
            return null;
        }
    }

    boolean isIpv4() {
        return isIpv4(high, low);
    }

    static boolean isIpv4(long high, long low) {
        return high == 0 && low >>> 32 == MAPPED >>> 32;
    }
}
