package io.sockit.acceptance;

import com.google.inject.Inject;

import io.sockit.api.ErrnoException;
import io.sockit.api.Host;
import io.sockit.api.LinkType;
import io.sockit.spi.DeviceAddress;
import io.sockit.spi.DeviceDriver;
import io.sockit.spi.DeviceFacts;
import io.sockit.spi.DevicePort;
import io.sockit.spi.NetDevice;
import io.sockit.spi.Strand;
import io.sockit.spi.Transmit;
import io.sockit.spi.packet.Packet;

import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/// A wire without delay that notes how deep the stack is when a host sends.
final class DepthDevice implements NetDevice {
    /// By name of the host.
    private static final Map<String, Integer> DEEPEST = new ConcurrentHashMap<>();

    private static final StackWalker WALKER = StackWalker.getInstance();

    private final String host;
    private final Strand strand;
    private final DevicePort.Wire wire;

    private DepthDevice(String host, Strand strand, DevicePort.Wire wire) {
        this.host = host;
        this.strand = strand;
        this.wire = wire;
    }

    static void forget() {
        DEEPEST.clear();
    }

    /// The deepest stack with which a host of that name has sent since [#forget].
    static int deepest(String host) {
        return DEEPEST.getOrDefault(host, 0);
    }

    /// Frames on the stack of the calling thread.
    static int depth() {
        return WALKER.walk(frames -> (int) frames.count());
    }

    @Override
    public DeviceFacts facts() {
        return DeviceFacts.of(LinkType.IP, 1500);
    }

    @Override
    public Transmit transmit(Packet frame) {
        DEEPEST.merge(host, depth(), Math::max);
        wire.carry(frame, strand.now());
        return Transmit.SENT;
    }

    @Override
    public void close() {
        // The port leaves the wire.
    }

    /// Opens `depth:wire`.
    static final class Driver implements DeviceDriver {
        private final Host host;
        private final Strand strand;

        @Inject
        Driver(Host host, Strand strand) {
            this.host = host;
            this.strand = strand;
        }

        @Override
        public Set<String> options() {
            return Set.of();
        }

        @Override
        public NetDevice open(DeviceAddress address, DevicePort port) throws ErrnoException {
            return new DepthDevice(host.name(), strand, port.join(address.argument()));
        }
    }
}
