package io.sockit.link;

import io.sockit.api.LinkAddress;
import io.sockit.api.LinkType;
import io.sockit.spi.Counter;
import io.sockit.spi.CounterRegistry;
import io.sockit.spi.DeviceFacts;
import io.sockit.spi.DevicePort;
import io.sockit.spi.NetDevice;
import io.sockit.spi.Strand;
import io.sockit.spi.Transmit;
import io.sockit.spi.packet.Packet;

import java.util.random.RandomGenerator;

/// One end of a wire: what it sends passes its [Line], may be lost, and is carried to the other
/// end. On the strand.
final class LinkDevice implements NetDevice {
    private static final int MTU = 1500;

    /// The largest IP packet.
    private static final int LARGEST_MTU = 65_535;

    private final Strand strand;
    private final DevicePort port;
    private final Counter queueFull;
    private final Counter lost;
    private final LinkAddress address;
    private final DevicePort.Wire wire;
    private final Line line;
    private final Loss loss;

    /// @param address [LinkAddress#NONE] for a wire of network packets, else one of Ethernet frames
    LinkDevice(
            Strand strand,
            CounterRegistry counters,
            DevicePort port,
            LinkAddress address,
            DevicePort.Wire wire,
            Line line,
            Loss loss) {
        this.strand = strand;
        this.port = port;
        this.queueFull = counters.counter("Link.QueueFull");
        this.lost = counters.counter("Link.Lost");
        this.address = address;
        this.wire = wire;
        this.line = line;
        this.loss = loss;
    }

    @Override
    public DeviceFacts facts() {
        LinkType type = address.length() == 0 ? LinkType.IP : LinkType.ETHERNET;
        return DeviceFacts.of(type, MTU).withAddress(address).withLargestMtu(LARGEST_MTU);
    }

    @Override
    public Transmit transmit(Packet frame) {
        long arrival = line.send(frame.length(), strand.now());
        if (arrival == Line.FULL) {
            return drop(frame, queueFull);
        }
        if (loss.hits()) {
            return drop(frame, lost); // on its way: it took its time of the line
        }
        wire.carry(frame, arrival);
        return Transmit.SENT;
    }

    private Transmit drop(Packet frame, Counter reason) {
        port.drop(frame, reason);
        return Transmit.DROPPED;
    }

    @Override
    public void close() {
        // What is under way is the wire's, which the port leaves.
    }

    /// Independent loss.
    ///
    /// @param share of the frames, from 0 to 1
    /// @param chance drawn once a frame
    record Loss(double share, RandomGenerator chance) {
        boolean hits() {
            return share > 0 && chance.nextDouble() < share;
        }
    }
}
