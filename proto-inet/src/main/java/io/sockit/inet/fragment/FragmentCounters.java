package io.sockit.inet.fragment;

import io.sockit.spi.Counter;
import io.sockit.spi.CounterRegistry;
import io.sockit.spi.packet.Packet;

/// What is counted of fragments, `Ip.*` or `Ip6.*`: names of RFC 4293 where it has one.
///
/// Each fragment for this host is one of `ReasmReqds` and ends as one of `ReasmParts`, of which
/// whole datagrams were made, or in one drop.
final class FragmentCounters {
    /// Fragments that came in for this host.
    final Counter reasmReqds;

    /// Datagrams put together.
    final Counter reasmOks;

    /// Fragments that they were made of.
    final Counter reasmParts;

    /// Datagrams given up.
    final Counter reasmFails;

    /// Those of them whose time was up.
    final Counter reasmTimeout;

    /// Those of them where fragments overlapped.
    final Counter reasmOverlaps;

    /// Drop: a fragment that cannot be, or contradicts another; and what it was to join.
    final Counter inFragErrors;

    /// Drop: bytes that are there already.
    final Counter inFragDuplicates;

    /// Drop: overlaps another, or is of a datagram where one does.
    final Counter inFragOverlaps;

    /// Drop: of a datagram in more pieces than any link makes.
    final Counter inFragTooMany;

    /// Drop: the rest did not come in time.
    final Counter inFragTimeouts;

    /// Drop: the oldest, where memory for fragments is used up.
    final Counter inFragEvicted;

    /// Drop: the interface that it came by is gone or down.
    final Counter inFragLinkGone;

    /// Packets cut.
    final Counter fragOks;

    /// Packets that were to be cut and must not be.
    final Counter fragFails;

    /// Fragments made.
    final Counter fragCreates;

    private final CounterRegistry registry;
    private final String prefix;

    /// @param protocol `Ip` or `Ip6`
    FragmentCounters(CounterRegistry registry, String protocol) {
        this.registry = registry;
        this.prefix = protocol + ".";
        reasmReqds = counter("ReasmReqds");
        reasmOks = counter("ReasmOKs");
        reasmParts = counter("ReasmParts");
        reasmFails = counter("ReasmFails");
        reasmTimeout = counter("ReasmTimeout");
        reasmOverlaps = counter("ReasmOverlaps");
        inFragErrors = counter("InFragErrors");
        inFragDuplicates = counter("InFragDuplicates");
        inFragOverlaps = counter("InFragOverlaps");
        inFragTooMany = counter("InFragTooMany");
        inFragTimeouts = counter("InFragTimeouts");
        inFragEvicted = counter("InFragEvicted");
        inFragLinkGone = counter("InFragLinkGone");
        fragOks = counter("FragOKs");
        fragFails = counter("FragFails");
        fragCreates = counter("FragCreates");
    }

    private Counter counter(String name) {
        return registry.counter(prefix + name);
    }

    /// One packet more that must not be cut.
    void mustNotCut() {
        fragFails.increment();
    }

    void cut(int fragments) {
        fragOks.increment();
        fragCreates.add(fragments);
    }

    void drop(Packet packet, Counter reason) {
        registry.drop(packet, reason);
    }
}
