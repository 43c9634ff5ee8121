package io.sockit.cli;

import io.sockit.api.AddressFamily;
import io.sockit.api.Link;
import io.sockit.api.LinkType;
import io.sockit.api.NetAddress;
import io.sockit.api.PacketTap;

import org.jspecify.annotations.Nullable;

import java.nio.ByteBuffer;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;

/// Who was asked in a capture: the destination of the first UDP datagram of each pair of ends. A
/// tap, called on one thread at a time; read when that is over.
final class Datagrams implements PacketTap {
    private static final int MOST_FLOWS = 1_000_000;

    /// IEEE 802.3, IEEE 802.1Q.
    private static final int ETHERNET = 14;

    private static final int ETHER_TYPE = 12;
    private static final int TAG = 4;
    private static final int TAGGED = 0x8100;
    private static final int IPV4 = 0x0800;
    private static final int IPV6 = 0x86dd;

    /// RFC 791 §3.1.
    private static final int V4_HEADER = 20;

    private static final int V4_FRAGMENT = 6;
    private static final int V4_PROTOCOL = 9;
    private static final int V4_SOURCE = 12;
    private static final int V4_LENGTH = 4;

    /// RFC 8200 §3.
    private static final int V6_HEADER = 40;

    private static final int V6_NEXT_HEADER = 6;
    private static final int V6_SOURCE = 8;
    private static final int V6_LENGTH = 16;
    private static final int UDP = 17;
    private static final int PORTS = 4;

    private final Set<End> servers = new LinkedHashSet<>();
    private final Set<Flow> flows = new LinkedHashSet<>();
    private final SortedMap<String, Long> others = new TreeMap<>();

    /// An address and a port.
    record End(NetAddress address, int port) {}

    private record Flow(End from, End to) {}

    /// Those that were asked, in the order in which they were.
    Set<End> servers() {
        return servers;
    }

    /// How many packets were no datagrams, by what they are.
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
            return; // what is dropped was seen when it came
        }
        int at = frame.position() + header(link, frame);
        int type = link.type() == LinkType.ETHERNET ? type(frame, at) : etherType;
        Flow flow =
                switch (type) {
                    case IPV4 -> ofIpv4(frame, at);
                    case IPV6 -> ofIpv6(frame, at);
                    default -> null;
                };
        if (flow == null) {
            others.merge(PacketKind.of(type, frame, at), 1L, Long::sum);
        } else if (flows.size() < MOST_FLOWS
                && flows.add(flow)
                && !flows.contains(new Flow(flow.to, flow.from))) {
            servers.add(flow.to);
        }
    }

    /// Length of the link header.
    private static int header(Link link, ByteBuffer frame) {
        if (link.type() != LinkType.ETHERNET || frame.remaining() < ETHERNET + TAG) {
            return 0;
        }
        int type = frame.getShort(frame.position() + ETHER_TYPE) & 0xffff;
        return type == TAGGED ? ETHERNET + TAG : ETHERNET;
    }

    /// What a link header ends with; -1 where there is none.
    private static int type(ByteBuffer frame, int end) {
        return end == frame.position() ? -1 : frame.getShort(end - Short.BYTES) & 0xffff;
    }

    private static @Nullable Flow ofIpv4(ByteBuffer frame, int at) {
        if (frame.limit() < at + V4_HEADER
                || frame.get(at + V4_PROTOCOL) != UDP
                || (frame.getShort(at + V4_FRAGMENT) & 0x1fff) != 0) {
            return null;
        }
        int ports = at + (frame.get(at) & 0xf) * Integer.BYTES;
        return flow(frame, Families.AF_INET, at + V4_SOURCE, V4_LENGTH, ports);
    }

    private static @Nullable Flow ofIpv6(ByteBuffer frame, int at) {
        if (frame.limit() < at + V6_HEADER || frame.get(at + V6_NEXT_HEADER) != UDP) {
            return null;
        }
        return flow(frame, Families.AF_INET6, at + V6_SOURCE, V6_LENGTH, at + V6_HEADER);
    }

    private static @Nullable Flow flow(
            ByteBuffer frame, AddressFamily family, int addresses, int length, int ports) {
        if (frame.limit() < ports + PORTS) {
            return null;
        }
        return new Flow(
                end(frame, family, addresses, length, ports),
                end(frame, family, addresses + length, length, ports + Short.BYTES));
    }

    private static End end(
            ByteBuffer frame, AddressFamily family, int address, int length, int port) {
        byte[] bytes = new byte[length];
        frame.get(address, bytes);
        return new End(NetAddress.of(family, bytes), frame.getShort(port) & 0xffff);
    }
}
