package io.sockit.inet.extension;

import io.sockit.inet.Inet;
import io.sockit.spi.packet.Packet;

/// What the first fragment of an IPv6 datagram must hold: all headers, the transport's too (RFC
/// 7112 §5), so that a router that sees it alone knows what it is. On the strand.
public final class FirstFragment {
    private static final int MAX_HEADERS = 8;

    private static final int TCP_HEADER = 20;
    private static final int SHORT_HEADER = 8; // UDP and ICMPv6

    private FirstFragment() {}

    /// @param from where the header after the fragment header begins
    public static boolean holdsHeaders(Packet packet, int from, int nextHeader) {
        int at = from;
        int next = nextHeader;
        for (int i = 0; i < MAX_HEADERS && ExtensionHeader.hasLength(next); i++) {
            if (!packet.pull(at + ExtensionHeader.UNIT)) {
                return false;
            }
            int here = packet.headOffset() + at;
            next = ExtensionHeader.nextHeader(packet.head(), here);
            at += ExtensionHeader.length(packet.head(), here);
        }
        return packet.length() >= at + least(next);
    }

    private static int least(int protocol) {
        return switch (protocol) {
            case ExtensionHeader.NO_NEXT -> 0;
            case Inet.IPPROTO_TCP -> TCP_HEADER;
            case Inet.IPPROTO_UDP, Inet.IPPROTO_ICMPV6 -> SHORT_HEADER;
            default -> 1;
        };
    }
}
