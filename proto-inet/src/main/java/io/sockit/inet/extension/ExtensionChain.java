package io.sockit.inet.extension;

import io.sockit.inet.spi.Ipv6Header;

/// Walks from an IPv6 header to the transport header (RFC 8200 §4), within bounds: a chain is at
/// most [#MAX_BYTES] long and has at most eight headers and eight options each, beyond which RFC
/// 8504 §5.3 allows to stop. Used again for each packet; on the strand.
public final class ExtensionChain {
    /// Bytes of extension headers that are looked at.
    public static final int MAX_BYTES = 512;

    private static final int MAX_HEADERS = 8;
    private static final int MAX_OPTIONS = 8;

    /// Where the walk ended.
    public enum Verdict {
        /// At a transport header.
        TRANSPORT,
        /// At a header which says that nothing follows.
        NOTHING,
        /// At a fragment header.
        FRAGMENT,
        /// At something that is wrong, without anything to say about it.
        SILENT,
        /// At a field that is wrong, see [#pointer].
        BAD_FIELD,
        /// At an option that is not known, see [#pointer].
        UNKNOWN_OPTION,
        /// The same, and nothing is to be said where the packet is to a group.
        UNKNOWN_OPTION_UNICAST,
        /// At a next header that cannot come here, see [#pointer].
        BAD_NEXT
    }

    private int protocol;
    private int offset;
    private int pointer;

    /// Whether the number of a next header is that of an extension header, not of a transport.
    public static boolean begins(int nextHeader) {
        return ExtensionHeader.isOne(nextHeader);
    }

    /// The transport's protocol number.
    public int protocol() {
        return protocol;
    }

    /// Bytes from the IPv6 header's beginning to the transport header.
    public int offset() {
        return offset;
    }

    /// Bytes from the IPv6 header's beginning to the field that is wrong, or to the last
    /// next-header field.
    public int pointer() {
        return pointer;
    }

    /// @param start where the IPv6 header begins
    /// @param end where the bytes end that may be looked at
    public Verdict walk(byte[] head, int start, int end) {
        return walk(head, start, end, true);
    }

    /// As [#walk], whatever is in the headers: where a chain leads that may be wrong.
    public Verdict skip(byte[] head, int start, int end) {
        return walk(head, start, end, false);
    }

    private Verdict walk(byte[] head, int start, int end, boolean look) {
        protocol = Ipv6Header.nextHeader(head, start);
        pointer = Ipv6Header.NEXT_HEADER_OFFSET;
        offset = Ipv6Header.LENGTH;
        for (int headers = 0; ExtensionHeader.isOne(protocol); headers++) {
            if (protocol == ExtensionHeader.NO_NEXT) {
                return Verdict.NOTHING;
            }
            if (protocol == ExtensionHeader.FRAGMENT) {
                return Verdict.FRAGMENT;
            }
            if (look && protocol == ExtensionHeader.HOP_BY_HOP && headers > 0) {
                return Verdict.BAD_NEXT; // RFC 8200 §4.1: directly behind the IPv6 header only
            }
            int at = start + offset;
            if (headers == MAX_HEADERS
                    || at + ExtensionHeader.UNIT > end
                    || at + ExtensionHeader.length(head, at) > end) {
                return Verdict.SILENT;
            }
            Verdict inside = look ? inside(head, start, at) : Verdict.TRANSPORT;
            if (inside != Verdict.TRANSPORT) {
                return inside;
            }
            pointer = offset; // the next-header field comes first
            protocol = ExtensionHeader.nextHeader(head, at);
            offset += ExtensionHeader.length(head, at);
        }
        return Verdict.TRANSPORT;
    }

    /// @return [Verdict#TRANSPORT] where the header may be skipped
    private Verdict inside(byte[] head, int start, int at) {
        if (protocol == ExtensionHeader.ROUTING) {
            if (ExtensionHeader.segmentsLeft(head, at) == 0) {
                return Verdict.TRANSPORT;
            }
            // RFC 8200 §4.4, and RFC 5095 §3 for type 0: no routing type is known here.
            pointer = at - start + ExtensionHeader.ROUTING_TYPE;
            return Verdict.BAD_FIELD;
        }
        return options(
                head, start, at + ExtensionHeader.OPTIONS, at + ExtensionHeader.length(head, at));
    }

    private Verdict options(byte[] head, int start, int from, int to) {
        int at = from;
        int options = 0;
        while (at < to) {
            int type = ExtensionHeader.optionType(head, at);
            if (type == ExtensionHeader.PAD1) {
                at++;
                continue;
            }
            if (at + ExtensionHeader.OPTION_HEADER > to || ++options > MAX_OPTIONS) {
                return Verdict.SILENT;
            }
            if (type != ExtensionHeader.PADN && ExtensionHeader.unknownAction(type) != 0) {
                pointer = at - start;
                return unknown(type);
            }
            at += ExtensionHeader.OPTION_HEADER + ExtensionHeader.optionLength(head, at);
        }
        return at == to ? Verdict.TRANSPORT : Verdict.SILENT;
    }

    private static Verdict unknown(int type) {
        return switch (ExtensionHeader.unknownAction(type)) {
            case 2 -> Verdict.UNKNOWN_OPTION;
            case 3 -> Verdict.UNKNOWN_OPTION_UNICAST;
            default -> Verdict.SILENT;
        };
    }
}
