package io.sockit.inet.spi;

import io.sockit.api.Errno;
import io.sockit.api.ErrnoException;
import io.sockit.api.Sockaddr;
import io.sockit.inet.Inet;
import io.sockit.inet.InetSockaddr;
import io.sockit.spi.CallContext;
import io.sockit.spi.RandomStreams;
import io.sockit.spi.packet.Packet;

import org.jspecify.annotations.Nullable;

/// Which control block of one transport a packet is for, and which has which port: the bound
/// control blocks of a host, of both families (BSD `in_pcblookup`). On the strand.
///
/// An entry with a peer is found by its four-tuple, at one look however many share its port. The
/// others are found by port and address. Interfaces, by `SO_BINDTODEVICE` or by the scope of an
/// address, are no part of a hash: entries of one address that differ in them lie side by side.
///
/// A transport with connections uses [#findConnected] and, where that finds nothing, [#findBound]
/// for its listeners; what it accepts enters by [#accept] without a question, and [#replace]
/// exchanges a control block that has ended for a small record.
public final class PcbTable implements PortSpace {
    private static final int PAGE = 256; // ports; a power of two

    final InetServices services;

    /// What each port is in use for.
    final PortUse use = new PortUse();

    /// How many slots were looked at: see [#probes()].
    long probes;

    private final @Nullable PortBucket[] @Nullable [] pages = new @Nullable PortBucket[PAGE][];
    private final ConnectedTable connected;
    private final FreePorts free;

    /// @param name the transport's, for its random streams: ports and the key of the hash
    public PcbTable(InetServices services, RandomStreams random, String name) {
        this.services = services;
        connected = new ConnectedTable(new FlowHash(random.stream(name + ".hash")));
        free = new FreePorts(this, random.stream(name + ".port"), random.stream(name + ".hash"));
    }

    /// How many entries and slots were looked at so far: a test's measure of growth.
    long probes() {
        return probes + connected.probes;
    }

    // ---- entries

    /// Adds an entry with a local port. Of several that a packet fits alike the last one added is
    /// the one.
    void add(PcbEntry entry) {
        bucket(entry.localPort).add(entry);
        if (entry.connected) {
            connected.add(entry);
        }
    }

    /// Removes an entry; does nothing where it is not in the table.
    public void remove(PcbEntry entry) {
        PcbSlot slot = entry.slot;
        if (slot == null) {
            return;
        }
        if (entry.connected) {
            connected.remove(entry);
        }
        PortBucket bucket = slot.bucket;
        bucket.remove(entry, slot);
        if (bucket.isEmpty()) {
            page(bucket.port)[bucket.port % PAGE] = null;
        }
    }

    /// Adds a record of both ends of a packet that came to a listener: a connection to be.
    ///
    /// @param packet its transport header is marked, and perhaps consumed
    public void enter(PcbEntry request, InetPcb listener, Packet packet) {
        request.identify(listener, packet);
        add(request);
    }

    /// Puts a record in the place of a connected entry: with its ends, its port and what its socket
    /// allowed others.
    public void replace(PcbEntry old, PcbEntry by) {
        remove(old);
        by.identify(old);
        add(by);
    }

    private PortBucket bucket(int port) {
        @Nullable PortBucket[] page = page(port);
        PortBucket bucket = page[port % PAGE];
        if (bucket == null) {
            bucket = new PortBucket(this, port);
            page[port % PAGE] = bucket;
        }
        return bucket;
    }

    private @Nullable PortBucket[] page(int port) {
        @Nullable PortBucket[] page = pages[port / PAGE];
        if (page == null) {
            page = new @Nullable PortBucket[PAGE];
            pages[port / PAGE] = page;
        }
        return page;
    }

    /// The entries of a port, or null.
    @Nullable PortBucket find(int port) {
        @Nullable PortBucket[] page = pages[port / PAGE];
        return page == null ? null : page[port % PAGE];
    }

    // ---- packets

    /// The socket for a packet, whose head begins with the transport header: the connected one,
    /// else the most specific match. Of equal matches the flow's own among those with
    /// `SO_REUSEPORT`, else the last bound.
    public @Nullable InetPcb find(Packet packet) {
        byte[] head = packet.head();
        int at = packet.networkOffset();
        boolean isV4 = IpPacket.isV4(packet);
        long pair = isV4 ? Ipv4Header.pair(head, at) : 0;
        long fromHigh = isV4 ? 0 : Ipv6Header.sourceHigh(head, at);
        long fromLow =
                isV4
                        ? IpAddress.mapped((int) (pair >>> Integer.SIZE))
                        : Ipv6Header.sourceLow(head, at);
        long toHigh = isV4 ? 0 : Ipv6Header.destinationHigh(head, at);
        long toLow = isV4 ? IpAddress.mapped((int) pair) : Ipv6Header.destinationLow(head, at);
        int from = Ports.source(packet);
        int to = Ports.destination(packet);
        int flow = connected.hash(toHigh, toLow, to, fromHigh, fromLow, from);
        PcbEntry found = connected.find(flow, toHigh, toLow, to, fromHigh, fromLow, from);
        PcbEntry best =
                found == null ? null : ConnectedTable.best(found, packet, services.addresses());
        if (best == null) {
            best = bound(packet, toHigh, toLow, to, flow);
        }
        return best instanceof InetPcb pcb ? pcb : null;
    }

    /// The entry for a packet among those with a peer, or null.
    public @Nullable PcbEntry findConnected(Packet packet) {
        PcbEntry found = twins(packet, false);
        return found == null ? null : ConnectedTable.best(found, packet, services.addresses());
    }

    /// The control block for a packet among those without a peer, or null.
    public @Nullable InetPcb findBound(Packet packet) {
        long high = IpPacket.destinationHigh(packet);
        long low = IpPacket.destinationLow(packet);
        int to = Ports.destination(packet);
        int flow =
                connected.hash(
                        high,
                        low,
                        to,
                        IpPacket.sourceHigh(packet),
                        IpPacket.sourceLow(packet),
                        Ports.source(packet));
        return bound(packet, high, low, to, flow) instanceof InetPcb pcb ? pcb : null;
    }

    /// The first of those with a packet's four-tuple.
    ///
    /// @param sent whether the entry is to have sent the packet, or else is to receive it
    private @Nullable PcbEntry twins(Packet packet, boolean sent) {
        long fromHigh = IpPacket.sourceHigh(packet);
        long fromLow = IpPacket.sourceLow(packet);
        long toHigh = IpPacket.destinationHigh(packet);
        long toLow = IpPacket.destinationLow(packet);
        int from = Ports.source(packet);
        int to = Ports.destination(packet);
        return sent
                ? connected(fromHigh, fromLow, from, toHigh, toLow, to)
                : connected(toHigh, toLow, to, fromHigh, fromLow, from);
    }

    /// The first entry of a four-tuple, or null.
    @Nullable PcbEntry connected(
            long high, long low, int port, long peerHigh, long peerLow, int peerPort) {
        int hashed = connected.hash(high, low, port, peerHigh, peerLow, peerPort);
        return connected.find(hashed, high, low, port, peerHigh, peerLow, peerPort);
    }

    private @Nullable PcbEntry bound(Packet packet, long high, long low, int port, int flow) {
        PortBucket bucket = find(port);
        if (bucket == null) {
            return null;
        }
        boolean v4 = IpAddress.isV4(high, low);
        IpAddresses addresses = services.addresses();
        PcbSlot found = null;
        int best = PcbSlot.NO_MATCH;
        PcbSlot slot = bucket.first(high, low);
        while (slot != null) {
            probes++;
            int score = slot.score(packet, v4, addresses);
            if (score > best) {
                best = score;
                found = slot;
            }
            slot = bucket.next(slot, high, low);
        }
        return found == null ? null : found.choose(flow);
    }

    /// The next socket that a broadcast or multicast is for, after `previous` or from the
    /// beginning.
    public @Nullable InetPcb nextMatch(Packet packet, @Nullable InetPcb previous) {
        PortBucket bucket = find(Ports.destination(packet));
        if (bucket == null) {
            return null;
        }
        long high = IpPacket.destinationHigh(packet);
        long low = IpPacket.destinationLow(packet);
        PcbSlot slot = previous == null ? bucket.first(high, low) : previous.slot;
        PcbEntry each = previous == null ? null : previous.next;
        boolean receiversDone = previous != null;
        boolean connectedDone = previous != null && previous.connected;
        while (slot != null) {
            if (each == null && !receiversDone) {
                receiversDone = true;
                boolean takes = slot.takes(packet, IpPacket.isV4(packet), services.addresses());
                each = takes ? slot.receivers : null;
            } else if (each == null && !connectedDone) {
                connectedDone = true;
                each = slot.connected;
            } else if (each == null) {
                slot = bucket.next(slot, high, low);
                receiversDone = false;
                connectedDone = false;
            } else if (each instanceof InetPcb pcb && (!each.connected || isFrom(packet, each))) {
                return pcb;
            } else {
                each = each.next;
            }
        }
        return null;
    }

    private boolean isFrom(Packet packet, PcbEntry connectedOne) {
        return connectedOne.isOf(
                        IpPacket.destinationHigh(packet),
                        IpPacket.destinationLow(packet),
                        Ports.destination(packet),
                        IpPacket.sourceHigh(packet),
                        IpPacket.sourceLow(packet),
                        Ports.source(packet))
                && connectedOne.serves(packet, services.addresses());
    }

    /// The socket that sent a packet which an ICMP error quotes: the connected one, else one
    /// without a peer that may have, rather one of its source address than of any.
    public @Nullable InetPcb findSender(Packet sent) {
        PcbEntry twin = twins(sent, true);
        if (twin != null) {
            return twin instanceof InetPcb pcb ? pcb : null;
        }
        PortBucket bucket = find(Ports.source(sent));
        if (bucket == null) {
            return null;
        }
        InetPcb ofMany = bucket.hasSlotsOfMany() ? bucket.findSender(sent) : null;
        if (ofMany != null && ofMany.connected) {
            return ofMany;
        }
        long high = IpPacket.sourceHigh(sent);
        long low = IpPacket.sourceLow(sent);
        PcbSlot slot = bucket.first(high, low);
        while (slot != null) {
            if (slot.receivers instanceof InetPcb pcb && pcb.maySend(sent)) {
                return pcb.hasAnyAddress() && ofMany != null ? ofMany : pcb;
            }
            slot = bucket.next(slot, high, low);
        }
        return ofMany;
    }

    // ---- ports

    @Override
    public void enter(InetPcb pcb) {
        add(pcb);
    }

    @Override
    public void leave(InetPcb pcb) {
        remove(pcb);
    }

    /// A socket that serves IPv6 alone takes no mapped IPv4 address: `ENETUNREACH`, and
    /// `EINVAL` as its own.
    @Override
    public void checkServed(InetPcb pcb, InetSockaddr address, boolean asLocal, String call)
            throws ErrnoException {
        boolean mapped = IpAddress.isV4(address.high(), address.low());
        if (mapped && !pcb.isInet() && pcb.options().v6Only()) {
            throw new ErrnoException(
                    asLocal ? Errno.EINVAL : Errno.ENETUNREACH,
                    call,
                    address + " (the socket has IPV6_V6ONLY)");
        }
    }

    @Override
    public int choose(InetPcb pcb, long high, long low, int scope, int wanted, CallContext call)
            throws ErrnoException {
        int tiedTo = pcb.device != 0 ? pcb.device : scope;
        if (wanted == 0) {
            return free.any(pcb, high, low, tiedTo);
        }
        services.settings().checkPort(wanted, call);
        PortBucket bucket = find(wanted);
        if (bucket != null && bucket.keepsOut(pcb, high, low, tiedTo)) {
            throw new ErrnoException(
                    Errno.EADDRINUSE, "bind", "%s port %d".formatted(Inet.ntop(high, low), wanted));
        }
        return wanted;
    }

    /// Fixes the peer of a control block and its local address, and where no port is bound, one
    /// that is free towards this peer, also if others have it towards theirs (RFC 6056 §3.3.4): for
    /// transports whose every packet is of one association.
    ///
    /// @throws ErrnoException as [InetPcb#associate]; `EADDRNOTAVAIL` where there is no such port
    public void associate(InetPcb pcb, Sockaddr address, CallContext call) throws ErrnoException {
        InetSockaddr wanted = pcb.way(address);
        boolean bound = pcb.localPort != 0;
        if (bound) {
            remove(pcb);
        }
        pcb.meet(wanted);
        if (!bound) {
            pcb.owner = call.credentials().uid();
            pcb.flags = PcbEntry.SHARED_PORT;
            pcb.readFlags();
            pcb.takePort(free.towards(pcb));
        }
        if (pcb.localPort == 0) {
            pcb.part();
            throw new ErrnoException(
                    Errno.EADDRNOTAVAIL, "connect", wanted + ": no port is free towards it");
        }
        add(pcb);
    }

    /// Gives a control block the port of a listener, and both ends of a connection that this one
    /// accepted. Nothing keeps it out, and a packet from this peer is for it alone.
    ///
    /// @param scope the interface's index where the local address is scoped, or 0
    public void accept(
            InetPcb pcb, InetPcb listener, long high, long low, int scope, InetSockaddr from) {
        pcb.owner = listener.owner;
        pcb.takePort(listener.localPort);
        pcb.meet(high, low, scope, from);
        pcb.readFlags();
        add(pcb);
    }
}
