package io.sockit.inet;

/// Where a message came to, or is to be sent from (`struct in6_pktinfo`, RFC 3542 §6.1).
///
/// @param high the address's first 64 bits
/// @param low its last 64 bits
/// @param ifindex index of the interface; 0 leaves it to the route
public record In6Pktinfo(long high, long low, int ifindex) {
    /// Address and interface, such as `2001:db8::1 2`.
    @Override
    public String toString() {
        return "%s %d".formatted(Ipv6Text.format(high, low), ifindex);
    }
}
