package io.sockit.test;

import io.sockit.api.ErrnoException;
import io.sockit.api.Host;

import org.jspecify.annotations.Nullable;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;

/// Configures a host that runs this module's plug-in and checks its packets.
final class TracedHostBuilder implements Host.Builder {
    private final Host.Builder builder;
    private final Consumer<Host> started;

    TracedHostBuilder(Host.Builder builder, Consumer<Host> started) {
        this.builder = builder.checkPackets();
        this.started = started;
    }

    @Override
    public Host.Builder plugins(Path folder) {
        builder.plugins(folder);
        return this;
    }

    @Override
    public Host.Builder onlyPlugins(List<String> names) {
        List<String> all = new ArrayList<>(names);
        all.add(TestPlugin.NAME);
        builder.onlyPlugins(all);
        return this;
    }

    @Override
    public Host.Builder device(String interfaceName, String device) {
        builder.device(interfaceName, device);
        return this;
    }

    @Override
    public Host.Builder address(String interfaceName, String prefix) {
        builder.address(interfaceName, prefix);
        return this;
    }

    @Override
    public Host.Builder route(String destination, @Nullable String gateway, String interfaceName) {
        builder.route(destination, gateway, interfaceName);
        return this;
    }

    @Override
    public Host.Builder sysctl(String name, String value) {
        builder.sysctl(name, value);
        return this;
    }

    @Override
    public Host.Builder holdPlayback() {
        builder.holdPlayback();
        return this;
    }

    @Override
    public Host.Builder checkPackets() {
        return this; // done already
    }

    @Override
    public Host start() throws ErrnoException {
        Host host = builder.start();
        started.accept(host);
        return host;
    }
}
