package io.sockit.test;

import com.google.inject.Inject;

import io.sockit.api.Errno;
import io.sockit.api.ErrnoException;
import io.sockit.api.Host;
import io.sockit.api.LinkAddress;
import io.sockit.api.LinkType;
import io.sockit.spi.DeviceAddress;
import io.sockit.spi.DeviceDriver;
import io.sockit.spi.DeviceFacts;
import io.sockit.spi.DeviceOptions;
import io.sockit.spi.DevicePort;
import io.sockit.spi.NetDevice;
import io.sockit.spi.Transmit;
import io.sockit.spi.packet.Packet;

import java.util.Set;

/// A device whose other end is a test: `queue:?type=ether`. On the strand, but for [#inject].
final class QueueDevice implements NetDevice {
    private static final int MTU = 65_535;
    private static final LinkAddress MAC = LinkAddress.parse("02:00:00:00:00:01");

    final FrameQueue sent;

    private final LinkType type;
    private final HostSide side;
    private final DevicePort port;

    private QueueDevice(LinkType type, HostSide side, FrameQueue sent, DevicePort port) {
        this.type = type;
        this.side = side;
        this.sent = sent;
        this.port = port;
    }

    @Override
    public DeviceFacts facts() {
        LinkAddress address = type == LinkType.ETHERNET ? MAC : LinkAddress.NONE;
        return DeviceFacts.of(type, MTU).withAddress(address);
    }

    @Override
    public Transmit transmit(Packet frame) {
        sent.add(Frame.of(frame, side.strand.now()));
        frame.release();
        return Transmit.SENT;
    }

    @Override
    public void close() {
        side.queues.remove(port.interfaceName(), this);
    }

    /// Hands a frame to the host. Any thread.
    void inject(int etherType, byte[] bytes) {
        Packet packet = side.pool.take();
        packet.append(bytes, 0, bytes.length);
        packet.etherType(etherType);
        port.deliver(packet);
    }

    /// Opens `queue:`.
    static final class Driver implements DeviceDriver {
        private final Host host;
        private final HostSide side;

        @Inject
        Driver(Host host, HostSide side) {
            this.host = host;
            this.side = side;
        }

        @Override
        public Set<String> options() {
            return Set.of("type");
        }

        @Override
        public NetDevice open(DeviceAddress address, DevicePort port) throws ErrnoException {
            if (!address.argument().isEmpty()) {
                throw new ErrnoException(
                        Errno.EINVAL, "device", "'" + address + "': argument (expected: none)");
            }
            LinkType type = type(address.values());
            QueueDevice device = new QueueDevice(type, side, new FrameQueue(host.clock()), port);
            side.queues.put(port.interfaceName(), device);
            return device;
        }

        private static LinkType type(DeviceOptions options) throws ErrnoException {
            return switch (options.text("type", "ip")) {
                case "ip" -> LinkType.IP;
                case "ether" -> LinkType.ETHERNET;
                case "none" -> LinkType.NONE;
                default -> throw options.bad("type", "ip, ether or none");
            };
        }
    }
}
