package io.sockit.api;

import java.util.Arrays;
import java.util.HexFormat;

/// A link-layer address, such as the six bytes of Ethernet; no bytes on links without addresses.
public final class LinkAddress {
    /// The address of a link without addresses.
    public static final LinkAddress NONE = new LinkAddress(new byte[0]);

    private static final HexFormat COLONS = HexFormat.ofDelimiter(":");

    private final byte[] bytes;

    private LinkAddress(byte[] bytes) {
        this.bytes = bytes;
    }

    /// An address of these bytes, which are copied.
    public static LinkAddress of(byte... bytes) {
        return bytes.length == 0 ? NONE : new LinkAddress(bytes.clone());
    }

    /// Parses `02:00:00:00:00:01`.
    ///
    /// @throws IllegalArgumentException where the text is not pairs of hexadecimal digits
    public static LinkAddress parse(String text) {
        return of(COLONS.parseHex(text));
    }

    public int length() {
        return bytes.length;
    }

    public byte[] bytes() {
        return bytes.clone();
    }

    /// Copies the bytes into a frame without allocation.
    public void copyTo(byte[] frame, int offset) {
        System.arraycopy(bytes, 0, frame, offset, bytes.length);
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof LinkAddress address && Arrays.equals(address.bytes, bytes);
    }

    @Override
    public int hashCode() {
        return Arrays.hashCode(bytes);
    }

    @Override
    public String toString() {
        return bytes.length == 0 ? "none" : COLONS.formatHex(bytes);
    }
}
