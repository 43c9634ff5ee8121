package io.sockit.cli;

import io.sockit.api.AddressFamily;
import io.sockit.api.Link;
import io.sockit.api.LinkType;
import io.sockit.api.PacketTap;
import io.sockit.inet.Inet;
import io.sockit.inet.spi.Ipv4Header;
import io.sockit.inet.spi.Ipv6Header;

import java.nio.ByteBuffer;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/// Notes the time to live that echo replies arrive with, which a ping socket does not tell. A tap,
/// called on one thread at a time; [#take] on any.
final class HopWatch implements PacketTap {
    static final int UNKNOWN = -1;

    /// Bytes of an Ethernet header (IEEE 802.3).
    private static final int ETHERNET = 14;

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
        int at = link.type() == LinkType.ETHERNET ? ETHERNET : 0;
        boolean six = family.equals(Families.AF_INET6);
        int header = six ? Ipv6Header.LENGTH : Ipv4Header.LENGTH;
        if (direction == Direction.IN && frame.remaining() >= at + header + EchoHeader.LENGTH) {
            byte[] head = new byte[at + header];
            frame.get(frame.position(), head);
            EchoHeader echo = EchoHeader.parse(frame, frame.position() + at + header);
            if (isIcmp(head, at, six) && echo.isReply(family)) {
                bySequence.put(
                        echo.sequence(),
                        six ? Ipv6Header.hopLimit(head, at) : Ipv4Header.timeToLive(head, at));
            }
        }
    }

    private static boolean isIcmp(byte[] head, int at, boolean six) {
        return six
                ? Ipv6Header.version(head, at) == Ipv6Header.VERSION
                        && Ipv6Header.nextHeader(head, at) == Inet.IPPROTO_ICMPV6
                : Ipv4Header.version(head, at) == Ipv4Header.VERSION
                        && Ipv4Header.protocol(head, at) == Inet.IPPROTO_ICMP;
    }

    /// Takes away what was noted for a reply, or [#UNKNOWN].
    int take(int sequence) {
        Integer hops = bySequence.remove(sequence);
        return hops == null ? UNKNOWN : hops;
    }
}
