package io.sockit.api;

/// A network prefix: an address whose bits beyond `length` are zero.
///
/// @param address the network, masked on construction
/// @param length significant bits
public record Prefix(NetAddress address, int length) {
    public Prefix {
        address = address.masked(length);
    }

    /// Whether `other` is of the same family and lies inside.
    public boolean contains(NetAddress other) {
        return other.family().equals(address.family())
                && other.bits() == address.bits()
                && other.masked(length).equals(address);
    }

    @Override
    public String toString() {
        return address + "/" + length;
    }
}
