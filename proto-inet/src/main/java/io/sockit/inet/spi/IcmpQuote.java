package io.sockit.inet.spi;

import io.sockit.spi.packet.Bytes;
import io.sockit.spi.packet.Packet;

/// The ICMP or ICMPv6 error around a quoted packet, as [TransportInput#icmpError] is given it: its
/// header lies consumed in front of the quoted network header, and [Packet#mark] says where the
/// network header is that brought it.
public final class IcmpQuote {
    private static final int LENGTH = 8;
    private static final int TYPE = 0;
    private static final int CODE = 1;
    private static final int REST = 4;
    private static final int VERSION_SHIFT = 4;

    private IcmpQuote() {}

    private static int header(Packet quoted) {
        return quoted.networkOffset() - LENGTH;
    }

    public static int type(Packet quoted) {
        return Bytes.u8(quoted.head(), header(quoted) + TYPE);
    }

    public static int code(Packet quoted) {
        return Bytes.u8(quoted.head(), header(quoted) + CODE);
    }

    /// The second half of the ICMP header as one number: an MTU, a pointer.
    public static int rest(Packet quoted) {
        return Bytes.u32(quoted.head(), header(quoted) + REST);
    }

    private static int around(Packet quoted) {
        return (int) quoted.mark();
    }

    private static boolean isV4(Packet quoted) {
        return Bytes.u8(quoted.head(), around(quoted)) >>> VERSION_SHIFT == Ipv4Header.VERSION;
    }

    /// The sender of the error; a mapped address for IPv4.
    public static long senderHigh(Packet quoted) {
        return isV4(quoted) ? 0 : Ipv6Header.sourceHigh(quoted.head(), around(quoted));
    }

    public static long senderLow(Packet quoted) {
        return isV4(quoted)
                ? IpAddress.mapped(Ipv4Header.source(quoted.head(), around(quoted)))
                : Ipv6Header.sourceLow(quoted.head(), around(quoted));
    }
}
