package io.sockit.inet;

/// Where an IPv4 message came to, or is to be sent from (`struct in_pktinfo`).
///
/// @param ifindex index of the interface; 0 leaves it to the route
/// @param specDst the host's own address that an answer is to come from; of a message that is sent
///     its source, 0 leaving it to the socket
/// @param address the destination in the header; not looked at in a message that is sent
public record InPktinfo(int ifindex, int specDst, int address) {
    /// What sends from this address.
    public static InPktinfo from(int address) {
        return new InPktinfo(0, address, 0);
    }

    /// Interface and addresses, such as `2 10.0.0.1 (10.0.0.255)`.
    @Override
    public String toString() {
        return "%d %s (%s)".formatted(ifindex, Ipv4Text.format(specDst), Ipv4Text.format(address));
    }
}
