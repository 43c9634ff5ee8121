package io.sockit.inet.output;

import io.sockit.spi.Counter;
import io.sockit.spi.CounterRegistry;

/// What one of the two network protocols counts of what it sends, `Ip.*` or `Ip6.*`: names of RFC
/// 4293 where it has one.
final class OutputCounters {
    /// What transports gave to be sent.
    final Counter outRequests;

    /// Drop: nowhere to send to.
    final Counter outNoRoutes;

    /// Drop: too big to send.
    final Counter outTooBig;

    /// @param protocol `Ip` or `Ip6`
    OutputCounters(CounterRegistry registry, String protocol) {
        outRequests = registry.counter(protocol + ".OutRequests");
        outNoRoutes = registry.counter(protocol + ".OutNoRoutes");
        outTooBig = registry.counter(protocol + ".OutTooBig");
    }
}
