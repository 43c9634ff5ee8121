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

    /// Closes all hosts, once. Their programs' calls answer `EBADF`, none of them starts another
    /// any more, and in virtual time they run to their end first, without time passing. There, a
    /// program that rests or runs on all the same is interrupted, after a second of real time at
    /// most; one that has not ended a second later is named in the log and no longer waited for: it
    /// goes on as a daemon thread, and what it waits for in the kit throws `IllegalStateException`.
    /// In real time programs are not waited for, nor where a program closes its own network, or a
    /// listener or tap that is called while a virtual clock moves.
    @Override
    void close();
}
