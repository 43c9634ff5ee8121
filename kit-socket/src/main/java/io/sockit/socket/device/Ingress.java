package io.sockit.socket.device;

import io.sockit.api.LinkType;
import io.sockit.api.PacketTap.Direction;
import io.sockit.socket.strand.HostStrand;
import io.sockit.spi.Contribution;
import io.sockit.spi.NetworkProtocol;
import io.sockit.spi.packet.Packet;

/// The way into a host: link header, then the network protocol of the EtherType. On the strand.
record Ingress(
        HostInterface owner,
        HostStrand strand,
        ProtocolTable protocols,
        Taps taps,
        DropReasons reasons) {
    /// Takes a frame from the device.
    void receive(Packet frame) {
        frame.arrived(); // its sender no longer pays for it, whether it is dropped or not
        DeviceBinding device = owner.attached();
        frame.interfaceIndex(owner.index());
        if (device == null || !owner.up()) {
            owner.reject(frame, reasons.down);
            return;
        }
        owner.counts().in(frame.length());
        if (taps.active()) {
            taps.show(CapturedFrame.of(owner.link(), Direction.IN, frame, strand.now()));
        }
        LinkType type = device.facts.type();
        if (type == LinkType.ETHERNET && !unframe(frame, device)) {
            return;
        }
        // A link without network packets has no rows, so all of its frames end here.
        Contribution<NetworkProtocol> row = protocols.find(type, frame.etherType());
        frame.markNetwork();
        if (row == null) {
            owner.reject(frame, reasons.unknownEtherType);
            return;
        }
        int lease = frame.lease();
        try {
            row.value().input(frame, owner);
        } catch (Throwable t) {
            row.fault(t);
            frame.abandon(lease);
        }
    }

    /// @return false where the frame was dropped
    private boolean unframe(Packet frame, DeviceBinding device) {
        if (!frame.pull(Ethernet.HEADER_LENGTH)) {
            owner.reject(frame, reasons.shortFrame);
            return false;
        }
        if (!Ethernet.concerns(frame, device.station)) {
            owner.reject(frame, reasons.otherHost);
            return false;
        }
        frame.etherType(Ethernet.type(frame));
        frame.consume(Ethernet.HEADER_LENGTH);
        return true;
    }
}
