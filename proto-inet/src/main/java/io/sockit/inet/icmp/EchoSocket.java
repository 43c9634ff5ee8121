package io.sockit.inet.icmp;

import io.sockit.api.Errno;
import io.sockit.api.ErrnoException;
import io.sockit.api.Msg;
import io.sockit.api.Sockaddr;
import io.sockit.api.SocketOption;
import io.sockit.inet.Inet;
import io.sockit.inet.InetSockaddr;
import io.sockit.inet.spi.IcmpError;
import io.sockit.inet.spi.InetEndpoint;
import io.sockit.inet.spi.IpAddress;
import io.sockit.inet.spi.IpFlow;
import io.sockit.inet.spi.IpPacket;
import io.sockit.inet.spi.Ipv4Header;
import io.sockit.inet.spi.Ipv6Header;
import io.sockit.inet.spi.ReceivedControl;
import io.sockit.inet.spi.SocketErrors;
import io.sockit.spi.CallContext;
import io.sockit.spi.ConnectOps;
import io.sockit.spi.ControlOps;
import io.sockit.spi.ControlSink;
import io.sockit.spi.ErrorOps;
import io.sockit.spi.OptionOps;
import io.sockit.spi.ShutdownOps;
import io.sockit.spi.Socket;
import io.sockit.spi.packet.Checksum;
import io.sockit.spi.packet.Packet;

import org.jspecify.annotations.Nullable;

/// The protocol control block of an echo socket (Linux `net/ipv4/ping.c`): sends whole ICMP echo
/// requests, whose identifier and checksum it fills in, and hears the replies. Its port is the
/// identifier.
final class EchoSocket extends InetEndpoint
        implements ConnectOps, ControlOps, ErrorOps, OptionOps, ShutdownOps {
    /// The next of the bucket of [EchoSockets].
    @Nullable EchoSocket next;

    private final EchoProtocol protocol;
    private final SocketErrors errors;

    EchoSocket(EchoProtocol protocol, Socket socket) {
        super(socket, protocol.services());
        this.protocol = protocol;
        this.errors = protocol.errors(this, isInet());
    }

    boolean isV4() {
        return isInet();
    }

    /// There is no ICMPv6 over IPv4, and a request has one sender (Linux `ping_check_bind_addr`).
    @Override
    protected void checkServed(InetSockaddr address, boolean asLocal, String call)
            throws ErrnoException {
        long high = address.high();
        long low = address.low();
        if (!isInet() && IpAddress.isV4(high, low)) {
            throw new ErrnoException(
                    Errno.EINVAL,
                    call,
                    address + " (expected: an IPv6 address that is not mapped)");
        }
        boolean many =
                IpAddress.isMulticast(high, low) || services().addresses().isBroadcast(high, low);
        if (asLocal && many) {
            throw new ErrnoException(
                    Errno.EADDRNOTAVAIL, call, address + " (expected: an address of one host)");
        }
    }

    @Override
    protected int choosePort(long high, long low, int scope, int wanted, CallContext call)
            throws ErrnoException {
        if (wanted == 0) {
            return protocol.sockets().free(isInet());
        }
        if (protocol.sockets().isTaken(wanted, isInet())) {
            throw new ErrnoException(Errno.EADDRINUSE, "bind", "identifier: " + wanted);
        }
        return wanted;
    }

    @Override
    protected void enter() {
        protocol.sockets().add(this);
    }

    @Override
    protected void leave() {
        protocol.sockets().remove(this);
    }

    @Override
    public void connect(Sockaddr address, CallContext call) throws ErrnoException {
        associate(address, call);
    }

    @Override
    public void disconnect(CallContext call) {
        dissociate();
    }

    @Override
    public @Nullable Sockaddr peerName() {
        return peer();
    }

    @Override
    public void shutdown(int how) throws ErrnoException {
        checkPeer("shutdown");
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
            services().output().output(payload, way, protocolNumber());
        } catch (ErrnoException e) {
            errors.refused(e.errno(), way, 0);
            throw e;
        }
        protocol.count(isInet()).outMsgs.increment();
    }

    private int protocolNumber() {
        return isInet() ? Inet.IPPROTO_ICMP : Inet.IPPROTO_ICMPV6;
    }

    private IpFlow prepare(Packet message, @Nullable Sockaddr to, CallContext call)
            throws ErrnoException {
        bindImplicitly(call);
        checkRequest(message);
        InetSockaddr target = to == null ? peer() : destination(to, "send");
        if (target == null) {
            throw new ErrnoException(Errno.EDESTADDRREQ, "send", "no address, and not connected");
        }
        IpFlow way = route(target, call);
        fill(message, way);
        return way;
    }

    private void checkRequest(Packet message) throws ErrnoException {
        int request = isInet() ? IcmpType.ECHO_REQUEST : Icmpv6Type.ECHO_REQUEST;
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
        IcmpHeader.identifier(head, at, localPort());
        IcmpHeader.checksum(head, at, 0);
        int checksum =
                isInet()
                        ? Checksum.finish(message.checksum(0, message.length(), 0))
                        : way.checksum(message, Inet.IPPROTO_ICMPV6);
        IcmpHeader.checksum(head, at, checksum);
    }

    /// Whether a reply is for this socket: to its address, from its peer, and by the interface
    /// that `SO_BINDTODEVICE` and scopes ask for (Linux `ping_lookup`).
    boolean hears(Packet reply) {
        int device = socket().soOptions().boundInterface();
        return (device == 0 || device == reply.interfaceIndex())
                && isToHere(reply)
                && isFromPeer(reply);
    }

    /// @return false where there is no room; then the packet is still the caller's
    boolean takes(Packet reply) {
        return receive(reply);
    }

    /// A connected socket hears of errors about requests to its peer.
    ///
    /// @param request what is quoted; it stays the caller's
    void icmpError(Packet request, IcmpError error, int mtu) {
        InetSockaddr to = peer();
        if (to == null
                || (to.high() == IpPacket.destinationHigh(request)
                        && to.low() == IpPacket.destinationLow(request))) {
            errors.failed(request, 0, request.length(), 0, error, mtu);
        }
    }

    @Override
    public Sockaddr destination(Packet error) {
        return errors.destination(error);
    }

    @Override
    public void error(Packet error, ControlSink into) {
        errors.put(error, into);
    }

    @Override
    public boolean bringsControl() {
        return options().control().bringsControl();
    }

    @Override
    public void control(Packet received, ControlSink into) {
        ReceivedControl.put(received, socket(), options().control(), services().peers(), into);
    }

    @Override
    public int sendFlags() {
        return Msg.MSG_DONTROUTE;
    }

    @Override
    public Sockaddr source(Packet received) {
        return services().peers().source(received, 0, socket().soFamily());
    }

    @Override
    public int maxMessage() {
        return isInet() ? Ipv4Header.MAX_PACKET - Ipv4Header.LENGTH : Ipv6Header.MAX_PAYLOAD;
    }

    @Override
    public <T> T option(SocketOption<T> option) throws ErrnoException {
        return inetOption(option);
    }

    @Override
    public <T> void option(SocketOption<T> option, T value, CallContext call)
            throws ErrnoException {
        inetOption(option, value);
    }
}
