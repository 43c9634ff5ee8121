package io.sockit.udp;

import static io.sockit.inet.Inet.IPPROTO_UDP;

import io.sockit.api.Errno;
import io.sockit.api.ErrnoException;
import io.sockit.api.Sockaddr;
import io.sockit.api.SocketOption;
import io.sockit.inet.InetSockaddr;
import io.sockit.inet.spi.InetPcb;
import io.sockit.inet.spi.Ports;
import io.sockit.spi.CallContext;
import io.sockit.spi.ConnectOps;
import io.sockit.spi.DatagramOps;
import io.sockit.spi.OptionOps;
import io.sockit.spi.ShutdownOps;
import io.sockit.spi.Socket;
import io.sockit.spi.packet.ChecksumState;
import io.sockit.spi.packet.Packet;

import org.jspecify.annotations.Nullable;

/// The protocol control block of one UDP socket, of either family. On the strand, except [#source]
/// and [#maxMessage].
final class UdpPcb extends InetPcb implements ConnectOps, DatagramOps, OptionOps, ShutdownOps {
    private static final int MAX_INET = 65_507; // 65,535 less the headers of IPv4 and UDP
    private static final int MAX_INET6 = 65_527; // 65,535 less the header of UDP
    private static final int ZERO_SUM = 0xffff; // RFC 768: what a sum of 0 is sent as

    private final UdpTransport udp;

    UdpPcb(Socket socket, UdpTransport udp) {
        super(socket, udp.table);
        this.udp = udp;
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
        if (peer() == null) {
            throw new ErrnoException(Errno.ENOTCONN, "shutdown", "no peer");
        }
    }

    @Override
    public String state() {
        return peer() == null ? "UNCONN" : "ESTAB";
    }

    @Override
    public <T> T option(SocketOption<T> option) throws ErrnoException {
        return options().option(option);
    }

    @Override
    public <T> void option(SocketOption<T> option, T value, CallContext call)
            throws ErrnoException {
        options().option(option, value, localPort() != 0);
    }

    @Override
    public int maxMessage() {
        return isInet() ? MAX_INET : MAX_INET6;
    }

    @Override
    public void send(Packet payload, @Nullable Sockaddr to, CallContext call)
            throws ErrnoException {
        try {
            InetSockaddr destination = recipient(to);
            bindImplicitly(call);
            routeTo(destination);
            pushHeader(payload, destination.port());
        } catch (ErrnoException e) {
            payload.release();
            throw e;
        }
        udp.output.output(payload, flow(), IPPROTO_UDP);
        udp.counters.outDatagrams.increment();
    }

    @Override
    public Sockaddr source(Packet received) {
        return udp.peers.source(received, Ports.sourceOfReceived(received), socket().soFamily());
    }

    /// Takes over a datagram that is this socket's.
    void deliver(Packet packet) {
        packet.consume(UdpHeader.BYTES);
        if (socket().soRcv().append(packet)) {
            udp.counters.inDatagrams.increment();
        } else {
            udp.counters.drop(packet, udp.counters.rcvbufErrors);
        }
    }

    /// Hears of an ICMP error about a datagram to the peer.
    void peerFailed(Errno error) {
        socket().soError(error);
    }

    private InetSockaddr recipient(@Nullable Sockaddr to) throws ErrnoException {
        InetSockaddr recipient = to == null ? peer() : destination(to, "sendto");
        if (recipient == null) {
            throw new ErrnoException(Errno.EDESTADDRREQ, "send", "no peer");
        }
        if (recipient.port() == 0) {
            throw new ErrnoException(
                    Errno.EINVAL, "send", recipient + " (expected: port 1 to 65535)");
        }
        return recipient;
    }

    private void pushHeader(Packet payload, int port) {
        int length = payload.length() + UdpHeader.BYTES;
        int at = payload.push(UdpHeader.BYTES);
        UdpHeader.write(payload.head(), at, localPort(), port, length);
        int checksum = flow().checksum(payload, IPPROTO_UDP);
        if (checksum == 0 && payload.checksumState() != ChecksumState.PARTIAL) {
            checksum = ZERO_SUM;
        }
        UdpHeader.checksum(payload.head(), at, checksum);
    }
}
