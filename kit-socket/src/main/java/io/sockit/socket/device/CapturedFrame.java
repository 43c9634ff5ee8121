package io.sockit.socket.device;

import io.sockit.api.Link;
import io.sockit.api.LinkType;
import io.sockit.api.PacketTap;
import io.sockit.api.PacketTap.Direction;
import io.sockit.spi.packet.Packet;

import java.nio.ByteBuffer;

/// A copy of a frame that passed an interface, for taps. Immutable.
final class CapturedFrame {
    private static final int FRAMED = -1;

    private final Link link;
    private final Direction direction;
    private final long timestamp;
    private final int etherType;
    private final byte[] bytes;
    private final String dropped;

    private CapturedFrame(
            Link link,
            Direction direction,
            long timestamp,
            int etherType,
            byte[] bytes,
            String dropped) {
        this.link = link;
        this.direction = direction;
        this.timestamp = timestamp;
        this.etherType = etherType;
        this.bytes = bytes;
        this.dropped = dropped;
    }

    /// A packet that begins where its frame begins.
    static CapturedFrame of(Link link, Direction direction, Packet packet, long now) {
        byte[] bytes = new byte[packet.length()];
        packet.copyTo(0, bytes, 0, bytes.length);
        return new CapturedFrame(link, direction, now, etherType(link, packet), bytes, "");
    }

    /// A packet that came in and may have lost headers on its way up: they still lie in its head.
    static CapturedFrame climbing(Link link, Packet packet, long now) {
        int header = link.type() == LinkType.ETHERNET ? Ethernet.HEADER_LENGTH : 0;
        int start = packet.networkOffset() - header;
        int climbed = packet.headOffset() - start;
        if (packet.networkOffset() < 0 || start < 0 || climbed < 0) {
            return of(link, Direction.IN, packet, now);
        }
        byte[] bytes = new byte[climbed + packet.length()];
        System.arraycopy(packet.head(), start, bytes, 0, climbed);
        packet.copyTo(0, bytes, climbed, packet.length());
        return new CapturedFrame(link, Direction.IN, now, etherType(link, packet), bytes, "");
    }

    Link link() {
        return link;
    }

    int length() {
        return bytes.length;
    }

    CapturedFrame because(String reason) {
        return new CapturedFrame(link, direction, timestamp, etherType, bytes, reason);
    }

    void tell(PacketTap tap) {
        ByteBuffer frame = ByteBuffer.wrap(bytes).asReadOnlyBuffer();
        tap.packet(link, direction, timestamp, etherType, frame, dropped);
    }

    private static int etherType(Link link, Packet packet) {
        return link.type() == LinkType.ETHERNET ? FRAMED : packet.etherType();
    }
}
