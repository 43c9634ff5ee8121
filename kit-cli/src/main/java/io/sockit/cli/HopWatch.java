package io.sockit.cli;

import io.sockit.api.AddressFamily;
import io.sockit.api.Link;
import io.sockit.api.LinkType;
import io.sockit.api.PacketTap;

import java.nio.ByteBuffer;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/// Notes the time to live that echo replies arrive with, which a ping socket does not tell. A tap,
/// called on one thread at a time; [#take] on any.
final class HopWatch implements PacketTap {
    static final int UNKNOWN = -1;

    private static final int ETHERNET = 14;

    /// RFC 791 §3.1, RFC 8200 §3.
    private static final int V4_HEADER = 20;

    private static final int V4_TTL = 8;
    private static final int V4_PROTOCOL = 9;
    private static final int V6_HEADER = 40;
    private static final int V6_NEXT_HEADER = 6;
    private static final int V6_HOP_LIMIT = 7;
    private static final int ICMP = 1;
    private static final int ICMPV6 = 58;

    private final AddressFamily family;
    private final Map<Integer, Integer> bySequence = new ConcurrentHashMap<>();

    HopWatch(AddressFamily family) {
        this.family = family;
    }

    @Override
    public void packet(
            Link link,
            Direction direction,
            long timestampNanos,
            int etherType,
            ByteBuffer frame,
            String dropped) {
        int at = frame.position() + (link.type() == LinkType.ETHERNET ? ETHERNET : 0);
        boolean six = family.equals(Families.AF_INET6);
        int header = six ? V6_HEADER : V4_HEADER;
        if (direction == Direction.IN && frame.limit() >= at + header + EchoHeader.LENGTH) {
            int protocol = frame.get(at + (six ? V6_NEXT_HEADER : V4_PROTOCOL)) & 0xff;
            EchoHeader echo = EchoHeader.parse(frame, at + header);
            if (protocol == (six ? ICMPV6 : ICMP) && echo.isReply(family)) {
                int hops = frame.get(at + (six ? V6_HOP_LIMIT : V4_TTL)) & 0xff;
                bySequence.put(echo.sequence(), hops);
            }
        }
    }

    /// Takes away what was noted for a reply, or [#UNKNOWN].
    int take(int sequence) {
        Integer hops = bySequence.remove(sequence);
        return hops == null ? UNKNOWN : hops;
    }
}
