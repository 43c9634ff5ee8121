package io.sockit.test;

import com.google.inject.Inject;

import io.sockit.api.Host;
import io.sockit.api.Network;
import io.sockit.spi.Interfaces;
import io.sockit.spi.Strand;
import io.sockit.spi.packet.PacketPool;

import java.lang.ref.WeakReference;
import java.util.Map;
import java.util.WeakHashMap;
import java.util.concurrent.ConcurrentHashMap;

/// What tests need of the inside of a host, as its plug-in "test" sees it. Thread-safe.
final class HostSide {
    /// By network and host name. The host's injector holds what is referenced here, for as long as
    /// the host lives.
    private static final Map<Network, Map<String, WeakReference<HostSide>>> ALL =
            new WeakHashMap<>();

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
                    .put(host.name(), new WeakReference<>(this));
        }
    }

    /// @throws IllegalStateException where the host runs without this module's plug-in
    static HostSide of(Host host) {
        WeakReference<HostSide> reference;
        synchronized (ALL) {
            reference = ALL.getOrDefault(host.network(), Map.of()).get(host.name());
        }
        HostSide side = reference == null ? null : reference.get();
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
