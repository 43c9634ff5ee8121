package io.sockit.inet.spi;

import io.sockit.api.Errno;
import io.sockit.api.ErrnoException;
import io.sockit.api.Sockaddr;
import io.sockit.inet.Inet;
import io.sockit.inet.InetSockaddr;
import io.sockit.spi.BindOps;
import io.sockit.spi.CallContext;
import io.sockit.spi.Socket;
import io.sockit.spi.packet.Packet;

import org.jspecify.annotations.Nullable;

/// The Internet part of a protocol control block (BSD `struct inpcb`): local address and port,
/// peer, options and the way to the peer, for sockets of either family. A transport's own control
/// block extends it. IPv4 addresses are mapped. On the strand.
///
/// An address or a port that `bind` named stays for good; one that was chosen implicitly goes with
/// the association (Linux `SOCK_BINDADDR_LOCK`, `SOCK_BINDPORT_LOCK`).
public abstract class InetPcb implements BindOps {
    /// The score of a packet that is not for this socket.
    static final int NO_MATCH = -1;

    /// The next of a chain of [PcbTable].
    @Nullable InetPcb next;

    private final PcbTable table;
    private final Socket socket;
    private final InetOptions options;
    private final IpFlow flow;
    private final boolean v4;

    private long localHigh;
    private long localLow;
    private int localPort;
    private int localScope;
    private boolean addressChosen;
    private boolean portChosen;
    private int owner; // uid of who bound it
    private @Nullable InetSockaddr peer;

    protected InetPcb(Socket socket, PcbTable table) {
        this.socket = socket;
        this.table = table;
        v4 = socket.soFamily().equals(Inet.AF_INET);
        options = table.settings.options(socket.soFamily());
        flow = new IpFlow(options, socket.soOptions());
        forgetAddress();
    }

    protected final Socket socket() {
        return socket;
    }

    /// The options of the IP levels.
    protected final InetOptions options() {
        return options;
    }

    /// The way to the destination that was last routed to.
    protected final IpFlow flow() {
        return flow;
    }

    /// Whether the socket is of `AF_INET`.
    protected final boolean isInet() {
        return v4;
    }

    /// The local port, or 0 where none is bound.
    public final int localPort() {
        return localPort;
    }

    public final @Nullable InetSockaddr peer() {
        return peer;
    }

    @Override
    public final void bind(Sockaddr address, CallContext call) throws ErrnoException {
        InetSockaddr wanted = InetSockaddr.of(address, socket.soFamily(), "bind");
        if (localPort != 0) {
            throw new ErrnoException(
                    Errno.EINVAL, "bind", address + " (bound already: " + localName() + ")");
        }
        checkServed(wanted, Errno.EINVAL, "bind");
        table.addresses.checkBind(wanted.high(), wanted.low(), wanted.scopeId());
        int port = wanted.port();
        if (port != 0) {
            table.settings.checkPort(port, call);
            if (table.conflicts(this, wanted.high(), wanted.low(), port)) {
                throw new ErrnoException(Errno.EADDRINUSE, "bind", address.toString());
            }
        }
        owner = call.credentials().uid();
        take(wanted.high(), wanted.low(), wanted.scopeId(), port, Errno.EADDRINUSE);
        addressChosen = !IpAddress.isAny(wanted.high(), wanted.low());
        portChosen = port != 0;
    }

    @Override
    public final Sockaddr localName() {
        return table.peers.of(socket.soFamily(), localHigh, localLow, localPort, localScope);
    }

    @Override
    public void detach() {
        if (localPort != 0) {
            table.remove(this);
            localPort = 0;
        }
    }

    /// Fixes the peer, and the local address where `bind` did not.
    ///
    /// @throws ErrnoException as [IpOutput#route]; then the peer is as before
    protected final void associate(Sockaddr address, CallContext call) throws ErrnoException {
        InetSockaddr wanted = destination(address, "connect");
        bindImplicitly(call);
        if (!addressChosen) {
            flow.from(0, v4 ? IpAddress.mapped(0) : 0, 0); // the route chooses
        }
        try {
            routeTo(wanted);
        } catch (ErrnoException e) {
            flow.from(localHigh, localLow, localScope);
            throw e;
        }
        peer = wanted;
        if (!addressChosen) {
            localHigh = flow.sourceHigh();
            localLow = flow.sourceLow();
            localScope = wanted.scopeId();
            flow.from(localHigh, localLow, localScope);
        }
    }

    /// Dissolves the association, and gives back what was chosen implicitly.
    protected final void dissociate() {
        peer = null;
        if (!addressChosen) {
            forgetAddress();
        }
        if (!portChosen && localPort != 0) {
            table.remove(this);
            localPort = 0;
        }
    }

    /// Finds the way to a destination: [#flow] leads there afterwards.
    protected final void routeTo(InetSockaddr destination) throws ErrnoException {
        flow.to(destination.high(), destination.low(), destination.scopeId());
        table.output.route(flow);
    }

    /// A call's address as a destination: `INADDR_ANY` means this host, as in Linux and BSD.
    ///
    /// @throws ErrnoException `EAFNOSUPPORT`; `ENETUNREACH` for IPv4 under `IPV6_V6ONLY`
    protected final InetSockaddr destination(Sockaddr address, String call) throws ErrnoException {
        InetSockaddr wanted = InetSockaddr.of(address, socket.soFamily(), call);
        checkServed(wanted, Errno.ENETUNREACH, call);
        if (!IpAddress.isAny(wanted.high(), wanted.low())) {
            return wanted;
        }
        boolean mapped = IpAddress.isV4(wanted.high(), wanted.low());
        long loopback = mapped ? IpAddress.mapped(Inet.INADDR_LOOPBACK) : 1;
        return table.peers.of(socket.soFamily(), 0, loopback, wanted.port(), 0);
    }

    /// Sees that the socket has a port.
    ///
    /// @throws ErrnoException `EAGAIN` where there is none left, as Linux has it
    protected final void bindImplicitly(CallContext call) throws ErrnoException {
        if (localPort == 0) {
            owner = call.credentials().uid();
            take(localHigh, localLow, localScope, 0, Errno.EAGAIN);
        }
    }

    /// How well a received packet fits this socket: points for each of local address, interface and
    /// peer that are fixed and right.
    final int score(Packet segment) {
        if (Ports.destination(segment) != localPort || !serves(IpPacket.isV4(segment))) {
            return NO_MATCH;
        }
        int score = 0;
        if (!IpAddress.isAny(localHigh, localLow)) {
            if (localLow != IpPacket.destinationLow(segment)
                    || localHigh != IpPacket.destinationHigh(segment)) {
                return NO_MATCH;
            }
            score++;
        }
        int device = socket.soOptions().boundInterface();
        if (device != 0) {
            if (device != segment.interfaceIndex()) {
                return NO_MATCH;
            }
            score++;
        }
        if (peer != null) {
            if (peer.port() != Ports.source(segment)
                    || peer.low() != IpPacket.sourceLow(segment)
                    || peer.high() != IpPacket.sourceHigh(segment)) {
                return NO_MATCH;
            }
            score += 2;
        }
        return score;
    }

    /// Whether this connected socket sent a packet that an ICMP error quotes.
    final boolean sent(Packet quoted) {
        return peer != null
                && Ports.source(quoted) == localPort
                && Ports.destination(quoted) == peer.port()
                && IpPacket.sourceLow(quoted) == localLow
                && IpPacket.sourceHigh(quoted) == localHigh
                && IpPacket.destinationLow(quoted) == peer.low()
                && IpPacket.destinationHigh(quoted) == peer.high();
    }

    /// Whether this socket keeps `other` from an address and port: `SO_REUSEADDR` on both, or
    /// `SO_REUSEPORT` on both of one user, lets it in (Linux `udp_lib_lport_inuse`).
    final boolean keepsOut(InetPcb other, long high, long low, int port) {
        if (port != localPort || !overlaps(other, high, low)) {
            return false;
        }
        int device = socket.soOptions().boundInterface();
        int otherDevice = other.socket.soOptions().boundInterface();
        if (device != 0 && otherDevice != 0 && device != otherDevice) {
            return false;
        }
        if (socket.soOptions().reuseAddress() && other.socket.soOptions().reuseAddress()) {
            return false;
        }
        return !(sharesPortWith(other) && owner == other.owner);
    }

    /// Whether both sockets have `SO_REUSEPORT`.
    final boolean sharesPortWith(InetPcb other) {
        return socket.soOptions().reusePort() && other.socket.soOptions().reusePort();
    }

    private boolean overlaps(InetPcb other, long high, long low) {
        if (localHigh == high && localLow == low) {
            return true;
        }
        boolean mine = IpAddress.isAny(localHigh, localLow);
        boolean theirs = IpAddress.isAny(high, low);
        if (mine && theirs) {
            return (serves(true) && other.serves(true)) || (serves(false) && other.serves(false));
        }
        return (mine && serves(IpAddress.isV4(high, low)))
                || (theirs && other.serves(IpAddress.isV4(localHigh, localLow)));
    }

    /// Whether packets of IPv4, or else of IPv6, can be for this socket.
    private boolean serves(boolean ofV4) {
        return ofV4 ? v4 || !options.v6Only() : !v4;
    }

    /// A mapped IPv4 address is none for a socket that serves IPv6 alone.
    private void checkServed(InetSockaddr address, Errno errno, String call) throws ErrnoException {
        if (IpAddress.isV4(address.high(), address.low()) && !serves(true)) {
            throw new ErrnoException(errno, call, address + " (the socket has IPV6_V6ONLY)");
        }
    }

    private void take(long high, long low, int scope, int port, Errno none) throws ErrnoException {
        int chosen = port != 0 ? port : table.freePort(this, high, low);
        if (chosen == 0) {
            throw new ErrnoException(none, "bind", "no free port in net.ipv4.ip_local_port_range");
        }
        localHigh = high;
        localLow = low;
        localScope = scope;
        localPort = chosen;
        flow.from(high, low, scope);
        table.add(this);
    }

    private void forgetAddress() {
        localHigh = 0;
        localLow = v4 ? IpAddress.mapped(0) : 0;
        localScope = 0;
        flow.from(localHigh, localLow, 0);
    }
}
