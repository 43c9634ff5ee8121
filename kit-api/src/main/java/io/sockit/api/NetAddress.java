package io.sockit.api;

import java.util.Arrays;
import java.util.HexFormat;

/// A network-layer address without a port, as the control plane keeps it: a family and its bytes in
/// network order. It holds no class of the family, so a table row outlives the plug-in that wrote
/// it.
public final class NetAddress {
    private final AddressFamily family;
    private final byte[] bytes;

    private NetAddress(AddressFamily family, byte[] bytes) {
        this.family = family;
        this.bytes = bytes;
    }

    /// An address of these bytes, which are copied.
    public static NetAddress of(AddressFamily family, byte[] bytes) {
        return new NetAddress(family, bytes.clone());
    }

    public AddressFamily family() {
        return family;
    }

    /// A copy of the bytes, most significant first.
    public byte[] bytes() {
        return bytes.clone();
    }

    /// Length in bits.
    public int bits() {
        return bytes.length * Byte.SIZE;
    }

    /// The first `length` bits, the rest zero.
    ///
    /// @throws IllegalArgumentException where `length` is outside 0 to [#bits()]
    public NetAddress masked(int length) {
        if (length < 0 || length > bits()) {
            throw new IllegalArgumentException(
                    "prefix length: " + length + " (expected: 0 to " + bits() + ")");
        }
        byte[] masked = bytes.clone();
        for (int i = 0; i < masked.length; i++) {
            int keep = Math.clamp(length - i * Byte.SIZE, 0, Byte.SIZE);
            masked[i] &= (byte) (0xff00 >> keep);
        }
        return new NetAddress(family, masked);
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof NetAddress address
                && address.family.equals(family)
                && Arrays.equals(address.bytes, bytes);
    }

    /// FNV-1a: with a factor of 31 a million neighbouring networks share a few hash codes.
    @Override
    public int hashCode() {
        int hash = family.number();
        for (byte one : bytes) {
            hash = (hash ^ (one & 0xff)) * 0x01000193;
        }
        return hash ^ hash >>> 15;
    }

    /// Family and hexadecimal bytes; [Host#format] gives the family's own notation.
    @Override
    public String toString() {
        return family + ":" + HexFormat.of().formatHex(bytes);
    }
}
