package io.sockit.inet.route;

import io.sockit.api.Route;
import io.sockit.spi.NetInterface;

import org.jspecify.annotations.Nullable;

/// One route in a [RouteTable]: a row of the control plane, or one that an interface's address
/// implies. Only its links to others of its prefix change.
final class RouteEntry {
    /// What happens to a packet that takes the route, the better kind first.
    enum Kind {
        /// It is for this host.
        LOCAL,
        /// It is for all on the link.
        BROADCAST,
        /// It goes to one next hop.
        UNICAST
    }

    final Kind kind;
    final long high;
    final long low;

    /// Significant bits of the 128; of an IPv4 prefix 96 and its own.
    final int length;

    final NetInterface link;
    final @Nullable OwnAddress source;
    final int metric;

    /// The row that it was made from, or null where an address implies it.
    @Nullable Route row;

    /// The next hop, where there is one; else the destination is on the link.
    long gatewayHigh;

    long gatewayLow;

    /// The next best of the same prefix.
    @Nullable RouteEntry next;

    @Nullable RouteEntry before;

    RouteEntry(
            Kind kind,
            long high,
            long low,
            int length,
            NetInterface link,
            @Nullable OwnAddress source,
            int metric) {
        this.kind = kind;
        this.high = Bits.maskHigh(high, length);
        this.low = Bits.maskLow(low, length);
        this.length = length;
        this.link = link;
        this.source = source;
        this.metric = metric;
    }

    RouteEntry via(long newHigh, long newLow) {
        gatewayHigh = newHigh;
        gatewayLow = newLow;
        return this;
    }

    boolean hasGateway() {
        return (gatewayHigh | gatewayLow) != 0;
    }

    boolean betterThan(RouteEntry other) {
        return kind != other.kind ? kind.compareTo(other.kind) < 0 : metric < other.metric;
    }

    /// Whether it serves a sender that wants this interface, 0 wanting none in particular. What is
    /// for this host may also be reached through the loopback. By an interface that is down, as one
    /// that has left is, nothing goes.
    boolean serves(int wanted, int loopback) {
        boolean wants =
                wanted == 0 || wanted == link.index() || (kind == Kind.LOCAL && wanted == loopback);
        return wants && link.up();
    }
}
