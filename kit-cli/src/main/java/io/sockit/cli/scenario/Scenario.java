package io.sockit.cli.scenario;

import java.nio.file.Path;
import java.util.List;
import java.util.OptionalLong;

/// Hosts, their programs, the duration, and the conditions for the end.
///
/// @param folder the folder that relative paths begin at
/// @param seed of all random numbers
/// @param virtual whether time is virtual
/// @param durationNanos the longest that a run takes; if empty, it ends with its programs
/// @param plugins folders of plug-ins
/// @param hosts in the order in which they start
/// @param checks conditions for its end
/// @param comparisons of captures, made when all files are closed
public record Scenario(
        Path folder,
        long seed,
        boolean virtual,
        OptionalLong durationNanos,
        List<Path> plugins,
        List<HostPlan> hosts,
        List<Check> checks,
        List<Comparison> comparisons) {
    public Scenario {
        plugins = List.copyOf(plugins);
        hosts = List.copyOf(hosts);
        checks = List.copyOf(checks);
        comparisons = List.copyOf(comparisons);
    }

    /// A demand that the replies of name servers in two captures are equal.
    ///
    /// @param recorded the capture with the expected replies
    /// @param answers the capture that the scenario writes
    public record Comparison(Path recorded, Path answers) {}

    public Scenario withTime(boolean nowVirtual) {
        return new Scenario(
                folder, seed, nowVirtual, durationNanos, plugins, hosts, checks, comparisons);
    }

    public Scenario withSeed(long newSeed) {
        return new Scenario(
                folder, newSeed, virtual, durationNanos, plugins, hosts, checks, comparisons);
    }

    public Scenario withDuration(long nanos) {
        return new Scenario(
                folder, seed, virtual, OptionalLong.of(nanos), plugins, hosts, checks, comparisons);
    }

    public Scenario withPlugins(List<Path> folders) {
        return new Scenario(
                folder, seed, virtual, durationNanos, folders, hosts, checks, comparisons);
    }

    public Scenario withHosts(List<HostPlan> others) {
        return new Scenario(
                folder, seed, virtual, durationNanos, plugins, others, checks, comparisons);
    }
}
