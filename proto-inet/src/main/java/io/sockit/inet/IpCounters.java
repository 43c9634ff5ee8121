package io.sockit.inet;

import io.sockit.spi.Counter;
import io.sockit.spi.CounterRegistry;

/// What one of the two network protocols counts, `Ip.*` or `Ip6.*`: names of RFC 4293 where it has
/// one. What came in is `InReceives`, and each of these ends in `InDelivers`, in `ForwDatagrams` or
/// in one drop, or in `InFaults`; what is made of fragments is one of these in their place.
final class IpCounters {
    final Counter inReceives;
    final Counter inDelivers;
    final Counter forwDatagrams;
    final Counter outRequests;

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

    /// The transport failed; what became of the packet, only it knows.
    final Counter inFaults;

    /// Drop: hop limit used up on the way.
    final Counter inHopsExceeded;

    /// Drop: nowhere to forward to.
    final Counter inNoRoutes;

    /// Drop: too big for the next link.
    final Counter inTooBigErrors;

    /// Drop: may not leave its link.
    final Counter inNotForwarded;

    /// Drop: nowhere to send to.
    final Counter outNoRoutes;

    /// Drop: too big to send.
    final Counter outTooBig;

    private final CounterRegistry registry;
    private final String prefix;

    /// @param protocol `Ip` or `Ip6`
    IpCounters(CounterRegistry registry, String protocol) {
        this.registry = registry;
        this.prefix = protocol + ".";
        inReceives = counter("InReceives");
        inDelivers = counter("InDelivers");
        forwDatagrams = counter("ForwDatagrams");
        outRequests = counter("OutRequests");
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
        inFaults = counter("InFaults");
        inHopsExceeded = counter("InHopsExceeded");
        inNoRoutes = counter("InNoRoutes");
        inTooBigErrors = counter("InTooBigErrors");
        inNotForwarded = counter("InNotForwarded");
        outNoRoutes = counter("OutNoRoutes");
        outTooBig = counter("OutTooBig");
    }

    private Counter counter(String name) {
        return registry.counter(prefix + name);
    }
}
