package io.sockit.api;

/// A group of hosts that share a clock, a seed, and the names under which the ends of their wires
/// meet (`link:wan` on two hosts of one network is one wire). Thread-safe.
public interface Network extends AutoCloseable {
    /// A network in the machine's own time.
    static Network create(long seed) {
        return create(Clock.system(), seed);
    }

    static Network create(Clock clock, long seed) {
        return Kit.provider().network(clock, seed);
    }

    Clock clock();

    /// What all random streams are keyed by, together with host and stream name.
    long seed();

    /// A host to be configured.
    ///
    /// @throws IllegalArgumentException where a host of that name lives already
    Host.Builder host(String name);

    /// Closes all hosts.
    @Override
    void close();
}
