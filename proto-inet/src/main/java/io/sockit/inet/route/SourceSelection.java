package io.sockit.inet.route;

import io.sockit.inet.spi.IpAddress;
import io.sockit.spi.NetInterface;

import org.jspecify.annotations.Nullable;

import java.util.Collection;
import java.util.List;

/// Which of the host's addresses a packet leaves with where neither socket nor route say.
final class SourceSelection {
    /// Bits of an address that its solicited-node group has.
    private static final int SUFFIX = 24;

    private static final int LINK_LOCAL = 0x2;
    private static final int SITE_LOCAL = 0x5;
    private static final int GLOBAL = 0xe;

    private Collection<OwnAddress> all = List.of();
    private OwnAddress @Nullable [] own; // null after a change

    /// Hears that the host's addresses are others now.
    ///
    /// @param addresses in the order of the control plane; read when it is next asked
    void changed(Collection<OwnAddress> addresses) {
        all = addresses;
        own = null;
    }

    private OwnAddress[] own() {
        OwnAddress[] known = own;
        if (known == null) {
            known = all.toArray(OwnAddress[]::new);
            own = known;
        }
        return known;
    }

    /// Whether an IPv6 address of an interface ends in the last 24 bits of a group.
    boolean hasSuffix(long low, NetInterface link) {
        for (OwnAddress address : own()) {
            if (!address.isV4()
                    && address.link().index() == link.index()
                    && (address.low() ^ low) << (Long.SIZE - SUFFIX) == 0) {
                return true;
            }
        }
        return false;
    }

    /// The source for a destination that is reached through a route, or null where the host has
    /// none.
    @Nullable OwnAddress choose(RouteEntry route, long high, long low) {
        if (route.source != null) {
            return route.source;
        }
        return IpAddress.isV4(high, low)
                ? chooseV4(route, route.hasGateway() ? route.gatewayLow : low)
                : chooseV6(route.link, high, low);
    }

    /// RFC 1122 §3.3.4.3 (b): of the interface that it leaves by, there the one near the next hop,
    /// else the first; the first of another interface where that one has none.
    private @Nullable OwnAddress chooseV4(RouteEntry route, long nextHopLow) {
        OwnAddress best = null;
        for (OwnAddress address : own()) {
            if (address.isV4() && !address.link().loopback()) {
                best = best == null ? address : betterV4(best, address, route, nextHopLow);
            }
        }
        return best;
    }

    private static OwnAddress betterV4(
            OwnAddress best, OwnAddress other, RouteEntry route, long nextHopLow) {
        return rankV4(other, route, nextHopLow) > rankV4(best, route, nextHopLow) ? other : best;
    }

    private static int rankV4(OwnAddress address, RouteEntry route, long nextHopLow) {
        if (address.link().index() != route.link.index()) {
            return 0;
        }
        return address.near(0, nextHopLow) ? 2 : 1;
    }

    /// RFC 6724 §5, without the rules about addresses that age, move or are temporary: there are
    /// none such.
    private @Nullable OwnAddress chooseV6(NetInterface out, long high, long low) {
        OwnAddress best = null;
        for (OwnAddress address : own()) {
            if (isCandidate(address, out, high, low)
                    && (best == null || prefers(address, best, out, high, low))) {
                best = address;
            }
        }
        return best;
    }

    /// RFC 6724 §4: addresses of other interfaces too, but none that means another link, and none
    /// for groups and link-local destinations.
    private static boolean isCandidate(OwnAddress address, NetInterface out, long high, long low) {
        if (address.isV4() || address.link().index() == out.index()) {
            return !address.isV4();
        }
        return !IpAddress.isMulticast(high, low)
                && !IpAddress.isLinkLocal(high, low)
                && !address.link().loopback()
                && !IpAddress.isLinkLocal(address.high(), address.low());
    }

    /// Whether `a` is preferred to `b`, which came first.
    private static boolean prefers(
            OwnAddress a, OwnAddress b, NetInterface out, long high, long low) {
        // Rule 1: the destination itself.
        boolean same = a.high() == high && a.low() == low;
        if (same || (b.high() == high && b.low() == low)) {
            return same;
        }
        // Rule 2: the smallest scope that reaches it.
        int scopeA = scope(a.high(), a.low());
        int scopeB = scope(b.high(), b.low());
        if (scopeA != scopeB) {
            int wanted = scope(high, low);
            return scopeA < scopeB ? scopeA >= wanted : scopeB < wanted;
        }
        // Rule 5: of the interface that it leaves by.
        boolean outA = a.link().index() == out.index();
        if (outA != (b.link().index() == out.index())) {
            return outA;
        }
        // Rule 6: of the destination's label.
        int label = label(high, low);
        boolean labelA = label(a.high(), a.low()) == label;
        if (labelA != (label(b.high(), b.low()) == label)) {
            return labelA;
        }
        // Rule 8: with the longest prefix in common, as far as the prefix goes (§2.2).
        return commonPrefix(a, high, low) > commonPrefix(b, high, low);
    }

    private static int commonPrefix(OwnAddress address, long high, long low) {
        return Math.min(address.length(), Bits.common(address.high(), address.low(), high, low));
    }

    /// RFC 6724 §3.1.
    private static int scope(long high, long low) {
        if (IpAddress.isMulticast(high, low)) {
            return (int) (high >>> 48) & 0xf;
        }
        if (IpAddress.isLinkLocal(high, low) || IpAddress.isLoopback(high, low)) {
            return LINK_LOCAL;
        }
        return high >>> 54 == 0xfec0 >>> 6 ? SITE_LOCAL : GLOBAL;
    }

    /// The default policy table of RFC 6724 §2.1.
    private static int label(long high, long low) {
        if (IpAddress.isLoopback(high, low)) {
            return 0; // ::1/128
        }
        if (high >>> 48 == 0x2002) {
            return 2; // 2002::/16, 6to4
        }
        if (high >>> 32 == 0x2001_0000L) {
            return 5; // 2001::/32, Teredo
        }
        return high >>> 57 == 0xfc >>> 1 ? 13 : 1; // fc00::/7, unique local; else ::/0
    }
}
