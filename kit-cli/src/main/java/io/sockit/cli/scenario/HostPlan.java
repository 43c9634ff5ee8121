package io.sockit.cli.scenario;

import org.jspecify.annotations.Nullable;

import java.util.List;

/// One host of a scenario.
///
/// @param name its name, with its place in the file
public record HostPlan(
        Value name,
        List<Setting> sysctls,
        List<Device> devices,
        List<Address> addresses,
        List<Route> routes,
        List<Neighbour> neighbours,
        List<ProgramPlan> programs) {
    public HostPlan {
        sysctls = List.copyOf(sysctls);
        devices = List.copyOf(devices);
        addresses = List.copyOf(addresses);
        routes = List.copyOf(routes);
        neighbours = List.copyOf(neighbours);
        programs = List.copyOf(programs);
    }

    public HostPlan withDevices(List<Device> others) {
        return new HostPlan(name, sysctls, others, addresses, routes, neighbours, programs);
    }

    /// A sysctl's value.
    public record Setting(String name, Value value) {}

    /// A device string under an interface's name.
    public record Device(String name, Value string) {}

    /// An address with its prefix length.
    public record Address(String device, Value prefix) {}

    /// A route.
    ///
    /// @param to a prefix, or `default`
    /// @param via the gateway; null if the destination is on the link
    public record Route(Value to, @Nullable Value via, Value device) {}

    /// A neighbour's link-layer address.
    public record Neighbour(String device, String address, Value linkAddress) {}
}
