package io.sockit.inet.spi;

import io.sockit.api.Errno;
import io.sockit.api.ErrnoException;
import io.sockit.api.Sockaddr;
import io.sockit.inet.Inet;
import io.sockit.inet.InetSockaddr;
import io.sockit.spi.CallContext;
import io.sockit.spi.FlagsOps;
import io.sockit.spi.Socket;
import io.sockit.spi.SocketFlags;
import io.sockit.spi.packet.Packet;

/// The Internet part of a protocol control block with ports (BSD `struct inpcb`): which sockets may
/// have one port, of either family, and which packets are for which. A transport's own control
/// block extends it; all of one transport are in one [PcbTable]. IPv4 addresses are mapped. On the
/// strand.
public abstract class InetPcb extends InetEndpoint implements FlagsOps {
    private final PcbTable table;

    protected InetPcb(Socket socket, PcbTable table) {
        super(socket, table.services);
        this.table = table;
    }

    /// A mapped IPv4 address is none for a socket that serves IPv6 alone: `ENETUNREACH`, and
    /// `EINVAL` as its own.
    @Override
    protected final void checkServed(InetSockaddr address, boolean asLocal, String call)
            throws ErrnoException {
        if (IpAddress.isV4(address.high(), address.low()) && !isInet() && options().v6Only()) {
            throw new ErrnoException(
                    asLocal ? Errno.EINVAL : Errno.ENETUNREACH,
                    call,
                    address + " (the socket has IPV6_V6ONLY)");
        }
    }

    @Override
    protected final int choosePort(long high, long low, int scope, int wanted, CallContext call)
            throws ErrnoException {
        owner = call.credentials().uid();
        flags = 0;
        readFlags();
        if (wanted == 0) {
            return table.freePort(this, high, low, scope);
        }
        services().settings().checkPort(wanted, call);
        if (table.conflicts(this, high, low, scope, wanted)) {
            throw new ErrnoException(
                    Errno.EADDRINUSE, "bind", "%s port %d".formatted(Inet.ntop(high, low), wanted));
        }
        return wanted;
    }

    /// Fixes the peer and the local address, and where no port is bound, one that is free towards
    /// this peer, also if others have it towards theirs (RFC 6056 §3.3.4): for transports whose
    /// every packet is of one association.
    ///
    /// @throws ErrnoException as [#associate]; `EADDRNOTAVAIL` where there is no such port
    protected final void associateTowards(Sockaddr address, CallContext call)
            throws ErrnoException {
        InetSockaddr wanted = way(address);
        if (localPort != 0) {
            leave();
            meet(wanted);
            enter();
            return;
        }
        meet(wanted);
        owner = call.credentials().uid();
        flags = SHARED_PORT;
        localPort = table.freePort(this);
        if (localPort == 0) {
            part();
            throw new ErrnoException(
                    Errno.EADDRNOTAVAIL, "connect", wanted + ": no port is free towards it");
        }
        enter();
    }

    /// Takes the port of a listener, and both ends of a connection that it accepted. Nothing keeps
    /// it out, and a packet from this peer is for it alone.
    ///
    /// @param scope the interface's index where the local address is scoped, or 0
    protected final void accept(
            InetPcb listener, long high, long low, int scope, InetSockaddr from) {
        owner = listener.owner;
        localPort = listener.localPort;
        meet(high, low, scope, from);
        enter();
    }

    @Override
    protected final void enter() {
        readFlags();
        table.add(this);
    }

    @Override
    protected final void leave() {
        table.remove(this);
    }

    @Override
    public final void flagsChanged() {
        table.update(this);
    }

    /// Takes over what the socket's options allow others.
    final void readFlags() {
        SocketFlags options = socket().soOptions();
        flags =
                (flags & SHARED_PORT)
                        | (options.reuseAddress() ? REUSE_ADDRESS : 0)
                        | (options.reusePort() ? REUSE_PORT : 0)
                        | (isInet() ? INET : options().v6Only() ? V6_ONLY : 0);
        device = options.boundInterface();
    }

    /// Whether this connected socket sent a packet that an ICMP error quotes.
    final boolean sent(Packet quoted) {
        InetSockaddr peer = peer();
        return peer != null
                && Ports.source(quoted) == localPort
                && Ports.destination(quoted) == peer.port()
                && IpPacket.destinationLow(quoted) == peer.low()
                && IpPacket.destinationHigh(quoted) == peer.high()
                && sendsFrom(IpPacket.sourceHigh(quoted), IpPacket.sourceLow(quoted));
    }

    /// Whether this socket without peer may have sent a packet that an ICMP error quotes.
    final boolean maySend(Packet quoted) {
        int device = socket().soOptions().boundInterface();
        return peer() == null
                && Ports.source(quoted) == localPort
                && (device == 0 || device == quoted.interfaceIndex())
                && (!hasAnyAddress() || serves(IpPacket.isV4(quoted), localLow))
                && sendsFrom(IpPacket.sourceHigh(quoted), IpPacket.sourceLow(quoted));
    }

    private boolean sendsFrom(long high, long low) {
        return IpAddress.isAny(flow().boundHigh(), flow().boundLow())
                || (low == flow().boundLow() && high == flow().boundHigh());
    }

    /// Whether packets of IPv4, or else of IPv6, can be for this socket where its local address is
    /// a wildcard: `::` is one for both, `::ffff:0.0.0.0` for IPv4.
    private boolean serves(boolean ofV4, long anyLow) {
        return ofV4 ? isInet() || !options().v6Only() : !isInet() && anyLow == 0;
    }
}
