package io.sockit.inet.spi;

import io.sockit.spi.packet.Packet;

import org.jspecify.annotations.Nullable;

/// What a [PcbTable] holds: a local address and port, perhaps those of a peer, and the links of the
/// table. A control block is one ([InetPcb]); a transport that remembers ended connections (TCP's
/// TIME_WAIT) makes small records of its own, which take a control block's place by
/// [PcbTable#replace]. IPv4 addresses are mapped. On the strand.
public abstract class PcbEntry {
    static final int REUSE_ADDRESS = 1;
    static final int REUSE_PORT = 1 << 1;

    /// The port was chosen for one peer, so others may have it towards other peers.
    static final int SHARED_PORT = 1 << 2;

    static final int INET = 1 << 3;
    static final int V6_ONLY = 1 << 4;

    long localHigh;
    long localLow;
    long peerHigh;
    long peerLow;
    int localPort;
    int peerPort;
    int localScope;
    int peerScope;

    /// Whether there is a peer: then the entry is found by both ends, and not by its own alone.
    boolean connected;

    // As of the entry into the table, which follows the socket's options by PcbTable#update.

    int flags;
    int device;
    int owner; // uid of the user that bound it

    // ---- links of the table

    int hash;
    @Nullable PcbEntry twin; // the next of the same four-tuple
    @Nullable PcbEntry twinBefore;
    @Nullable PcbSlot slot; // null while it is in no table
    @Nullable PcbEntry next; // in a list of the slot
    @Nullable PcbEntry before;
    int member; // its place in the group of SO_REUSEPORT

    /// The local port, or 0 where the entry has no port.
    public final int localPort() {
        return localPort;
    }

    /// The peer's port, or 0 where there is no peer.
    public final int peerPort() {
        return peerPort;
    }

    /// The local address, a wildcard where the entry has none.
    public final long localHigh() {
        return localHigh;
    }

    public final long localLow() {
        return localLow;
    }

    /// The interface's index where the local address is scoped, or 0.
    public final int localScope() {
        return localScope;
    }

    /// The peer's address, 0 where there is no peer.
    public final long peerHigh() {
        return peerHigh;
    }

    public final long peerLow() {
        return peerLow;
    }

    /// The interface's index where the peer's address is scoped, or 0.
    public final int peerScope() {
        return peerScope;
    }

    final boolean has(int flag) {
        return (flags & flag) != 0;
    }

    /// The interface that the entry is tied to, by `SO_BINDTODEVICE` or by the scope of its
    /// address, or 0.
    final int tiedTo() {
        return device != 0 ? device : localScope;
    }

    final boolean isTwinOf(PcbEntry other) {
        return isOf(
                other.localHigh,
                other.localLow,
                other.localPort,
                other.peerHigh,
                other.peerLow,
                other.peerPort);
    }

    final boolean isOf(
            long ownHigh, long ownLow, int ownPort, long farHigh, long farLow, int farPort) {
        return localLow == ownLow
                && peerLow == farLow
                && localPort == ownPort
                && peerPort == farPort
                && localHigh == ownHigh
                && peerHigh == farHigh;
    }

    /// Whether a packet of this entry's four-tuple came by an interface that it serves.
    final boolean serves(Packet packet, IpAddresses addresses) {
        return (device == 0 || device == packet.interfaceIndex())
                && Scopes.holds(localScope, packet, addresses)
                && Scopes.holds(peerScope, packet, addresses);
    }

    /// Takes both ends from a packet that came to a socket, and the rest from that socket.
    final void identify(InetPcb receiver, Packet packet) {
        localHigh = IpPacket.destinationHigh(packet);
        localLow = IpPacket.destinationLow(packet);
        localPort = receiver.localPort;
        localScope = IpAddress.isScoped(localHigh, localLow) ? packet.interfaceIndex() : 0;
        peerHigh = IpPacket.sourceHigh(packet);
        peerLow = IpPacket.sourceLow(packet);
        peerPort = Ports.sourceOfReceived(packet);
        peerScope = IpPacket.sourceScope(packet);
        connected = true;
        flags = receiver.flags;
        device = receiver.device;
        owner = receiver.owner;
    }

    /// Takes over what identifies another entry.
    final void identify(PcbEntry from) {
        localHigh = from.localHigh;
        localLow = from.localLow;
        localPort = from.localPort;
        localScope = from.localScope;
        peerHigh = from.peerHigh;
        peerLow = from.peerLow;
        peerPort = from.peerPort;
        peerScope = from.peerScope;
        connected = from.connected;
        flags = from.flags;
        device = from.device;
        owner = from.owner;
    }
}
