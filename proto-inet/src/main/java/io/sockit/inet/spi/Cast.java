package io.sockit.inet.spi;

/// How a packet was addressed.
public enum Cast {
    /// To an address of this host alone.
    UNICAST,
    /// To every host on the link (IPv4).
    BROADCAST,
    /// To a group that this host is in.
    MULTICAST
}
