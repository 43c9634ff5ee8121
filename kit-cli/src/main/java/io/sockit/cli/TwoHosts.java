package io.sockit.cli;

import io.sockit.api.ErrnoException;
import io.sockit.api.Host;
import io.sockit.api.Network;

import org.jspecify.annotations.Nullable;

import java.nio.file.Path;
import java.util.List;

/// Hosts a and b with a wire between them, or host a alone.
final class TwoHosts implements AutoCloseable {
    static final String INTERFACE = "eth0";

    private final Network network;
    private final Host a;
    private final @Nullable Host b;

    private TwoHosts(Network network, Host a, @Nullable Host b) {
        this.network = network;
        this.a = a;
        this.b = b;
    }

    static TwoHosts start(WireOptions options, List<Path> plugins) throws ErrnoException {
        Network network = options.network();
        try {
            Host a = host(network, "a", options.watchedDevice(), plugins, 1);
            Host b = options.hasPeer() ? host(network, "b", options.device(), plugins, 2) : null;
            return new TwoHosts(network, a, b);
        } catch (ErrnoException | RuntimeException e) {
            network.close();
            throw e;
        }
    }

    private static Host host(
            Network network, String name, String device, List<Path> plugins, int number)
            throws ErrnoException {
        Host.Builder builder = network.host(name);
        plugins.forEach(builder::plugins);
        Host host = builder.device(INTERFACE, device).start();
        // Addresses of a missing family would be refused; socket() names what is missing.
        if (Families.knows(host, Families.AF_INET)) {
            host.addresses().add(INTERFACE, "10.0.0." + number + "/24");
        }
        if (Families.knows(host, Families.AF_INET6)) {
            host.addresses().add(INTERFACE, "fd00::" + number + "/64");
        }
        return host;
    }

    Host a() {
        return a;
    }

    /// Null if host a is alone.
    @Nullable Host b() {
        return b;
    }

    @Override
    public void close() {
        network.close();
    }
}
