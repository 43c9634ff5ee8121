package io.sockit.test;

import com.google.inject.Inject;

import io.sockit.api.Host;
import io.sockit.api.Network;
import io.sockit.spi.Interfaces;
import io.sockit.spi.Strand;
import io.sockit.spi.packet.PacketPool;

import java.util.Map;
import java.util.WeakHashMap;
import java.util.concurrent.ConcurrentHashMap;

/// What tests need of the inside of a host, as its plug-in "test" sees it. Thread-safe.
final class HostSide {
    /// By network and host name: the host that plug-ins see need not be the object that tests see.
    private static final Map<Network, Map<String, HostSide>> ALL = new WeakHashMap<>();

    final PacketPool pool;
    final Strand strand;
    final Interfaces interfaces;
    final FrameQueue probed;

    /// The open `queue:` devices by interface name.
    final Map<String, QueueDevice> queues = new ConcurrentHashMap<>();

    @Inject
    HostSide(Host host, PacketPool pool, Strand strand, Interfaces interfaces) {
        this.pool = pool;
        this.strand = strand;
        this.interfaces = interfaces;
        this.probed = new FrameQueue(host.clock());
        synchronized (ALL) {
            ALL.computeIfAbsent(host.network(), network -> new ConcurrentHashMap<>())
                    .put(host.name(), this);
        }
    }

    /// @throws IllegalStateException where the host runs without this module's plug-in
    static HostSide of(Host host) {
        Map<String, HostSide> sides;
        synchronized (ALL) {
            sides = ALL.getOrDefault(host.network(), Map.of());
        }
        HostSide side = sides.get(host.name());
        if (side == null) {
            throw new IllegalStateException(
                    "host %s runs without plug-in '%s' (expected: kit-test among its plug-ins)"
                            .formatted(host.name(), TestPlugin.NAME));
        }
        return side;
    }

    QueueDevice queue(String interfaceName) {
        QueueDevice device = queues.get(interfaceName);
        if (device == null) {
            throw new IllegalStateException(
                    "interface %s is no queue (expected: one of %s, made by queue:)"
                            .formatted(interfaceName, queues.keySet()));
        }
        return device;
    }
}
