package io.sockit.udp;

import static io.sockit.inet.Inet.IPPROTO_UDP;

import io.sockit.inet.spi.IcmpError;
import io.sockit.inet.spi.InetDatagramPcb;
import io.sockit.inet.spi.IpFlow;
import io.sockit.spi.Socket;
import io.sockit.spi.packet.ChecksumState;
import io.sockit.spi.packet.Packet;

/// The protocol control block of one UDP socket, of either family. On the strand, except
/// [#maxMessage].
final class UdpPcb extends InetDatagramPcb {
    private static final int MAX_INET = 65_507; // 65,535 less the headers of IPv4 and UDP
    private static final int MAX_INET6 = 65_527; // 65,535 less the header of UDP
    private static final int ZERO_SUM = 0xffff; // RFC 768: what a sum of 0 is sent as

    UdpPcb(Socket socket, UdpTransport udp) {
        super(socket, udp.table, udp.counters.ofSockets);
    }

    @Override
    protected int protocol() {
        return IPPROTO_UDP;
    }

    @Override
    public int maxMessage() {
        return isInet() ? MAX_INET : MAX_INET6;
    }

    @Override
    protected void prepare(Packet message, IpFlow way, int port) {
        int length = message.length() + UdpHeader.BYTES;
        int at = message.push(UdpHeader.BYTES);
        UdpHeader.write(message.head(), at, localPort(), port, length);
        int checksum = way.checksum(message, IPPROTO_UDP);
        if (checksum == 0 && message.checksumState() != ChecksumState.PARTIAL) {
            checksum = ZERO_SUM;
        }
        UdpHeader.checksum(message.head(), at, checksum);
    }

    /// Takes over a datagram that is this socket's.
    void input(Packet packet) {
        packet.consume(UdpHeader.BYTES);
        deliver(packet);
    }

    /// Hears of an ICMP error about one of its datagrams.
    ///
    /// @param quoted the datagram; it stays the caller's
    void failed(Packet quoted, IcmpError error, int mtu) {
        int length = UdpHeader.length(quoted.head(), quoted.headOffset()) - UdpHeader.BYTES;
        failed(quoted, UdpHeader.BYTES, length, error, mtu);
    }
}
