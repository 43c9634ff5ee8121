package io.sockit.api;

/// How frames on a link begin.
public enum LinkType {
    /// Ethernet II: destination, source, EtherType.
    ETHERNET,
    /// No link header: the packet's EtherType travels beside it.
    IP,
    /// A link that carries no network packets.
    NONE
}
