package io.sockit.udp;

import com.google.inject.Inject;

import io.sockit.api.LinkType;
import io.sockit.spi.DeviceAddress;
import io.sockit.spi.DeviceDriver;
import io.sockit.spi.DeviceFacts;
import io.sockit.spi.DevicePort;
import io.sockit.spi.NetDevice;
import io.sockit.spi.Transmit;
import io.sockit.spi.packet.Packet;
import io.sockit.spi.packet.PacketPool;

import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/// A device without a far end that is as fast as can be: a test gives packets to the host through
/// it, and looks into the host's pool. What the host sends is lost.
final class RawDevice implements NetDevice {
    /// By the argument of the device string.
    private static final Map<String, RawDevice> OPEN = new ConcurrentHashMap<>();

    final PacketPool pool;
    private final String name;
    private final DevicePort port;

    private RawDevice(String name, PacketPool pool, DevicePort port) {
        this.name = name;
        this.pool = pool;
        this.port = port;
    }

    /// The device that was opened as `raw:name`.
    static RawDevice of(String name) {
        RawDevice device = OPEN.get(name);
        if (device == null) {
            throw new IllegalStateException("raw:" + name + " (expected: one of " + OPEN + ")");
        }
        return device;
    }

    /// Gives the host a network packet.
    void inject(int etherType, byte[] bytes, int length) {
        Packet packet = pool.take();
        packet.append(bytes, 0, length);
        packet.etherType(etherType);
        port.deliver(packet);
    }

    @Override
    public DeviceFacts facts() {
        return DeviceFacts.of(LinkType.IP, 1500);
    }

    @Override
    public Transmit transmit(Packet frame) {
        frame.release();
        return Transmit.SENT;
    }

    @Override
    public void close() {
        OPEN.remove(name, this);
    }

    /// Opens `raw:name`.
    static final class Driver implements DeviceDriver {
        private final PacketPool pool;

        @Inject
        Driver(PacketPool pool) {
            this.pool = pool;
        }

        @Override
        public Set<String> options() {
            return Set.of();
        }

        @Override
        public NetDevice open(DeviceAddress address, DevicePort port) {
            RawDevice device = new RawDevice(address.argument(), pool, port);
            OPEN.put(address.argument(), device);
            return device;
        }
    }
}
