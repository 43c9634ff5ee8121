package io.sockit.loopback;

import io.sockit.api.Errno;
import io.sockit.api.ErrnoException;
import io.sockit.api.LinkType;
import io.sockit.spi.DeviceAddress;
import io.sockit.spi.DeviceDriver;
import io.sockit.spi.DeviceFacts;
import io.sockit.spi.DeviceFacts.Offload;
import io.sockit.spi.DevicePort;
import io.sockit.spi.NetDevice;
import io.sockit.spi.Transmit;
import io.sockit.spi.packet.ChecksumState;
import io.sockit.spi.packet.Packet;

import java.util.Set;

/// Gives back to its host what the host sends: the same packet, uncopied, taken next.
final class LoopbackDevice implements NetDevice {
    /// The largest packet whose length fits IPv4's header (Linux: 65,536).
    private static final int MTU = 65_535;

    private final DevicePort port;

    private LoopbackDevice(DevicePort port) {
        this.port = port;
    }

    @Override
    public DeviceFacts facts() {
        return DeviceFacts.of(LinkType.IP, MTU)
                .withLoopback()
                .withLargestSegment(MTU)
                .withOffloads(Offload.CHECKSUM);
    }

    @Override
    public Transmit transmit(Packet frame) {
        if (frame.checksumState() == ChecksumState.PARTIAL) {
            // It never left memory: nobody has to write the checksum, nor to verify it.
            frame.checksumState(ChecksumState.UNNECESSARY);
        }
        port.deliver(frame);
        return Transmit.SENT;
    }

    @Override
    public void close() {
        // Holds nothing: a packet under way is the port's.
    }

    /// Opens `loopback:`, which takes no argument and no option of its own.
    static final class Driver implements DeviceDriver {
        @Override
        public Set<String> options() {
            return Set.of();
        }

        @Override
        public NetDevice open(DeviceAddress address, DevicePort port) throws ErrnoException {
            if (!address.argument().isEmpty()) {
                throw new ErrnoException(
                        Errno.EINVAL, "device", "'" + address + "': argument (expected: none)");
            }
            return new LoopbackDevice(port);
        }
    }
}
