package io.sockit.inet.spi;

import io.sockit.api.AddressFamily;
import io.sockit.inet.In6Pktinfo;
import io.sockit.inet.InPktinfo;
import io.sockit.inet.Inet;
import io.sockit.inet.InetSockaddr;
import io.sockit.inet.SockaddrIn;
import io.sockit.inet.SockaddrIn6;
import io.sockit.spi.packet.Packet;

import jakarta.inject.Inject;
import jakarta.inject.Singleton;

import org.jspecify.annotations.Nullable;

/// Gives out socket addresses, and what received packets tell of theirs, again the same object
/// where a peer comes again, so that receiving does not allocate. A service for transports.
///
/// Any thread, without locks: entries are immutable, so the worst a race can cost is another
/// object.
@Singleton
public final class PeerAddresses {
    private static final int SIZE = 1024; // a power of two
    private static final int MIX = 0x9e37_79b9; // 2^32 / golden ratio

    private final @Nullable SockaddrIn[] v4 = new @Nullable SockaddrIn[SIZE];
    private final @Nullable SockaddrIn6[] v6 = new @Nullable SockaddrIn6[SIZE];
    private final @Nullable InPktinfo[] info = new @Nullable InPktinfo[SIZE];
    private final @Nullable In6Pktinfo[] info6 = new @Nullable In6Pktinfo[SIZE];

    @Inject
    PeerAddresses() {}

    public SockaddrIn in(int address, int port) {
        int slot = slot(address * 31 + port);
        SockaddrIn seen = v4[slot];
        if (seen != null && seen.address() == address && seen.port() == port) {
            return seen;
        }
        SockaddrIn made = new SockaddrIn(address, port);
        v4[slot] = made;
        return made;
    }

    public SockaddrIn6 in6(long high, long low, int port, int scopeId) {
        int slot = slot((Long.hashCode(high) * 31 + Long.hashCode(low)) * 31 + port);
        SockaddrIn6 seen = v6[slot];
        if (seen != null
                && seen.low() == low
                && seen.high() == high
                && seen.port() == port
                && seen.scopeId() == scopeId) {
            return seen;
        }
        SockaddrIn6 made = new SockaddrIn6(high, low, port, 0, scopeId);
        v6[slot] = made;
        return made;
    }

    /// An address in the form of a socket's family: an `AF_INET6` socket sees IPv4 addresses
    /// mapped.
    public InetSockaddr of(AddressFamily family, long high, long low, int port, int scopeId) {
        return family.number() == Inet.AF_INET.number()
                ? in(IpAddress.v4(low), port)
                : in6(high, low, port, scopeId);
    }

    /// Where an IPv4 packet came to.
    InPktinfo pktinfo(int ifindex, int specDst, int address) {
        int slot = slot((address * 31 + specDst) * 31 + ifindex);
        InPktinfo seen = info[slot];
        if (seen != null
                && seen.address() == address
                && seen.specDst() == specDst
                && seen.ifindex() == ifindex) {
            return seen;
        }
        InPktinfo made = new InPktinfo(ifindex, specDst, address);
        info[slot] = made;
        return made;
    }

    /// Where a packet came to, an IPv4 address being mapped.
    In6Pktinfo pktinfo6(long high, long low, int ifindex) {
        int slot = slot((Long.hashCode(high) * 31 + Long.hashCode(low)) * 31 + ifindex);
        In6Pktinfo seen = info6[slot];
        if (seen != null && seen.low() == low && seen.high() == high && seen.ifindex() == ifindex) {
            return seen;
        }
        In6Pktinfo made = new In6Pktinfo(high, low, ifindex);
        info6[slot] = made;
        return made;
    }

    /// The source of a received packet, in the form of a socket's family.
    public InetSockaddr source(Packet received, int port, AddressFamily family) {
        return of(
                family,
                IpPacket.sourceHigh(received),
                IpPacket.sourceLow(received),
                port,
                IpPacket.sourceScope(received));
    }

    private static int slot(int key) {
        return (key * MIX) >>> (Integer.SIZE - Integer.numberOfTrailingZeros(SIZE));
    }
}
