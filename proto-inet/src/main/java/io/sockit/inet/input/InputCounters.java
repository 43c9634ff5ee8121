package io.sockit.inet.input;

import io.sockit.spi.Counter;
import io.sockit.spi.CounterRegistry;

/// What one of the two network protocols counts of what comes in, `Ip.*` or `Ip6.*`: names of RFC
/// 4293 where it has one. What came in is `InReceives`, and each of these ends in `InDelivers` or
/// `InFaults` ([io.sockit.inet.transport.Transports]
/// counts them), in `ForwDatagrams` or in one drop; what is made of
/// fragments is one of these in their place.
final class InputCounters {
    final Counter inReceives;
    final Counter forwDatagrams;

    /// Drop: shorter than its header, or than its header says.
    final Counter inTruncatedPkts;

    /// Drop: another version than the link said.
    final Counter inBadVersion;

    /// Drop: a header length that cannot be.
    final Counter inBadHeaderLength;

    /// Drop: header checksum.
    final Counter inCsumErrors;

    /// Drop: options or extension headers that do not parse, are too many, or are refused.
    final Counter inBadOptions;

    /// Drop: a source that no packet may have here.
    final Counter inMartianSource;

    /// Drop: a destination that no packet may have here.
    final Counter inMartianDestination;

    /// Drop: a destination that is not of this host, which does not forward.
    final Counter inAddrErrors;

    /// Drop: a group that this host is not in.
    final Counter inMcastNotJoined;

    /// Drop: no transport of that number.
    final Counter inUnknownProtos;

    /// Drop: nothing follows the header, and it says so (IPv6).
    final Counter inNoNextHeader;

    /// Drop: hop limit used up on the way.
    final Counter inHopsExceeded;

    /// Drop: nowhere to forward to.
    final Counter inNoRoutes;

    /// Drop: too big for the next link.
    final Counter inTooBigErrors;

    /// Drop: may not leave its link.
    final Counter inNotForwarded;

    private final CounterRegistry registry;
    private final String prefix;

    /// @param protocol `Ip` or `Ip6`
    InputCounters(CounterRegistry registry, String protocol) {
        this.registry = registry;
        this.prefix = protocol + ".";
        inReceives = counter("InReceives");
        forwDatagrams = counter("ForwDatagrams");
        inTruncatedPkts = counter("InTruncatedPkts");
        inBadVersion = counter("InBadVersion");
        inBadHeaderLength = counter("InBadHeaderLength");
        inCsumErrors = counter("InCsumErrors");
        inBadOptions = counter("InBadOptions");
        inMartianSource = counter("InMartianSource");
        inMartianDestination = counter("InMartianDestination");
        inAddrErrors = counter("InAddrErrors");
        inMcastNotJoined = counter("InMcastNotJoined");
        inUnknownProtos = counter("InUnknownProtos");
        inNoNextHeader = counter("InNoNextHeader");
        inHopsExceeded = counter("InHopsExceeded");
        inNoRoutes = counter("InNoRoutes");
        inTooBigErrors = counter("InTooBigErrors");
        inNotForwarded = counter("InNotForwarded");
    }

    private Counter counter(String name) {
        return registry.counter(prefix + name);
    }
}
