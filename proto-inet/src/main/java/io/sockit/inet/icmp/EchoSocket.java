package io.sockit.inet.icmp;

import io.sockit.api.Errno;
import io.sockit.api.ErrnoException;
import io.sockit.inet.Inet;
import io.sockit.inet.InetSockaddr;
import io.sockit.inet.spi.IcmpError;
import io.sockit.inet.spi.InetDatagramPcb;
import io.sockit.inet.spi.IpFlow;
import io.sockit.inet.spi.IpPacket;
import io.sockit.inet.spi.Ipv4Header;
import io.sockit.inet.spi.Ipv6Header;
import io.sockit.spi.Socket;
import io.sockit.spi.packet.Checksum;
import io.sockit.spi.packet.Packet;

import org.jspecify.annotations.Nullable;

/// The protocol control block of an echo socket (Linux `net/ipv4/ping.c`): sends whole ICMP echo
/// requests, whose identifier and checksum it fills in, and hears the replies. Its port is the
/// identifier.
final class EchoSocket extends InetDatagramPcb {
    /// The next of the bucket of [EchoSockets].
    @Nullable EchoSocket next;

    EchoSocket(EchoProtocol protocol, Socket socket, boolean isV4) {
        super(socket, protocol.services(), protocol.sockets(), protocol.count(isV4).ofSockets);
    }

    @Override
    protected boolean hasPorts() {
        return false;
    }

    @Override
    protected int protocol() {
        return isInet() ? Inet.IPPROTO_ICMP : Inet.IPPROTO_ICMPV6;
    }

    @Override
    public int maxMessage() {
        return isInet() ? Ipv4Header.MAX_PACKET - Ipv4Header.LENGTH : Ipv6Header.MAX_PAYLOAD;
    }

    @Override
    protected void prepare(Packet message, IpFlow way, int port) {
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

    @Override
    protected void check(Packet message) throws ErrnoException {
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

    /// Whether a reply is for this socket: to its address, from its peer, and by the interface
    /// that `SO_BINDTODEVICE` and scopes ask for (Linux `ping_lookup`).
    boolean hears(Packet reply) {
        int device = socket().soOptions().boundInterface();
        return (device == 0 || device == reply.interfaceIndex())
                && isToHere(reply)
                && isFromPeer(reply);
    }

    /// Takes over a reply that is this socket's.
    void input(Packet reply) {
        deliver(reply);
    }

    /// A connected socket hears of errors about requests to its peer.
    ///
    /// @param request what is quoted; it stays the caller's
    void icmpError(Packet request, IcmpError error, int mtu) {
        InetSockaddr to = peer();
        if (to == null
                || (to.high() == IpPacket.destinationHigh(request)
                        && to.low() == IpPacket.destinationLow(request))) {
            failed(request, 0, request.length(), error, mtu);
        }
    }
}
