package io.sockit.inet.spi;

import io.sockit.api.Sock;

/// The key of a socket row. Two rows of one type and protocol are the same.
///
/// @param type one of [Sock]
/// @param protocol an IP protocol number, such as 17
/// @param byDefault whether `socket(family, type, 0)` means this row
public record TransportKey(int type, int protocol, boolean byDefault) {
    @Override
    public boolean equals(Object other) {
        return other instanceof TransportKey key && key.type == type && key.protocol == protocol;
    }

    @Override
    public int hashCode() {
        return type << Byte.SIZE | protocol;
    }

    @Override
    public String toString() {
        return "%s %d%s".formatted(Sock.name(type), protocol, byDefault ? " (default)" : "");
    }
}
