package io.sockit.inet.icmp;

import io.sockit.inet.spi.InetDatagramPcb;
import io.sockit.spi.Counter;
import io.sockit.spi.CounterRegistry;

/// What ICMP or ICMPv6 counts, `Icmp.*` or `Icmp6.*`. What came in is `InMsgs`, and each of these
/// ends in `InEchos`, `InEchoReps`, `InErrs` or in one drop.
final class IcmpCounters {
    final Counter inMsgs;

    /// Echo requests that were answered.
    final Counter inEchos;

    /// Echo replies that a socket took.
    final Counter inEchoReps;

    /// Errors that a transport was told of.
    final Counter inErrs;

    /// Drop: shorter than its header.
    final Counter inTruncatedMsgs;

    /// Drop: checksum.
    final Counter inCsumErrors;

    /// Drop: in a packet of the other family.
    final Counter inWrongFamily;

    /// Drop: an answer or an error to all on the link, where only a request may go.
    final Counter inNotUnicast;

    /// Drop: a type or code that is not known here.
    final Counter inUnknownTypes;

    /// Drop: an echo request that is not to be answered.
    final Counter inEchoIgnored;

    /// Drop: an echo reply that no socket waits for.
    final Counter inNoSocket;

    /// Drop: the socket's receive buffer is full.
    final Counter rcvbufErrors;

    /// Drop: an error about a packet that this host cannot have sent.
    final Counter inQuoteErrors;

    final Counter outMsgs;
    final Counter outEchoReps;

    /// Errors sent.
    final Counter outErrs;

    /// Errors not sent because there were too many.
    final Counter outRateLimitGlobal;

    /// Errors not sent, because their peer had been sent enough.
    final Counter outRateLimitHost;

    /// What echo sockets count.
    final InetDatagramPcb.Counts ofSockets;

    /// @param protocol `Icmp` or `Icmp6`
    IcmpCounters(CounterRegistry registry, String protocol) {
        inMsgs = registry.counter(protocol + ".InMsgs");
        inEchos = registry.counter(protocol + ".InEchos");
        inEchoReps = registry.counter(protocol + ".InEchoReps");
        inErrs = registry.counter(protocol + ".InErrs");
        inTruncatedMsgs = registry.counter(protocol + ".InTruncatedMsgs");
        inCsumErrors = registry.counter(protocol + ".InCsumErrors");
        inWrongFamily = registry.counter(protocol + ".InWrongFamily");
        inNotUnicast = registry.counter(protocol + ".InNotUnicast");
        inUnknownTypes = registry.counter(protocol + ".InUnknownTypes");
        inEchoIgnored = registry.counter(protocol + ".InEchoIgnored");
        inNoSocket = registry.counter(protocol + ".InNoSocket");
        rcvbufErrors = registry.counter(protocol + ".RcvbufErrors");
        inQuoteErrors = registry.counter(protocol + ".InQuoteErrors");
        outMsgs = registry.counter(protocol + ".OutMsgs");
        outEchoReps = registry.counter(protocol + ".OutEchoReps");
        outErrs = registry.counter(protocol + ".OutErrs");
        outRateLimitHost = registry.counter(protocol + ".OutRateLimitHost");
        outRateLimitGlobal = registry.counter(protocol + ".OutRateLimitGlobal");
        ofSockets =
                new InetDatagramPcb.Counts(
                        registry, outMsgs, inEchoReps, rcvbufErrors, rcvbufErrors);
    }
}
