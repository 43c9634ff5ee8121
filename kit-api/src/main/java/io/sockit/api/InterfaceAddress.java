package io.sockit.api;

/// A row of [Addresses]: a network address of an interface.
///
/// @param link the interface's index
/// @param address the address itself
/// @param prefixLength how many bits of it name the network on the link
public record InterfaceAddress(int link, NetAddress address, int prefixLength) {
    /// The network on the link.
    public Prefix network() {
        return new Prefix(address, prefixLength);
    }
}
