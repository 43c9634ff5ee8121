package io.sockit.socket.device;

import io.sockit.api.LinkAddress;
import io.sockit.api.LinkType;
import io.sockit.api.PacketTap.Direction;
import io.sockit.socket.strand.HostStrand;
import io.sockit.spi.Counter;
import io.sockit.spi.Transmit;
import io.sockit.spi.packet.Packet;
import io.sockit.spi.packet.PacketPool;
import io.sockit.spi.packet.PacketQueue;

import java.util.Objects;

/// The way out of an interface: link header, then the device, with a queue in front of a busy
/// device. On the strand.
final class Egress {
    /// Linux's `txqueuelen`.
    static final int QUEUE = 1000;

    private final HostInterface owner;
    private final HostStrand strand;
    private final PacketPool pool;
    private final Taps taps;
    private final DropReasons reasons;
    private final PacketQueue queue = new PacketQueue();

    Egress(
            HostInterface owner,
            HostStrand strand,
            PacketPool pool,
            Taps taps,
            DropReasons reasons) {
        this.owner = owner;
        this.strand = strand;
        this.pool = pool;
        this.taps = taps;
        this.reasons = reasons;
    }

    void send(Packet packet, LinkAddress nextHop) {
        DeviceBinding device = owner.attached();
        packet.interfaceIndex(owner.index());
        if (device == null || !owner.up()) {
            owner.lose(packet, device == null ? reasons.gone : reasons.down);
            return;
        }
        int most = packet.segmentSize() > 0 ? owner.maxSegment() : owner.mtu();
        boolean tooLarge = packet.length() > most;
        if (!frame(packet, nextHop, device)) {
            owner.lose(packet, reasons.noLinkAddress);
        } else if (tooLarge) {
            owner.lose(packet, reasons.tooLarge);
        } else if (!queue.isEmpty() || !transmit(device, packet)) {
            enqueue(packet);
        }
    }

    /// Sends the packets that wait, until the device is busy.
    void drain(Port port) {
        Packet packet = queue.peek();
        while (packet != null) {
            DeviceBinding device = owner.attached();
            if (device == null || device.port != port || !owner.up()) {
                return;
            }
            queue.poll();
            if (!transmit(device, packet)) {
                queue.addFirst(packet);
                return;
            }
            packet = queue.peek();
        }
    }

    void clear(Counter reason) {
        for (Packet packet = queue.poll(); packet != null; packet = queue.poll()) {
            owner.lose(packet, reason);
        }
    }

    private void enqueue(Packet packet) {
        if (owner.attached() == null) {
            owner.lose(packet, reasons.gone);
        } else if (queue.size() >= QUEUE) {
            owner.lose(packet, reasons.queueFull);
        } else if (!pool.admitsPassing()) {
            owner.lose(packet, reasons.noMemory);
        } else {
            queue.add(packet);
        }
    }

    /// @return false if the link cannot carry it to that neighbour
    private static boolean frame(Packet packet, LinkAddress nextHop, DeviceBinding device) {
        LinkType type = device.facts.type();
        if (type == LinkType.ETHERNET && nextHop.length() == Ethernet.ADDRESS_LENGTH) {
            Ethernet.frame(packet, nextHop, device.facts.address());
            return true;
        }
        return type == LinkType.IP;
    }

    /// @return false if the device is busy; the packet is still the caller's
    private boolean transmit(DeviceBinding device, Packet packet) {
        int length = packet.length();
        int lease = packet.lease();
        CapturedFrame seen =
                taps.active()
                        ? CapturedFrame.of(owner.link(), Direction.OUT, packet, strand.now())
                        : null;
        Transmit answer;
        try {
            answer = Objects.requireNonNull(device.device.transmit(packet), "transmit's answer");
        } catch (Throwable t) {
            owner.fail(device, t);
            packet.abandon(lease);
            answer = Transmit.DROPPED;
        }
        if (answer == Transmit.BUSY) {
            return false;
        }
        if (answer == Transmit.DROPPED) {
            owner.counts().dropped(1); // shown and counted by the device
        } else {
            owner.counts().out(length);
            if (seen != null) {
                taps.show(seen);
            }
        }
        return true;
    }
}
