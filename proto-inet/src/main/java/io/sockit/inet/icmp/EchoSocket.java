package io.sockit.inet.icmp;

import io.sockit.api.AddressFamily;
import io.sockit.api.Errno;
import io.sockit.api.ErrnoException;
import io.sockit.api.Msg;
import io.sockit.api.Sockaddr;
import io.sockit.api.SocketOption;
import io.sockit.inet.Inet;
import io.sockit.inet.InetSockaddr;
import io.sockit.inet.spi.CallFlow;
import io.sockit.inet.spi.ControlOptions;
import io.sockit.inet.spi.ErrorRecord;
import io.sockit.inet.spi.IcmpError;
import io.sockit.inet.spi.InetOptions;
import io.sockit.inet.spi.IpAddress;
import io.sockit.inet.spi.IpFlow;
import io.sockit.inet.spi.IpPacket;
import io.sockit.inet.spi.Ipv4Header;
import io.sockit.inet.spi.Ipv6Header;
import io.sockit.inet.spi.MtuOptions;
import io.sockit.inet.spi.ReceivedControl;
import io.sockit.inet.spi.Scopes;
import io.sockit.spi.BindOps;
import io.sockit.spi.CallContext;
import io.sockit.spi.ConnectOps;
import io.sockit.spi.ControlOps;
import io.sockit.spi.ControlSink;
import io.sockit.spi.ErrorOps;
import io.sockit.spi.OptionOps;
import io.sockit.spi.Socket;
import io.sockit.spi.packet.Checksum;
import io.sockit.spi.packet.Packet;

import org.jspecify.annotations.Nullable;

/// The protocol control block of an echo socket (Linux `net/ipv4/ping.c`): sends whole ICMP echo
/// requests, whose identifier and checksum it fills in, and hears the replies. Its port is the
/// identifier.
final class EchoSocket implements BindOps, ConnectOps, ControlOps, ErrorOps, OptionOps {
    /// The next of the bucket. The fields are [EchoSockets]'.
    @Nullable EchoSocket next;

    /// 0 while the socket is not entered.
    int identifier;

    private final EchoProtocol protocol;
    private final Socket socket;
    private final AddressFamily family;
    private final boolean isV4;
    private final InetOptions options;
    private final IpFlow flow;
    private long localHigh;
    private long localLow;
    private int localScope;
    private boolean addressChosen;
    private boolean identifierChosen;
    private @Nullable InetSockaddr peer;
    private @Nullable CallFlow callFlow;

    EchoSocket(EchoProtocol protocol, Socket socket, InetOptions options) {
        this.protocol = protocol;
        this.socket = socket;
        this.family = socket.soFamily();
        this.isV4 = family.equals(Inet.AF_INET);
        this.options = options;
        this.flow = new IpFlow(options, socket.soOptions());
        forgetAddress();
    }

    boolean isV4() {
        return isV4;
    }

    @Override
    public void detach() {
        if (identifier != 0) {
            protocol.sockets().remove(this);
            identifier = 0;
        }
    }

    @Override
    public String state() {
        return peer == null ? "UNCONN" : "ESTAB";
    }

    @Override
    public void bind(Sockaddr address, CallContext call) throws ErrnoException {
        InetSockaddr local = own(address, "bind");
        if (identifier != 0) {
            throw new ErrnoException(Errno.EINVAL, "bind", "the socket is bound already");
        }
        checkSource(local);
        int scope = Scopes.of(local, socket.soOptions(), "bind");
        protocol.addresses().checkBind(local.high(), local.low(), scope);
        enter(local.port(), "bind");
        take(local.high(), local.low(), scope);
        addressChosen = !IpAddress.isAny(localHigh, localLow);
        identifierChosen = local.port() != 0;
    }

    /// A request has one sender (Linux `ping_check_bind_addr`).
    private void checkSource(InetSockaddr local) throws ErrnoException {
        if (IpAddress.isMulticast(local.high(), local.low())
                || protocol.addresses().isBroadcast(local.high(), local.low())) {
            throw new ErrnoException(
                    Errno.EADDRNOTAVAIL, "bind", local + " (expected: an address of one host)");
        }
    }

    private void take(long high, long low, int scope) {
        localHigh = high;
        localLow = low;
        localScope = scope;
        flow.from(high, low, scope);
    }

    private void forgetAddress() {
        take(0, isV4 ? IpAddress.mapped(Inet.INADDR_ANY) : 0, 0);
    }

    private void enter(int wanted, String call) throws ErrnoException {
        boolean entered =
                wanted == 0 ? protocol.sockets().add(this) : protocol.sockets().add(this, wanted);
        if (!entered) {
            throw new ErrnoException(
                    Errno.EADDRINUSE, call, "identifier: " + (wanted == 0 ? "all" : wanted));
        }
    }

    /// An address of the socket's family, and of the protocol's: there is no ICMPv6 over IPv4.
    private InetSockaddr own(Sockaddr address, String call) throws ErrnoException {
        InetSockaddr inet = InetSockaddr.of(address, family, call);
        if (!isV4 && IpAddress.isV4(inet.high(), inet.low())) {
            throw new ErrnoException(
                    Errno.EINVAL, call, inet + " (expected: an IPv6 address that is not mapped)");
        }
        return inet;
    }

    /// An address to send to: the unspecified one means this host, as on Linux and BSD.
    private InetSockaddr destination(Sockaddr address, String call) throws ErrnoException {
        InetSockaddr to = own(address, call);
        boolean any = IpAddress.isAny(to.high(), to.low());
        long low = any ? IpAddress.loopbackLow(to.low()) : to.low();
        int scope = Scopes.of(to, socket.soOptions(), call);
        return any || scope != to.scopeId()
                ? protocol.peers().of(family, to.high(), low, to.port(), scope)
                : to;
    }

    @Override
    public Sockaddr localName() {
        return protocol.peers().of(family, localHigh, localLow, identifier, localScope);
    }

    @Override
    public void connect(Sockaddr address, CallContext call) throws ErrnoException {
        InetSockaddr to = destination(address, "connect");
        if (identifier == 0) {
            enter(0, "connect");
        }
        if (!addressChosen) {
            flow.from(0, isV4 ? IpAddress.mapped(Inet.INADDR_ANY) : 0, 0); // the route chooses
        }
        try {
            routeTo(to);
        } catch (ErrnoException e) {
            flow.from(localHigh, localLow, localScope);
            throw e;
        }
        peer = to;
        if (!addressChosen) {
            boolean scoped = IpAddress.isScoped(flow.sourceHigh(), flow.sourceLow());
            take(flow.sourceHigh(), flow.sourceLow(), scoped ? to.scopeId() : 0);
        }
    }

    private void routeTo(InetSockaddr to) throws ErrnoException {
        flow.to(to.high(), to.low(), to.scopeId());
        protocol.output().route(flow);
    }

    @Override
    public void disconnect(CallContext call) {
        peer = null;
        if (!addressChosen) {
            forgetAddress();
        }
        if (!identifierChosen) {
            detach();
        }
    }

    @Override
    public @Nullable Sockaddr peerName() {
        return peer;
    }

    @Override
    public void send(Packet payload, @Nullable Sockaddr to, CallContext call)
            throws ErrnoException {
        IpFlow way;
        try {
            way = prepare(payload, to, call);
        } catch (ErrnoException e) {
            payload.release();
            throw e;
        }
        try {
            protocol.output().output(payload, way, protocolNumber());
        } catch (ErrnoException e) {
            refused(e.errno(), way);
            throw e;
        }
        protocol.count(isV4).outMsgs.increment();
    }

    private int protocolNumber() {
        return isV4 ? Inet.IPPROTO_ICMP : Inet.IPPROTO_ICMPV6;
    }

    private IpFlow prepare(Packet message, @Nullable Sockaddr to, CallContext call)
            throws ErrnoException {
        InetSockaddr target = to == null ? peer : destination(to, "send");
        if (target == null) {
            throw new ErrnoException(Errno.EDESTADDRREQ, "send", "no address, and not connected");
        }
        checkRequest(message);
        if (identifier == 0) {
            enter(0, "send");
        }
        IpFlow way = route(target, call);
        fill(message, way);
        return way;
    }

    private IpFlow route(InetSockaddr target, CallContext call) throws ErrnoException {
        if (!CallFlow.isAskedFor(call)) {
            routeTo(target);
            return flow;
        }
        CallFlow mine = callFlow;
        if (mine == null) {
            mine = new CallFlow(options, socket.soOptions(), protocol.addresses(), !isV4);
            callFlow = mine;
        }
        IpFlow way = mine.aim(target, call, flow);
        protocol.output().route(way);
        return way;
    }

    private void checkRequest(Packet message) throws ErrnoException {
        int request = isV4 ? IcmpType.ECHO_REQUEST : Icmpv6Type.ECHO_REQUEST;
        if (!message.pull(IcmpHeader.LENGTH)
                || IcmpHeader.type(message.head(), message.headOffset()) != request
                || IcmpHeader.code(message.head(), message.headOffset()) != 0) {
            throw new ErrnoException(
                    Errno.EINVAL,
                    "send",
                    "expected: an ICMP echo request of at least %d bytes, type %d, code 0"
                            .formatted(IcmpHeader.LENGTH, request));
        }
    }

    private void fill(Packet message, IpFlow way) {
        byte[] head = message.head();
        int at = message.headOffset();
        IcmpHeader.identifier(head, at, identifier);
        IcmpHeader.checksum(head, at, 0);
        int checksum =
                isV4
                        ? Checksum.finish(message.checksum(0, message.length(), 0))
                        : way.checksum(message, Inet.IPPROTO_ICMPV6);
        IcmpHeader.checksum(head, at, checksum);
    }

    /// Whether a reply is for this socket: to its address, from its peer, and by the interface
    /// that `SO_BINDTODEVICE` and scopes ask for (Linux `ping_lookup`).
    boolean hears(Packet reply) {
        int device = socket.soOptions().boundInterface();
        return (device == 0 || device == reply.interfaceIndex())
                && isToHere(reply)
                && isFromPeer(reply);
    }

    private boolean isToHere(Packet reply) {
        return (IpAddress.isAny(localHigh, localLow)
                        || (IpPacket.destinationHigh(reply) == localHigh
                                && IpPacket.destinationLow(reply) == localLow))
                && Scopes.holds(localScope, reply, protocol.addresses());
    }

    private boolean isFromPeer(Packet reply) {
        InetSockaddr from = peer;
        return from == null
                || (IpPacket.sourceHigh(reply) == from.high()
                        && IpPacket.sourceLow(reply) == from.low()
                        && Scopes.holds(from.scopeId(), reply, protocol.addresses()));
    }

    /// @return false where there is no room; then the packet is still the caller's
    boolean receive(Packet reply) {
        ReceivedControl.prepare(reply, options.control(), protocol.addresses());
        return socket.soRcv().append(reply);
    }

    /// A connected socket hears of errors that last, one with a queue of errors of all.
    ///
    /// @param request what is quoted; it stays the caller's
    void icmpError(Packet request, IcmpError error, int mtu) {
        InetSockaddr to = peer;
        boolean concerned =
                to == null
                        || (to.high() == IpPacket.destinationHigh(request)
                                && to.low() == IpPacket.destinationLow(request));
        boolean lasts = concerned && options.mtu().heeds(request, error, mtu, protocol.output());
        if (!concerned || options.mtu().ignores(request, error)) {
            return;
        }
        if (options.control().queuesErrors(isV4)) {
            queue(ErrorRecord.of(request, 0, request.length(), 0, error, mtu));
            socket.soError(error.errno());
        } else if (lasts && to != null) {
            socket.soError(error.errno());
        }
    }

    private void refused(Errno errno, IpFlow way) {
        if (errno == Errno.EMSGSIZE && options.control().queuesErrors(isV4)) {
            Packet error = protocol.pool().take();
            ErrorRecord.local(error, errno, way, 0, protocol.output().mtu(way));
            queue(error);
        }
    }

    private void queue(Packet error) {
        if (!socket.soRcv().appendError(error, ErrorRecord.pending(error))) {
            protocol.drop(error, protocol.count(isV4).rcvbufErrors);
        }
    }

    @Override
    public boolean bringsControl() {
        return options.control().bringsControl();
    }

    @Override
    public void control(Packet received, ControlSink into) {
        ReceivedControl.put(received, socket, options.control(), protocol.peers(), into);
    }

    @Override
    public Sockaddr destination(Packet error) {
        return ErrorRecord.destination(error, family, protocol.peers());
    }

    @Override
    public void error(Packet error, ControlSink into) {
        ErrorRecord.put(error, family, protocol.peers(), into);
    }

    @Override
    public int sendFlags() {
        return Msg.MSG_DONTROUTE;
    }

    @Override
    public Sockaddr source(Packet received) {
        return protocol.peers().source(received, 0, family);
    }

    @Override
    public int maxMessage() {
        return isV4 ? Ipv4Header.MAX_PACKET - Ipv4Header.LENGTH : Ipv6Header.MAX_PAYLOAD;
    }

    @Override
    public <T> T option(SocketOption<T> option) throws ErrnoException {
        if (!MtuOptions.isPathMtu(option, !isV4)) {
            return options.option(option);
        }
        InetSockaddr to = peer;
        if (to == null) {
            throw new ErrnoException(Errno.ENOTCONN, "getsockopt", option + ": no peer");
        }
        routeTo(to);
        return option.type().cast(protocol.output().mtu(flow));
    }

    @Override
    public <T> void option(SocketOption<T> option, T value, CallContext call)
            throws ErrnoException {
        options.option(option, value, identifier != 0);
        if (ControlOptions.endsErrors(option, value)) {
            socket.soRcv().clearErrors();
        }
    }
}
