package io.sockit.inet.spi;

import io.sockit.api.Errno;
import io.sockit.api.ErrnoException;
import io.sockit.api.Sockaddr;
import io.sockit.api.SocketOption;
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
    private @Nullable CallFlow callFlow;

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
        int scope = Scopes.of(wanted, socket.soOptions(), "bind");
        table.addresses.checkBind(wanted.high(), wanted.low(), scope);
        int port = wanted.port();
        owner = call.credentials().uid();
        if (port != 0) {
            table.settings.checkPort(port, call);
            if (table.conflicts(this, wanted.high(), wanted.low(), scope, port)) {
                throw new ErrnoException(Errno.EADDRINUSE, "bind", address.toString());
            }
        }
        take(wanted.high(), wanted.low(), scope, port, Errno.EADDRINUSE);
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
            flow.from(0, anyLow(), 0); // the route chooses
        }
        try {
            routeTo(wanted);
        } catch (ErrnoException e) {
            sendFrom(localHigh, localLow, localScope);
            throw e;
        }
        peer = wanted;
        if (!addressChosen) {
            localHigh = flow.sourceHigh();
            localLow = flow.sourceLow();
            localScope = IpAddress.isScoped(localHigh, localLow) ? wanted.scopeId() : 0;
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

    /// The value of an option of the IP levels.
    ///
    /// @throws ErrnoException `ENOPROTOOPT` for what is none, `ENOTCONN` for `IP_MTU` without peer
    protected final <T> T inetOption(SocketOption<T> option) throws ErrnoException {
        if (!MtuOptions.isPathMtu(option, !v4)) {
            return options.option(option);
        }
        InetSockaddr to = peer;
        if (to == null) {
            throw new ErrnoException(Errno.ENOTCONN, "getsockopt", option + ": no peer");
        }
        routeTo(to);
        return option.type().cast(table.output.mtu(flow));
    }

    /// Hears of an ICMP error about what this socket sent.
    ///
    /// @return whether it lasts
    protected final boolean heeds(Packet quoted, IcmpError error, int mtu) {
        return options.mtu().heeds(quoted, error, mtu, table.output);
    }

    /// Finds the way to a destination: [#flow] leads there afterwards.
    protected final void routeTo(InetSockaddr destination) throws ErrnoException {
        flow.to(destination.high(), destination.low(), destination.scopeId());
        table.output.route(flow);
    }

    /// Finds the way of one message: [#flow] leads there, or a flow of the call's own where it asks
    /// for something beside the socket's settings.
    ///
    /// @throws ErrnoException as [IpOutput#route] and [CallFlow#aim]
    protected final IpFlow route(InetSockaddr to, CallContext call) throws ErrnoException {
        if (!CallFlow.isAskedFor(call)) {
            routeTo(to);
            return flow;
        }
        CallFlow mine = callFlow;
        if (mine == null) {
            mine = new CallFlow(options, socket.soOptions(), table.addresses, !v4);
            callFlow = mine;
        }
        IpFlow own = mine.aim(to, call, flow);
        table.output.route(own);
        return own;
    }

    /// Appends a packet for this socket to so_rcv.
    ///
    /// @param packet its transport header is consumed
    /// @return false where there is no room; then the packet is still the caller's
    protected final boolean receive(Packet packet) {
        ReceivedControl.prepare(packet, options.control(), table.addresses);
        return socket.soRcv().append(packet);
    }

    /// A call's address as a destination: `INADDR_ANY` means this host, as in Linux and BSD.
    ///
    /// @throws ErrnoException `EAFNOSUPPORT`, also for IPv6 from a mapped address; `ENETUNREACH`
    ///     for IPv4 under `IPV6_V6ONLY`; `EINVAL` for a scope that is not the interface of
    ///     `SO_BINDTODEVICE`
    protected final InetSockaddr destination(Sockaddr address, String call) throws ErrnoException {
        InetSockaddr wanted = InetSockaddr.of(address, socket.soFamily(), call);
        checkServed(wanted, Errno.ENETUNREACH, call);
        boolean any = IpAddress.isAny(wanted.high(), wanted.low());
        boolean mapped = !v4 && IpAddress.isV4(localHigh, localLow);
        if (mapped && !any && !IpAddress.isV4(wanted.high(), wanted.low())) {
            throw new ErrnoException(
                    Errno.EAFNOSUPPORT,
                    call,
                    "%s (expected: an IPv4 address, as the socket's own, %s)"
                            .formatted(wanted, localName()));
        }
        long anyLow = mapped ? localLow : wanted.low();
        long low = any ? IpAddress.loopbackLow(anyLow) : wanted.low();
        int scope = Scopes.of(wanted, socket.soOptions(), call);
        return any || scope != wanted.scopeId()
                ? table.peers.of(socket.soFamily(), wanted.high(), low, wanted.port(), scope)
                : wanted;
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
    /// peer that are fixed and right; among equals, a socket of IPv4 alone comes before one of both
    /// families (Linux `compute_score`).
    final int score(Packet segment) {
        if (Ports.destination(segment) != localPort) {
            return NO_MATCH;
        }
        int score = v4 ? 1 : 0;
        if (!IpAddress.isAny(localHigh, localLow)) {
            if (!isTo(segment)) {
                return NO_MATCH;
            }
            score += 2;
        } else if (!serves(IpPacket.isV4(segment), localLow)) {
            return NO_MATCH;
        }
        int device = socket.soOptions().boundInterface();
        if (device != 0) {
            if (device != segment.interfaceIndex()) {
                return NO_MATCH;
            }
            score += 2;
        }
        if (peer != null) {
            if (!isFrom(peer, segment)) {
                return NO_MATCH;
            }
            score += 4;
        }
        return score;
    }

    private boolean isTo(Packet segment) {
        return localLow == IpPacket.destinationLow(segment)
                && localHigh == IpPacket.destinationHigh(segment)
                && Scopes.holds(localScope, segment, table.addresses);
    }

    private boolean isFrom(InetSockaddr sender, Packet segment) {
        return sender.port() == Ports.source(segment)
                && sender.low() == IpPacket.sourceLow(segment)
                && sender.high() == IpPacket.sourceHigh(segment)
                && Scopes.holds(sender.scopeId(), segment, table.addresses);
    }

    /// Whether this connected socket sent a packet that an ICMP error quotes.
    final boolean sent(Packet quoted) {
        return peer != null
                && Ports.source(quoted) == localPort
                && Ports.destination(quoted) == peer.port()
                && IpPacket.destinationLow(quoted) == peer.low()
                && IpPacket.destinationHigh(quoted) == peer.high()
                && sendsFrom(IpPacket.sourceHigh(quoted), IpPacket.sourceLow(quoted));
    }

    /// Whether this socket without peer may have sent a packet that an ICMP error quotes.
    final boolean maySend(Packet quoted) {
        int device = socket.soOptions().boundInterface();
        return peer == null
                && Ports.source(quoted) == localPort
                && (device == 0 || device == quoted.interfaceIndex())
                && (!hasAnyAddress() || serves(IpPacket.isV4(quoted), localLow))
                && sendsFrom(IpPacket.sourceHigh(quoted), IpPacket.sourceLow(quoted));
    }

    final boolean hasAnyAddress() {
        return IpAddress.isAny(localHigh, localLow);
    }

    private boolean sendsFrom(long high, long low) {
        return IpAddress.isAny(flow.boundHigh(), flow.boundLow())
                || (low == flow.boundLow() && high == flow.boundHigh());
    }

    /// Whether this socket keeps `other` from an address and port: `SO_REUSEADDR` on both, or
    /// `SO_REUSEPORT` on both of one user, lets it in (Linux `udp_lib_lport_inuse`).
    final boolean keepsOut(InetPcb other, long high, long low, int scope, int port) {
        return has(other, high, low, scope, port)
                && !(socket.soOptions().reuseAddress() && other.socket.soOptions().reuseAddress())
                && !(sharesPortWith(other) && owner == other.owner);
    }

    /// Whether some packet for an address and port would be for this socket and `other` alike.
    final boolean has(InetPcb other, long high, long low, int scope, int port) {
        if (port != localPort || !overlaps(other, high, low)) {
            return false;
        }
        int device = device(localScope);
        int otherDevice = other.device(scope);
        return device == 0 || otherDevice == 0 || device == otherDevice;
    }

    private int device(int scope) {
        int bound = socket.soOptions().boundInterface();
        return bound != 0 ? bound : scope;
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
            return (serves(true, localLow) && other.serves(true, low))
                    || (serves(false, localLow) && other.serves(false, low));
        }
        return (mine && serves(IpAddress.isV4(high, low), localLow))
                || (theirs && other.serves(IpAddress.isV4(localHigh, localLow), low));
    }

    /// Whether packets of IPv4, or else of IPv6, can be for this socket where its local address is
    /// a wildcard: `::` is one for both, `::ffff:0.0.0.0` for IPv4.
    private boolean serves(boolean ofV4, long anyLow) {
        return ofV4 ? v4 || !options.v6Only() : !v4 && anyLow == 0;
    }

    /// A mapped IPv4 address is none for a socket that serves IPv6 alone.
    private void checkServed(InetSockaddr address, Errno errno, String call) throws ErrnoException {
        if (IpAddress.isV4(address.high(), address.low()) && !v4 && options.v6Only()) {
            throw new ErrnoException(errno, call, address + " (the socket has IPV6_V6ONLY)");
        }
    }

    private void take(long high, long low, int scope, int port, Errno none) throws ErrnoException {
        int chosen = port != 0 ? port : table.freePort(this, high, low, scope);
        if (chosen == 0) {
            throw new ErrnoException(none, "bind", "no free port in net.ipv4.ip_local_port_range");
        }
        localHigh = high;
        localLow = low;
        localScope = scope;
        localPort = chosen;
        sendFrom(high, low, scope);
        table.add(this);
    }

    /// What is bound to a group or a broadcast address receives there, and sends from an address
    /// that the route chooses (RFC 1122 §3.2.1.3).
    private void sendFrom(long high, long low, int scope) {
        boolean one = !IpAddress.isMulticast(high, low) && !table.addresses.isBroadcast(high, low);
        flow.from(one ? high : 0, one ? low : anyLow(), one ? scope : 0);
    }

    private long anyLow() {
        return v4 ? IpAddress.mapped(0) : 0;
    }

    private void forgetAddress() {
        localHigh = 0;
        localLow = anyLow();
        localScope = 0;
        flow.from(localHigh, localLow, 0);
    }
}
