package io.sockit.packetdrill.wire;

import io.sockit.api.LinkType;
import io.sockit.spi.Counter;
import io.sockit.spi.DeviceFacts;
import io.sockit.spi.DevicePort;
import io.sockit.spi.NetDevice;
import io.sockit.spi.Transmit;
import io.sockit.spi.packet.Packet;

/// The device: what the host sends is kept for the script. On the strand.
final class WireDevice implements NetDevice {
    private static final int MTU = 1500;
    private static final int LARGEST = 65_535;

    private final Wire wire;
    private final DevicePort port;
    private final Counter full;
    private final boolean large;

    /// @param large whether it takes segments beyond its MTU, as a device that cuts them
    WireDevice(Wire wire, DevicePort port, Counter full, boolean large) {
        this.wire = wire;
        this.port = port;
        this.full = full;
        this.large = large;
    }

    @Override
    public DeviceFacts facts() {
        return DeviceFacts.of(LinkType.IP, MTU)
                .withLargestMtu(LARGEST)
                .withLargestSegment(large ? LARGEST : 0);
    }

    @Override
    public Transmit transmit(Packet frame) {
        if (wire.isBlocked()) {
            port.drop(frame, full);
            return Transmit.DROPPED;
        }
        wire.keep(frame);
        frame.release();
        return Transmit.SENT;
    }

    @Override
    public void close() {
        wire.closed(port);
    }
}
