package io.sockit.udp;

import static io.sockit.inet.Inet.IPPROTO_UDP;

import io.sockit.api.Errno;
import io.sockit.api.ErrnoException;
import io.sockit.api.Msg;
import io.sockit.api.Sockaddr;
import io.sockit.api.SocketOption;
import io.sockit.inet.InetSockaddr;
import io.sockit.inet.spi.IcmpError;
import io.sockit.inet.spi.InetPcb;
import io.sockit.inet.spi.IpFlow;
import io.sockit.inet.spi.Ports;
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
import io.sockit.spi.packet.ChecksumState;
import io.sockit.spi.packet.Packet;

import org.jspecify.annotations.Nullable;

/// The protocol control block of one UDP socket, of either family. On the strand, except what reads
/// received packets and [#maxMessage].
final class UdpPcb extends InetPcb
        implements ConnectOps, ControlOps, ErrorOps, OptionOps, ShutdownOps {
    private static final int MAX_INET = 65_507; // 65,535 less the headers of IPv4 and UDP
    private static final int MAX_INET6 = 65_527; // 65,535 less the header of UDP
    private static final int ZERO_SUM = 0xffff; // RFC 768: what a sum of 0 is sent as

    private final UdpTransport udp;
    private final SocketErrors errors;

    UdpPcb(Socket socket, UdpTransport udp) {
        super(socket, udp.table);
        this.udp = udp;
        this.errors = udp.counters.errors(this);
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
        InetSockaddr peer = peer();
        return peer == null || peer.port() == 0 ? null : peer; // as on Linux
    }

    @Override
    public void shutdown(int how) throws ErrnoException {
        checkPeer("shutdown");
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

    @Override
    public int maxMessage() {
        return isInet() ? MAX_INET : MAX_INET6;
    }

    @Override
    public int sendFlags() {
        return Msg.MSG_DONTROUTE;
    }

    @Override
    public void send(Packet payload, @Nullable Sockaddr to, CallContext call)
            throws ErrnoException {
        InetSockaddr destination;
        IpFlow way;
        try {
            bindImplicitly(call);
            destination = recipient(to);
            way = route(destination, call);
            pushHeader(payload, way, destination.port());
        } catch (ErrnoException e) {
            payload.release();
            throw e;
        }
        try {
            services().output().output(payload, way, IPPROTO_UDP);
        } catch (ErrnoException e) {
            errors.refused(e.errno(), way, destination.port());
            throw e;
        }
        udp.counters.outDatagrams.increment();
    }

    @Override
    public Sockaddr source(Packet received) {
        return services()
                .peers()
                .source(received, Ports.sourceOfReceived(received), socket().soFamily());
    }

    /// Takes over a datagram that is this socket's.
    void deliver(Packet packet) {
        packet.consume(UdpHeader.BYTES);
        if (receive(packet)) {
            udp.counters.inDatagrams.increment();
        } else {
            udp.counters.drop(packet, udp.counters.rcvbufErrors);
        }
    }

    @Override
    public boolean bringsControl() {
        return options().control().bringsControl();
    }

    @Override
    public void control(Packet received, ControlSink into) {
        ReceivedControl.put(received, socket(), options().control(), services().peers(), into);
    }

    /// Hears of an ICMP error about one of its datagrams.
    ///
    /// @param quoted the datagram; it stays the caller's
    void failed(Packet quoted, IcmpError error, int mtu) {
        int length = UdpHeader.length(quoted.head(), quoted.headOffset()) - UdpHeader.BYTES;
        int port = Ports.destination(quoted);
        errors.failed(quoted, UdpHeader.BYTES, length, port, error, mtu);
    }

    @Override
    public Sockaddr destination(Packet error) {
        return errors.destination(error);
    }

    @Override
    public void error(Packet error, ControlSink into) {
        errors.put(error, into);
    }

    private InetSockaddr recipient(@Nullable Sockaddr to) throws ErrnoException {
        InetSockaddr recipient = to == null ? peer() : destination(to, "sendto");
        if (recipient == null) {
            throw new ErrnoException(Errno.EDESTADDRREQ, "send", "no peer");
        }
        if (to != null && recipient.port() == 0) {
            throw new ErrnoException(
                    Errno.EINVAL, "send", recipient + " (expected: port 1 to 65535)");
        }
        return recipient;
    }

    private void pushHeader(Packet payload, IpFlow way, int port) {
        int length = payload.length() + UdpHeader.BYTES;
        int at = payload.push(UdpHeader.BYTES);
        UdpHeader.write(payload.head(), at, localPort(), port, length);
        int checksum = way.checksum(payload, IPPROTO_UDP);
        if (checksum == 0 && payload.checksumState() != ChecksumState.PARTIAL) {
            checksum = ZERO_SUM;
        }
        UdpHeader.checksum(payload.head(), at, checksum);
    }
}
