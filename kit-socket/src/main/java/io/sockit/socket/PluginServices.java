package io.sockit.socket;

import io.sockit.api.Addresses;
import io.sockit.api.Clock;
import io.sockit.api.Host;
import io.sockit.api.Links;
import io.sockit.api.Neighbours;
import io.sockit.api.Routes;
import io.sockit.socket.plugin.HostServices;
import io.sockit.socket.strand.Owner;
import io.sockit.socket.strand.SeededStreams;
import io.sockit.spi.CounterRegistry;
import io.sockit.spi.Interfaces;
import io.sockit.spi.RandomStreams;
import io.sockit.spi.Strand;
import io.sockit.spi.SysctlRegistry;
import io.sockit.spi.TableEvents;
import io.sockit.spi.Timers;
import io.sockit.spi.packet.PacketPool;

import java.util.HashMap;
import java.util.Map;

/// What a host gives to its plug-ins. Off the strand.
final class PluginServices implements HostServices {
    private final RunningHost host;
    private final PacketPool pool;
    private final RandomStreams streams;

    PluginServices(RunningHost host, PacketPool pool) {
        this.host = host;
        this.pool = pool;
        this.streams = new SeededStreams(host.network().seed(), host.name());
    }

    @Override
    public Map<Class<?>, Object> open(Owner owner) {
        Map<Class<?>, Object> services = new HashMap<>();
        services.put(Host.class, host);
        services.put(Clock.class, host.clock());
        services.put(Strand.class, host.strand().view(owner));
        services.put(Timers.class, host.strand().timers(owner));
        services.put(RandomStreams.class, streams);
        services.put(PacketPool.class, pool);
        services.put(CounterRegistry.class, host.devices().counters());
        services.put(SysctlRegistry.class, host.sysctlTable().declaredBy(owner));
        services.put(Interfaces.class, host.devices().interfaces(owner));
        services.put(Links.class, host.links());
        services.put(Addresses.class, host.addresses());
        services.put(Routes.class, host.routes());
        services.put(Neighbours.class, host.neighbours());
        services.put(TableEvents.class, host.control().events(owner));
        return services;
    }

    @Override
    public void forget(Owner owner) {
        host.sysctlTable().forget(owner);
        host.devices().forget(owner);
        host.strand().run(() -> host.control().forget(owner));
        host.strand().forget(owner);
    }
}
