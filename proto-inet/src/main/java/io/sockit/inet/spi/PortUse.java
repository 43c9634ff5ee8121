package io.sockit.inet.spi;

import org.jspecify.annotations.Nullable;

import java.util.HashMap;
import java.util.Map;

/// Which ports are in use, by what for: so that a free one is found without looking at the owners
/// of each. Devices are left out of account, so a port in use may still be free to a socket that is
/// tied to a device; one that is not in use is free to all. On the strand.
final class PortUse {
    /// Of entries of any address that serve IPv4, or IPv6.
    private final PortSet v4 = new PortSet();

    private final PortSet v6 = new PortSet();

    /// Of wildcards.
    private final PortSet anyV4 = new PortSet();

    private final PortSet anyV6 = new PortSet();

    /// Of entries of one address.
    private final Map<Address, PortSet> byAddress = new HashMap<>();

    private final PortSet nothing = new PortSet();

    /// Compares by hand: the equals that a record is given is linked through a cache of the JDK
    /// that keeps the record's class, and with it the class loader of a plug-in that was unloaded.
    private record Address(long high, long low) {
        @Override
        public boolean equals(@Nullable Object other) {
            return other instanceof Address that && high == that.high && low == that.low;
        }

        @Override
        public int hashCode() {
            return Long.hashCode(high * 31 + low);
        }
    }

    /// What a wildcard of IPv4, or of IPv6, must not have.
    PortSet ofAll(boolean isV4) {
        return isV4 ? v4 : v6;
    }

    /// What an address of IPv4, or of IPv6, must not have, beside [#ofAddress].
    PortSet ofWildcards(boolean isV4) {
        return isV4 ? anyV4 : anyV6;
    }

    PortSet ofAddress(long high, long low) {
        return byAddress.getOrDefault(new Address(high, low), nothing);
    }

    PortSet nothing() {
        return nothing;
    }

    /// The first slot of a port that serves a version of IP has come, or the last has left.
    void ofAll(boolean isV4, int port, boolean used) {
        set(ofAll(isV4), port, used);
    }

    void ofWildcards(boolean isV4, int port, boolean used) {
        set(ofWildcards(isV4), port, used);
    }

    void ofAddress(long high, long low, int port, boolean used) {
        Address address = new Address(high, low);
        PortSet ports = byAddress.computeIfAbsent(address, a -> new PortSet());
        set(ports, port, used);
        if (ports.isEmpty()) {
            byAddress.remove(address);
        }
    }

    private static void set(PortSet ports, int port, boolean used) {
        if (used) {
            ports.add(port);
        } else {
            ports.remove(port);
        }
    }
}
