package io.sockit.cli;

import io.sockit.api.Link;
import io.sockit.api.NetAddress;
import io.sockit.api.PacketTap;
import io.sockit.inet.Inet;

import java.nio.ByteBuffer;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;

/// The servers of a capture: the destination of the first UDP datagram between each pair of ends. A
/// tap, called on one thread at a time; read when the capture is over.
final class Datagrams implements PacketTap {
    private static final int MOST_FLOWS = 1_000_000;
    private static final int ARP = 0x0806;

    private final Set<End> servers = new LinkedHashSet<>();
    private final Set<Flow> flows = new LinkedHashSet<>();
    private final SortedMap<String, Long> others = new TreeMap<>();

    /// An address and a port.
    record End(NetAddress address, int port) {}

    private record Flow(End from, End to) {}

    /// The servers, in the order in which they were asked.
    Set<End> servers() {
        return servers;
    }

    /// How many packets were not datagrams, by what they are: a bounded number of kinds.
    Map<String, Long> others() {
        return others;
    }

    @Override
    public void packet(
            Link link,
            Direction direction,
            long timestampNanos,
            int etherType,
            ByteBuffer frame,
            String dropped) {
        if (direction != Direction.IN || !dropped.isEmpty()) {
            return; // a dropped packet was seen when it came
        }
        NetworkPacket packet = NetworkPacket.of(link, etherType, frame);
        boolean udp = packet.protocol() == Inet.IPPROTO_UDP;
        if (!udp || packet.isLaterFragment() || !packet.holdsPorts()) {
            others.merge(kind(packet), 1L, Long::sum);
        } else if (flows.size() < MOST_FLOWS) {
            Flow flow = new Flow(packet.source(), packet.destination());
            if (flows.add(flow) && !flows.contains(new Flow(flow.to, flow.from))) {
                servers.add(flow.to);
            }
        }
    }

    private static String kind(NetworkPacket packet) {
        if (!packet.isV4() && !packet.isV6()) {
            return packet.etherType() == ARP ? "ARP" : "others";
        }
        String version = packet.isV4() ? "IPv4" : "IPv6";
        int protocol = packet.protocol();
        return protocol < 0 ? "cut " + version : protocol(protocol) + " over " + version;
    }

    private static String protocol(int number) {
        return switch (number) {
            case Inet.IPPROTO_ICMP -> "ICMP";
            case 2 -> "IGMP";
            case Inet.IPPROTO_TCP -> "TCP";
            case Inet.IPPROTO_UDP -> "later fragments of UDP";
            case 44 -> "fragments";
            case Inet.IPPROTO_ICMPV6 -> "ICMPv6";
            default -> "protocol " + number;
        };
    }
}
