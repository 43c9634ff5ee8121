package io.sockit.socket.device;

import io.sockit.api.LinkType;
import io.sockit.api.PacketTap.Direction;
import io.sockit.spi.Contribution;
import io.sockit.spi.NetworkProtocol;
import io.sockit.spi.packet.Packet;

/// The way into a host: link header, then the network protocol of the EtherType. On the strand.
final class Ingress {
    private final HostInterface owner;
    private final Room room;

    Ingress(HostInterface owner, Room room) {
        this.owner = owner;
        this.room = room;
    }

    /// Takes a frame from the device.
    void receive(Packet frame) {
        frame.arrived(); // whoever drops it from here on, its sender is free
        Attached device = owner.attached();
        frame.interfaceIndex(owner.index());
        frame.timestamp(room.strand().now());
        if (device == null || !owner.up()) {
            owner.reject(frame, room.reasons().down);
            return;
        }
        owner.counts().in(frame.length());
        Taps taps = room.taps();
        if (taps.active()) {
            taps.show(Seen.of(owner.link(), Direction.IN, frame, room.strand().now()));
        }
        LinkType type = device.facts.type();
        if (type != LinkType.ETHERNET || unframe(frame, device)) {
            dispatch(type, frame);
        }
    }

    /// @return false where the frame was dropped
    private boolean unframe(Packet frame, Attached device) {
        if (!frame.pull(Ethernet.HEADER_LENGTH)) {
            owner.reject(frame, room.reasons().shortFrame);
            return false;
        }
        if (!Ethernet.concerns(frame, device.station)) {
            owner.reject(frame, room.reasons().otherHost);
            return false;
        }
        frame.etherType(Ethernet.type(frame));
        frame.consume(Ethernet.HEADER_LENGTH);
        return true;
    }

    private void dispatch(LinkType type, Packet packet) {
        // A link without network packets has no rows, so all of its frames end here.
        Contribution<NetworkProtocol> row = room.protocols().find(type, packet.etherType());
        packet.markNetwork();
        if (row == null) {
            owner.reject(packet, room.reasons().unknownEtherType);
        } else {
            input(row, packet);
        }
    }

    private void input(Contribution<NetworkProtocol> row, Packet packet) {
        try {
            row.value().input(packet, owner);
        } catch (Throwable t) {
            row.fault(t);
            packet.abandon();
        }
    }
}
