package io.sockit.inet.spi;

import io.sockit.api.AddressFamily;
import io.sockit.api.NetAddress;
import io.sockit.inet.Inet;
import io.sockit.spi.packet.Bytes;

/// Arithmetic of addresses as pairs of `long`; an IPv4 address is mapped: `::ffff:10.0.0.1` (RFC
/// 4291 §2.5.5.2).
public final class IpAddress {
    /// What the low half of a mapped address has above the IPv4 address.
    private static final long MAPPED = 0xffffL << Integer.SIZE;

    /// The high half of a solicited-node group, `ff02::1:ff00:0/104` (RFC 4291 §2.7.1).
    public static final long SOLICITED_HIGH = 0xff02L << 48;

    private static final long SOLICITED_LOW = 0x1_ff00_0000L;

    private static final int V4_BYTES = 4;
    private static final int V6_BYTES = 16;

    private IpAddress() {}

    /// The low half of a mapped IPv4 address; the high half is 0.
    public static long mapped(int v4) {
        return MAPPED | (v4 & 0xffff_ffffL);
    }

    /// Whether the address is a mapped IPv4 address.
    public static boolean isV4(long high, long low) {
        return high == 0 && low >>> Integer.SIZE == 0xffff;
    }

    /// The IPv4 address of a mapped one's low half.
    public static int v4(long low) {
        return (int) low;
    }

    /// `INADDR_ANY` or `in6addr_any`.
    public static boolean isAny(long high, long low) {
        return high == 0 && (low == 0 || low == MAPPED);
    }

    /// `0.0.0.0/8` or `::`: the source of a host that has no address yet (RFC 1122 §3.2.1.3 (a) and
    /// (b), RFC 4291 §2.5.2).
    public static boolean isThisNetwork(long high, long low) {
        return high == 0 && (low == 0 || low >>> 24 == MAPPED >>> 24);
    }

    /// `127.0.0.0/8` or `::1`.
    public static boolean isLoopback(long high, long low) {
        return high == 0 && (low == 1 || low >>> 24 == (MAPPED | 0x7f00_0000L) >>> 24);
    }

    /// The low half of `127.0.0.1` or `::1`: of the family that an unspecified address is of.
    public static long loopbackLow(long unspecifiedLow) {
        return unspecifiedLow == 0 ? 1 : mapped(Inet.INADDR_LOOPBACK);
    }

    /// `224.0.0.0/4` or `ff00::/8`.
    public static boolean isMulticast(long high, long low) {
        return isV4(high, low) ? (int) low >>> 28 == 0xe : high >>> 56 == 0xff;
    }

    /// The low half of the solicited-node group of an address.
    public static long solicitedLow(long low) {
        return SOLICITED_LOW | (low & 0xff_ffff);
    }

    /// Whether it is a solicited-node group.
    public static boolean isSolicitedNode(long high, long low) {
        return high == SOLICITED_HIGH && low == solicitedLow(low);
    }

    /// Whether it is a group of one interface, `ff01::/16`, or of the reserved scope 0 (RFC 4291
    /// §2.7).
    public static boolean isInterfaceLocal(long high, long low) {
        return !isV4(high, low) && high >>> 56 == 0xff && (high >>> 48 & 0xf) <= 1;
    }

    /// `169.254.0.0/16` or `fe80::/10`: means something on one link only.
    public static boolean isLinkLocal(long high, long low) {
        return isV4(high, low) ? (int) low >>> 16 == 0xa9fe : high >>> 54 == 0xfe80 >>> 6;
    }

    /// Whether the address needs a scope id to say which link it is on: an IPv6 link-local unicast
    /// address, or a multicast one of interface-local or link-local scope (RFC 4007 §6).
    public static boolean isScoped(long high, long low) {
        return isV4(high, low)
                ? false
                : isLinkLocal(high, low)
                        || (high >>> 56 == 0xff
                                && ((high >>> 48 & 0xf) == 1 || (high >>> 48 & 0xf) == 2));
    }

    /// The high half of a control-plane address of either family.
    public static long high(NetAddress address) {
        byte[] bytes = address.bytes();
        return bytes.length == V6_BYTES ? Bytes.i64(bytes, 0) : 0;
    }

    /// The low half of a control-plane address of either family.
    public static long low(NetAddress address) {
        byte[] bytes = address.bytes();
        return bytes.length == V6_BYTES
                ? Bytes.i64(bytes, Long.BYTES)
                : mapped(Bytes.u32(bytes, 0));
    }

    /// Whether the control plane's address is an Internet address.
    public static boolean isInternet(NetAddress address) {
        AddressFamily family = address.family();
        return family.equals(Inet.AF_INET) || family.equals(Inet.AF_INET6);
    }

    /// The address for the control plane; a mapped one is of `AF_INET`.
    public static NetAddress netAddress(long high, long low) {
        boolean v4 = isV4(high, low);
        byte[] bytes = new byte[v4 ? V4_BYTES : V6_BYTES];
        if (v4) {
            Bytes.u32(bytes, 0, v4(low));
        } else {
            Bytes.i64(bytes, 0, high);
            Bytes.i64(bytes, Long.BYTES, low);
        }
        return NetAddress.of(v4 ? Inet.AF_INET : Inet.AF_INET6, bytes);
    }
}
