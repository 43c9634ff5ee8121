package io.sockit.cli.run;

import io.sockit.api.Errno;
import io.sockit.api.ErrnoException;
import io.sockit.api.Host;
import io.sockit.api.Link;
import io.sockit.api.LinkAddress;
import io.sockit.api.Neighbour;
import io.sockit.api.NetAddress;
import io.sockit.api.Network;
import io.sockit.cli.scenario.HostPlan;
import io.sockit.cli.scenario.Place;
import io.sockit.cli.scenario.Problems;
import io.sockit.cli.term.Messages;

import org.jspecify.annotations.Nullable;

import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/// Brings one host up, step by step; a refusal is noted at its place, and the next step is tried
/// nevertheless.
final class HostSetup {
    private final HostPlan plan;
    private final Problems problems;
    private final Set<String> broken = new HashSet<>();
    private final Set<Given> given = new HashSet<>();

    /// An address of the scenario.
    private record Given(String device, NetAddress address) {}

    HostSetup(HostPlan plan, Problems problems) {
        this.plan = plan;
        this.problems = problems;
    }

    /// @return null if not even the host came up
    @Nullable Host start(Network network, List<Path> plugins) {
        Host.Builder builder = network.host(plan.name().text()).holdPlayback();
        plugins.forEach(builder::plugins);
        Host host;
        try {
            host = builder.start();
        } catch (ErrnoException | RuntimeException e) {
            problems.add(plan.name().place(), Messages.of(e));
            return null;
        }
        configure(host);
        return host;
    }

    private void configure(Host host) {
        for (HostPlan.Setting setting : plan.sysctls()) {
            step(
                    setting.value().place(),
                    () -> host.sysctls().set(setting.name(), setting.value().text()));
        }
        for (HostPlan.Device device : plan.devices()) {
            if (!step(
                    device.string().place(),
                    () -> host.addDevice(device.name(), device.string().text()))) {
                broken.add(device.name());
            }
        }
        for (HostPlan.Address address : plan.addresses()) {
            if (!broken.contains(address.device())) {
                step(address.prefix().place(), () -> address(host, address));
            }
        }
        for (HostPlan.Route route : plan.routes()) {
            if (!broken.contains(route.device().text())) {
                step(route.to().place(), () -> route(host, route));
            }
        }
        for (HostPlan.Neighbour row : plan.neighbours()) {
            if (!broken.contains(row.device())) {
                step(row.linkAddress().place(), () -> neighbour(host, row));
            }
        }
    }

    /// Adds an address that the family may have given the interface already; the scenario may give
    /// it once.
    private void address(Host host, HostPlan.Address row) throws ErrnoException {
        String prefix = row.prefix().text();
        try {
            host.addresses().add(row.device(), prefix);
        } catch (ErrnoException e) {
            if (e.errno() != Errno.EEXIST) {
                throw e;
            }
        }
        int slash = prefix.indexOf('/');
        NetAddress address = host.parse(slash < 0 ? prefix : prefix.substring(0, slash));
        if (!given.add(new Given(row.device(), address))) {
            throw new IllegalArgumentException("'" + prefix + "' is given twice");
        }
    }

    private static void route(Host host, HostPlan.Route row) throws ErrnoException {
        String via = row.via() == null ? null : row.via().text();
        String to = row.to().text();
        if (to.equals("default")) {
            to = via != null && via.contains(":") ? "::/0" : "0.0.0.0/0";
        }
        host.routes().add(to, via, row.device().text());
    }

    private static void neighbour(Host host, HostPlan.Neighbour row) throws ErrnoException {
        Link link = host.links().find(row.device()).orElseThrow();
        host.neighbours()
                .put(
                        new Neighbour(
                                link.index(),
                                host.parse(row.address()),
                                LinkAddress.parse(row.linkAddress().text())));
    }

    private interface Step {
        void take() throws ErrnoException;
    }

    /// @return whether it was taken
    private boolean step(Place place, Step step) {
        try {
            step.take();
            return true;
        } catch (ErrnoException | RuntimeException e) {
            problems.add(place, Messages.of(e));
            return false;
        }
    }
}
