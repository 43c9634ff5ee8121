package io.sockit.pcap;

import io.sockit.spi.packet.Bytes;
import io.sockit.spi.packet.Checksum;

/// The checksum of a transport header, where one lies behind an IP header, and its adjustment when
/// the pseudo-header changes. Reused; one thread at a time.
final class TransportChecksum {
    /// No protocol.
    static final int NONE = -1;

    private static final int TCP = 6;
    private static final int UDP = 17;
    private static final int ICMPV6 = 58;

    private static final int HOP_BY_HOP = 0;
    private static final int ROUTING = 43;
    private static final int FRAGMENT = 44;
    private static final int AUTHENTICATION = 51;
    private static final int DESTINATION_OPTIONS = 60;

    /// Of the fragment header: offset, two reserved bits, more (RFC 8200 §4.5).
    private static final int FRAGMENT_OFFSET = 2;

    private static final int UNIT = 8;
    private static final int AUTHENTICATION_UNIT = 4;
    private static final int MOST_HEADERS = 16;

    private byte[] bytes = {};
    private int at = NONE;
    private boolean udp;

    /// Behind an IPv4 header.
    void behind(byte[] in, int from, int end, int protocol) {
        bytes = in;
        udp = protocol == UDP;
        int field =
                switch (protocol) {
                    case TCP -> 16;
                    case UDP -> 6;
                    default -> NONE;
                };
        at = field < 0 || from + field + 2 > end ? NONE : from + field;
    }

    /// Behind an IPv6 header and what extends it (RFC 8200 §4).
    void behindIpv6(byte[] in, int from, int end, int nextHeader) {
        int header = nextHeader;
        int place = from;
        for (int i = 0; i < MOST_HEADERS && place + UNIT <= end; i++) {
            int length = extension(in, place, header);
            if (length == 0) {
                break;
            }
            boolean later = header == FRAGMENT && Bytes.u16(in, place + FRAGMENT_OFFSET) >>> 3 != 0;
            header = later ? NONE : Bytes.u8(in, place);
            place += length;
        }
        behind(in, place, end, header);
        if (header == ICMPV6 && place + 4 <= end) {
            at = place + 2; // RFC 4443 §2.3
        }
    }

    /// The length of an extension header, or 0 where it is none that lets look behind it.
    private static int extension(byte[] in, int place, int header) {
        return switch (header) {
            case HOP_BY_HOP, ROUTING, DESTINATION_OPTIONS -> (Bytes.u8(in, place + 1) + 1) * UNIT;
            case FRAGMENT -> UNIT;
            case AUTHENTICATION -> (Bytes.u8(in, place + 1) + 2) * AUTHENTICATION_UNIT;
            default -> 0;
        };
    }

    /// Four bytes of the pseudo-header have changed.
    void changed(int before, int after) {
        if (at < 0) {
            return;
        }
        int sum = Bytes.u16(bytes, at);
        if (udp && sum == 0) {
            return; // RFC 768: the sender made none
        }
        int updated = Checksum.update32(sum, before, after);
        Bytes.u16(bytes, at, udp && updated == 0 ? 0xffff : updated);
    }
}
