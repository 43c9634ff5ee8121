package io.sockit.inet.fragment;

import io.sockit.inet.Inet;
import io.sockit.spi.packet.Bytes;
import io.sockit.spi.packet.Packet;

/// What the first fragment of an IPv6 datagram must hold: all headers, the transport's too (RFC
/// 7112 §5), so that who looks at it alone knows what it is. On the strand.
final class FirstFragment {
    private static final int HOP_BY_HOP = 0;
    private static final int ROUTING = 43;
    private static final int DESTINATION = 60;
    private static final int NO_NEXT = 59;

    private static final int LENGTH = 1; // of an extension header, in units behind the first
    private static final int UNIT = 8;
    private static final int MAX_HEADERS = 8;

    private static final int TCP_HEADER = 20;
    private static final int SHORT_HEADER = 8; // UDP and ICMPv6

    private FirstFragment() {}

    /// @param from where the header after the fragment header begins
    static boolean holdsHeaders(Packet packet, int from, int nextHeader) {
        int at = from;
        int next = nextHeader;
        for (int i = 0; i < MAX_HEADERS && isExtension(next); i++) {
            if (!packet.pull(at + UNIT)) {
                return false;
            }
            int here = packet.headOffset() + at;
            next = Bytes.u8(packet.head(), here);
            at += (Bytes.u8(packet.head(), here + LENGTH) + 1) * UNIT;
        }
        return packet.length() >= at + least(next);
    }

    private static boolean isExtension(int number) {
        return number == HOP_BY_HOP || number == ROUTING || number == DESTINATION;
    }

    private static int least(int protocol) {
        return switch (protocol) {
            case NO_NEXT -> 0;
            case Inet.IPPROTO_TCP -> TCP_HEADER;
            case Inet.IPPROTO_UDP, Inet.IPPROTO_ICMPV6 -> SHORT_HEADER;
            default -> 1;
        };
    }
}
