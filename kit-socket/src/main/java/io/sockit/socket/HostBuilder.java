package io.sockit.socket;

import io.sockit.api.Errno;
import io.sockit.api.ErrnoException;
import io.sockit.api.Host;
import io.sockit.spi.packet.PacketPool;

import org.jspecify.annotations.Nullable;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/// A host before it starts: the steps of its start. One thread at a time.
final class HostBuilder implements Host.Builder {
    private final HostNetwork network;
    private final String name;
    private final List<Path> folders = new ArrayList<>();
    private final List<Step> settings = new ArrayList<>();
    private final List<Step> devices = new ArrayList<>();
    private final List<Step> addresses = new ArrayList<>();
    private final List<Step> routes = new ArrayList<>();
    private @Nullable List<String> onlyPlugins;
    private boolean checked;
    private boolean held;

    /// One line of a host's configuration.
    @FunctionalInterface
    private interface Step {
        void apply(RunningHost host) throws ErrnoException;
    }

    HostBuilder(HostNetwork network, String name) {
        this.network = network;
        this.name = name;
    }

    @Override
    public Host.Builder plugins(Path folder) {
        folders.add(folder);
        return this;
    }

    @Override
    public Host.Builder onlyPlugins(List<String> names) {
        onlyPlugins = List.copyOf(names);
        return this;
    }

    @Override
    public Host.Builder device(String interfaceName, String device) {
        devices.add(host -> host.addDevice(interfaceName, device));
        return this;
    }

    @Override
    public Host.Builder address(String interfaceName, String prefix) {
        addresses.add(host -> address(host, interfaceName, prefix));
        return this;
    }

    @Override
    public Host.Builder route(String destination, @Nullable String gateway, String interfaceName) {
        routes.add(host -> host.routes().add(destination, gateway, interfaceName));
        return this;
    }

    @Override
    public Host.Builder sysctl(String key, String value) {
        settings.add(host -> host.sysctls().set(key, value));
        return this;
    }

    @Override
    public Host.Builder holdPlayback() {
        held = true;
        return this;
    }

    @Override
    public Host.Builder checkPackets() {
        checked = true;
        return this;
    }

    @Override
    public Host start() throws ErrnoException {
        network.take(name);
        RunningHost host = null;
        try {
            PacketPool pool = checked ? PacketPool.checked() : new PacketPool();
            host = new RunningHost(network, name, pool);
            host.devices().holdPlayback(held);
            host.plugins().start(onlyPlugins, folders);
            for (List<Step> steps : List.of(settings, devices, addresses, routes)) {
                apply(steps, host);
            }
            network.started(host);
            return host;
        } catch (ErrnoException | RuntimeException | Error e) {
            if (host == null) {
                network.leave(name);
            } else {
                host.close(); // leaves by itself, once: the name may soon be another's
            }
            throw e;
        }
    }

    /// A family may have given the interface that address by itself.
    private static void address(Host host, String interfaceName, String prefix)
            throws ErrnoException {
        try {
            host.addresses().add(interfaceName, prefix);
        } catch (ErrnoException e) {
            if (e.errno() != Errno.EEXIST) {
                throw e;
            }
        }
    }

    private static void apply(List<Step> steps, RunningHost host) throws ErrnoException {
        for (Step step : steps) {
            step.apply(host);
        }
    }
}
