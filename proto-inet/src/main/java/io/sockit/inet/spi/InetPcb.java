package io.sockit.inet.spi;

import io.sockit.api.Errno;
import io.sockit.api.ErrnoException;
import io.sockit.api.Msg;
import io.sockit.api.Sockaddr;
import io.sockit.api.SocketOption;
import io.sockit.inet.Inet;
import io.sockit.inet.InetSockaddr;
import io.sockit.spi.BindOps;
import io.sockit.spi.CallContext;
import io.sockit.spi.FlagsOps;
import io.sockit.spi.Socket;
import io.sockit.spi.SocketFlags;
import io.sockit.spi.packet.Packet;

import org.jspecify.annotations.Nullable;

/// The protocol control block of an Internet socket, whatever its transport: its local address and
/// port, its peer, and the way there (BSD `struct inpcb`, Linux `inet_sock`). A transport's own
/// control block extends it; a [PortSpace] says which sockets may have one port, and finds them.
/// IPv4 addresses are mapped. On the strand.
///
/// What `bind` chose stays; what was chosen implicitly goes with the association (Linux
/// `SOCK_BINDADDR_LOCK`, `SOCK_BINDPORT_LOCK`).
public abstract class InetPcb extends PcbEntry implements BindOps, FlagsOps {
    /// Heap that a port and the flows of its owner take beside the socket, roughly.
    private static final int BYTES_WITH_PORT = 448;

    private final Socket socket;
    private final InetServices services;
    private final PortSpace ports;
    private final boolean v4;

    /// Shared with other sockets and never changed: a copy takes its place.
    private volatile InetOptions options;

    private @Nullable SocketFlows flows;
    private boolean anyIsV4; // the wildcard that the socket has while no address is chosen
    private boolean addressChosen;
    private boolean portChosen;
    private boolean reserved; // BYTES_WITH_PORT, while it has a port
    private @Nullable InetSockaddr peer;

    protected InetPcb(Socket socket, PcbTable table) {
        this(socket, table.services, table);
    }

    /// @param ports where the socket is found by its port, or what takes its place
    protected InetPcb(Socket socket, InetServices services, PortSpace ports) {
        this.socket = socket;
        this.services = services;
        this.ports = ports;
        v4 = socket.soFamily().equals(Inet.AF_INET);
        options = services.settings().options(socket.soFamily());
        anyIsV4 = v4;
        forgetAddress();
    }

    protected final Socket socket() {
        return socket;
    }

    /// The options of the IP levels.
    protected final InetOptions options() {
        return options;
    }

    protected final InetServices services() {
        return services;
    }

    /// The way to the peer, or to the destination of the first message.
    protected final IpFlow flow() {
        return flows().first;
    }

    private SocketFlows flows() {
        SocketFlows mine = flows;
        if (mine == null) {
            mine = new SocketFlows(options, socket.soOptions());
            flows = mine;
            sendFrom(localHigh, localLow, localScope);
        }
        return mine;
    }

    private long anyLow() {
        return anyIsV4 ? IpAddress.mapped(Inet.INADDR_ANY) : 0;
    }

    /// Whether the socket is of `AF_INET`.
    public final boolean isInet() {
        return v4;
    }

    public final @Nullable InetSockaddr peer() {
        return peer;
    }

    @Override
    public String state() {
        return peer == null ? "UNCONN" : "ESTAB";
    }

    // ---- local address and peer

    @Override
    public final void bind(Sockaddr address, CallContext call) throws ErrnoException {
        InetSockaddr wanted = InetSockaddr.of(address, socket.soFamily(), "bind");
        if (localPort != 0) {
            throw new ErrnoException(
                    Errno.EINVAL, "bind", address + " (bound already: " + localName() + ")");
        }
        ports.checkServed(this, wanted, true, "bind");
        int scope = Scopes.of(wanted, socket.soOptions(), "bind");
        services.addresses().checkBind(wanted.high(), wanted.low(), scope);
        take(wanted.high(), wanted.low(), scope, wanted.port(), call, Errno.EADDRINUSE);
        addressChosen = !hasAnyAddress();
        anyIsV4 = addressChosen ? anyIsV4 : localLow != 0;
        portChosen = wanted.port() != 0;
    }

    /// Ensures that the socket has a port.
    ///
    /// @throws ErrnoException `EAGAIN` where no port is left, as Linux has it
    protected final void bindImplicitly(CallContext call) throws ErrnoException {
        if (localPort == 0) {
            take(localHigh, localLow, localScope, 0, call, Errno.EAGAIN);
        }
    }

    private void take(long high, long low, int scope, int port, CallContext call, Errno noPort)
            throws ErrnoException {
        owner = call.credentials().uid();
        flags = 0;
        readFlags();
        int chosen = ports.choose(this, high, low, scope, port, call);
        if (chosen == 0) {
            throw new ErrnoException(noPort, "bind", "no free port");
        }
        if (!takePort(chosen)) {
            givePort();
            throw new ErrnoException(Errno.ENOBUFS, "bind", "heap (expected: some left)");
        }
        localHigh = high;
        localLow = low;
        localScope = scope;
        sendFrom(high, low, scope);
        ports.enter(this);
    }

    @Override
    public final Sockaddr localName() {
        return services.peers().of(socket.soFamily(), localHigh, localLow, localPort, localScope);
    }

    @Override
    public boolean close() {
        if (localPort != 0) {
            ports.leave(this);
            givePort();
        }
        return true;
    }

    /// @return whether there is memory for an owner of a port
    final boolean takePort(int port) {
        reserved = reserved || (port != 0 && services.pool().reserve(BYTES_WITH_PORT));
        localPort = port;
        return reserved;
    }

    private void givePort() {
        if (reserved) {
            reserved = false;
            services.pool().unreserve(BYTES_WITH_PORT);
        }
        localPort = 0;
    }

    /// Fixes the peer, and the local address where `bind` did not.
    ///
    /// @throws ErrnoException as [IpOutput#route]; then the peer is as before
    protected final void associate(Sockaddr address, CallContext call) throws ErrnoException {
        bindImplicitly(call); // whatever comes of the rest, as on Linux
        InetSockaddr wanted = way(address);
        ports.leave(this);
        meet(wanted);
        ports.enter(this);
    }

    /// Finds the way to a peer-to-be.
    final InetSockaddr way(Sockaddr address) throws ErrnoException {
        InetSockaddr wanted = destination(address, "connect");
        int link = wanted.scopeId() != 0 ? wanted.scopeId() : localScope;
        Scopes.check(wanted.high(), wanted.low(), link, "connect");
        if (!addressChosen) {
            flow().from(0, anyLow(), 0); // the route chooses
        }
        try {
            routeTo(wanted);
        } catch (ErrnoException e) {
            sendFrom(localHigh, localLow, localScope);
            throw e;
        }
        return wanted;
    }

    /// Takes a peer, to which the flow leads, and the flow's source where no address is bound.
    final void meet(InetSockaddr wanted) {
        peer(wanted);
        if (!addressChosen) {
            IpFlow way = flow();
            localHigh = way.sourceHigh();
            localLow = way.sourceLow();
            localScope = IpAddress.isScoped(localHigh, localLow) ? wanted.scopeId() : 0;
            way.from(localHigh, localLow, localScope);
        }
    }

    /// Takes both ends of a connection that a listener accepted.
    final void meet(long high, long low, int scope, InetSockaddr from) {
        localHigh = high;
        localLow = low;
        localScope = scope;
        addressChosen = true;
        portChosen = true;
        sendFrom(high, low, scope);
        peer(from);
    }

    private void peer(@Nullable InetSockaddr newPeer) {
        peer = newPeer;
        connected = newPeer != null;
        peerHigh = newPeer == null ? 0 : newPeer.high();
        peerLow = newPeer == null ? 0 : newPeer.low();
        peerPort = newPeer == null ? 0 : newPeer.port();
        peerScope = newPeer == null ? 0 : newPeer.scopeId();
    }

    /// Forgets the peer, and an address that was chosen for it.
    final void part() {
        peer(null);
        if (!addressChosen) {
            forgetAddress();
        }
    }

    /// Dissolves the association, and gives back what was chosen implicitly.
    protected final void dissociate() {
        if (localPort != 0) {
            ports.leave(this);
        }
        part();
        if (!portChosen) {
            givePort();
        }
        if (localPort != 0) {
            ports.enter(this);
        }
    }

    /// Checks that there is a peer.
    ///
    /// @throws ErrnoException `ENOTCONN`
    protected final void checkPeer(String call) throws ErrnoException {
        if (peer == null) {
            throw new ErrnoException(Errno.ENOTCONN, call, "no peer");
        }
    }

    /// What is bound to a group or a broadcast address receives there, and sends from an address
    /// that the route chooses (RFC 1122 §3.2.1.3).
    private void sendFrom(long high, long low, int scope) {
        SocketFlows mine = flows;
        if (mine != null) {
            boolean one =
                    !IpAddress.isMulticast(high, low)
                            && !services.addresses().isBroadcast(high, low);
            mine.first.from(one ? high : 0, one ? low : anyLow(), one ? scope : 0);
        }
    }

    private void forgetAddress() {
        localHigh = 0;
        localLow = anyLow();
        localScope = 0;
        sendFrom(localHigh, localLow, 0);
    }

    // ---- the way

    /// A call's address as a destination: `INADDR_ANY` means this host, as in Linux and BSD.
    ///
    /// @throws ErrnoException `EAFNOSUPPORT`, also for IPv6 from a mapped address; `ENETUNREACH`
    ///     for the reverse; as [PortSpace#checkServed]; `EINVAL` for a scope that is not the
    ///     interface of `SO_BINDTODEVICE`
    protected final InetSockaddr destination(Sockaddr address, String call) throws ErrnoException {
        InetSockaddr wanted = InetSockaddr.of(address, socket.soFamily(), call);
        ports.checkServed(this, wanted, false, call);
        boolean any = IpAddress.isAny(wanted.high(), wanted.low());
        boolean mapped = !v4 && IpAddress.isV4(localHigh, localLow);
        if (!any) {
            checkFamily(wanted, mapped, call);
        }
        long low = any ? thisHost(mapped ? localLow : wanted.low(), wanted.low()) : wanted.low();
        int scope = Scopes.of(wanted, socket.soOptions(), call);
        return any || scope != wanted.scopeId()
                ? services.peers().of(socket.soFamily(), wanted.high(), low, wanted.port(), scope)
                : wanted;
    }

    /// What the unspecified address means as a destination: `INADDR_ANY` the socket's own address
    /// where it has one, else the loopback's.
    private long thisHost(long family, long unspecified) {
        IpFlow way = flow();
        boolean own = unspecified != 0 && IpAddress.isV4(way.boundHigh(), way.boundLow());
        return own && !IpAddress.isAny(0, way.boundLow())
                ? way.boundLow()
                : IpAddress.loopbackLow(family);
    }

    /// No packet has addresses of both families.
    private void checkFamily(InetSockaddr to, boolean mapped, String call) throws ErrnoException {
        boolean fixed = mapped || addressChosen; // a route may choose another
        if (fixed && IpAddress.isV4(to.high(), to.low()) != (v4 || mapped)) {
            throw new ErrnoException(
                    mapped ? Errno.EAFNOSUPPORT : Errno.ENETUNREACH,
                    call,
                    "%s (expected: an address of the family of the socket's own, %s)"
                            .formatted(to, localName()));
        }
    }

    /// Finds the way to a destination: [#flow] leads there afterwards.
    private void routeTo(InetSockaddr destination) throws ErrnoException {
        flow().to(destination.high(), destination.low(), destination.scopeId());
        services.output().route(flow());
    }

    /// Finds the way of one message: [#flow] leads there, or a flow of the call's own where it asks
    /// for something beside the socket's settings.
    ///
    /// @throws ErrnoException as [IpOutput#route] and [CallFlow#aim]
    protected final IpFlow route(InetSockaddr to, CallContext call) throws ErrnoException {
        if (!CallFlow.isAskedFor(call)) {
            IpFlow way = flows().to(to);
            services.output().route(way);
            return way;
        }
        IpFlow own = flows().ofCalls(services.addresses(), !v4).aim(to, call, flow());
        services.output().route(own);
        if ((call.flags() & Msg.MSG_CONFIRM) != 0) {
            own.nextHop().confirmed();
        }
        return own;
    }

    // ---- what comes

    final boolean hasAnyAddress() {
        return IpAddress.isAny(localHigh, localLow);
    }

    /// Whether a received packet is to this socket's address, or the socket has no particular one.
    protected final boolean isToHere(Packet packet) {
        return hasAnyAddress() || isToAddress(packet);
    }

    final boolean isToAddress(Packet packet) {
        return localLow == IpPacket.destinationLow(packet)
                && localHigh == IpPacket.destinationHigh(packet)
                && Scopes.holds(localScope, packet, services.addresses());
    }

    /// Whether a received packet is from the address of the peer, where there is one.
    protected final boolean isFromPeer(Packet packet) {
        InetSockaddr from = peer;
        return from == null
                || (from.low() == IpPacket.sourceLow(packet)
                        && from.high() == IpPacket.sourceHigh(packet)
                        && Scopes.holds(from.scopeId(), packet, services.addresses()));
    }

    // ---- what a table of ports asks

    /// A socket that changes its device enters the table anew; else its slot counts anew what the
    /// socket allows others.
    @Override
    public final void flagsChanged() {
        if (flows != null) {
            flows.forgetRoutes();
        }
        PcbSlot entered = slot;
        if (entered != null && device == socket.soOptions().boundInterface()) {
            entered.flags(this, -1);
            readFlags();
            entered.flags(this, 1);
        } else if (localPort != 0) {
            ports.leave(this);
            readFlags();
            ports.enter(this);
        }
    }

    /// Takes over what the socket's options allow others.
    final void readFlags() {
        SocketFlags so = socket.soOptions();
        flags =
                (flags & SHARED_PORT)
                        | (so.reuseAddress() ? REUSE_ADDRESS : 0)
                        | (so.reusePort() ? REUSE_PORT : 0)
                        | (v4 ? INET : options.v6Only() ? V6_ONLY : 0);
        device = so.boundInterface();
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

    // ---- options

    /// The value of an option of the IP levels.
    ///
    /// @throws ErrnoException `ENOPROTOOPT` for an unknown option, `ENOTCONN` for `IP_MTU` without
    /// peer
    protected final <T> T inetOption(SocketOption<T> option) throws ErrnoException {
        if (!MtuOptions.isPathMtu(option, !v4)) {
            return options.option(option);
        }
        InetSockaddr to = peer;
        if (to == null) {
            throw new ErrnoException(Errno.ENOTCONN, "getsockopt", option + ": no peer");
        }
        routeTo(to);
        return option.type().cast(services.output().mtu(flow()));
    }

    /// Sets an option of the IP levels.
    ///
    /// @throws ErrnoException `ENOPROTOOPT` for an unknown option, `EINVAL` for the value
    protected final <T> void inetOption(SocketOption<T> option, T value) throws ErrnoException {
        InetOptions changed = options.copy();
        changed.option(option, value, localPort != 0);
        options = changed;
        if (flows != null) {
            flows.options(changed);
        }
        if (ControlOptions.endsErrors(option, value)) {
            socket.soRcv().clearErrors();
        }
    }
}
