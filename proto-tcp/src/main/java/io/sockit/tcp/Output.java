package io.sockit.tcp;

import static io.sockit.inet.Inet.IPPROTO_TCP;
import static io.sockit.tcp.TcpHeader.ACK;
import static io.sockit.tcp.TcpHeader.CWR;
import static io.sockit.tcp.TcpHeader.ECE;
import static io.sockit.tcp.TcpHeader.RST;
import static io.sockit.tcp.TcpHeader.SYN;
import static io.sockit.tcp.TcpHeader.URG;

import io.sockit.api.Errno;
import io.sockit.api.ErrnoException;
import io.sockit.inet.spi.IpFlow;
import io.sockit.spi.NetInterface;
import io.sockit.spi.packet.Packet;

/// Makes the segments of a connection and sends them (RFC 9293 §3.10). On the strand.
final class Output {
    private static final int ECT_0 = 2; // RFC 3168 §5
    private static final int ECN_MASK = 3;
    private static final int LARGEST_PACKET = 65_535;
    private static final int LONGEST_HEADERS = 40 + TcpHeader.LONGEST;

    private final Connection connection;

    Output(Connection connection) {
        this.connection = connection;
    }

    /// Our SYN, or our SYN and ACK where the peer's has come.
    void syn() {
        Connection c = connection;
        boolean answer = c.state() == TcpState.SYN_RECEIVED;
        OutgoingOptions.Offer offer = c.offer(answer);
        Packet packet = c.tcp.services.pool().take();
        int length = TcpHeader.BYTES + offer.length();
        int at = packet.push(length);
        byte[] head = packet.head();
        int flags = SYN | (answer ? ACK | c.ecn.synAckFlags() : c.ecn.synFlags());
        TcpHeader.write(
                head,
                at,
                c.ports(),
                c.wireOut(-1),
                answer ? c.wireIn(c.receiver.next()) : 0,
                length,
                flags,
                c.receiver.advertiseUnscaled(),
                0);
        OutgoingOptions.syn(
                head, at + TcpHeader.BYTES, offer, c.timestamp(), answer ? c.tsRecent() : 0);
        send(packet, 0);
    }

    /// Bytes that may be handed over at once, whatever a packet takes.
    int largest() {
        NetInterface out = connection.way().out();
        // Without such a device, several are handed over one by one.
        return out == null ? 0 : LARGEST_PACKET - LONGEST_HEADERS;
    }

    /// Bytes of so_snd, or nothing but a FIN. What makes several packets goes as one where the
    /// device cuts it (TSO), else one by one, the last with PSH and FIN.
    ///
    /// @param size bytes of a packet
    void data(long start, int length, int flags, int size) {
        if (length <= size) {
            packet(start, length, flags, 0);
        } else if (cutsByDevice(length)) {
            packet(start, length, flags, size);
        } else {
            int at = 0;
            while (length - at > size) {
                packet(start + at, size, flags & ~(TcpHeader.PSH | TcpHeader.FIN), 0);
                at += size;
            }
            packet(start + at, length - at, flags, 0);
        }
    }

    private boolean cutsByDevice(int length) {
        NetInterface out = connection.way().out();
        return out != null && length + LONGEST_HEADERS <= out.maxSegment();
    }

    private void packet(long start, int length, int flags, int size) {
        Packet packet = connection.tcp.services.pool().take();
        if (length > 0) {
            connection.stream.slice(start, length, packet);
        }
        packet.segmentSize(size);
        int pointer = connection.sender.urgentPointer(start);
        int all = flags | (pointer >= 0 ? URG : 0);
        if (length > 0) {
            all |= connection.ecn.takeCwr() ? CWR : 0;
        }
        segment(packet, start, all, Math.max(0, pointer));
        send(packet, connection.ecn.isAgreed() && length > 0 ? ECT_0 : 0);
    }

    /// Nothing but an acknowledgment.
    void acknowledge() {
        Packet packet = connection.tcp.services.pool().take();
        segment(packet, connection.sender.next(), ACK, 0);
        send(packet, 0);
        connection.receiver.acknowledgmentSent();
    }

    /// An old sequence number, which the peer answers (RFC 9293 §3.8.6.1, RFC 1122 §4.2.3.6).
    void probe() {
        Packet packet = connection.tcp.services.pool().take();
        segment(packet, connection.sender.una() - 1, ACK, 0);
        send(packet, 0);
    }

    /// Ends the connection at once.
    void reset() {
        Packet packet = connection.tcp.services.pool().take();
        segment(packet, connection.sender.next(), RST | ACK, 0);
        connection.tcp.counters.outRsts.increment();
        send(packet, 0);
    }

    /// Puts the header in front: timestamps and SACK blocks as the connection has them.
    private void segment(Packet packet, long position, int flags, int urgent) {
        Connection c = connection;
        int blocks = (flags & RST) != 0 ? 0 : c.receiver.sacks.count();
        int sackLength = OutgoingOptions.sackLength(blocks);
        int options = (c.hasTimestamps() ? OutgoingOptions.TIMESTAMPS : 0) + sackLength;
        int length = TcpHeader.BYTES + options;
        int at = packet.push(length);
        byte[] head = packet.head();
        TcpHeader.write(
                head,
                at,
                c.ports(),
                c.wireOut(position),
                c.wireIn(c.receiver.next()),
                length,
                flags | (c.ecn.echoes() ? ECE : 0),
                c.receiver.advertise(),
                urgent);
        int option = at + TcpHeader.BYTES;
        if (c.hasTimestamps()) {
            OutgoingOptions.timestamps(head, option, c.timestamp(), c.tsRecent());
            option += OutgoingOptions.TIMESTAMPS;
        }
        if (blocks > 0) {
            OutgoingOptions.sack(head, option, blocks);
            c.receiver.sacks.write(head, option + 4, blocks);
        }
    }

    private void send(Packet segment, int ecn) {
        Connection c = connection;
        IpFlow way = c.way();
        c.tcp.counters.outSegs.increment();
        try {
            c.tcp.services.output().route(way);
            if (c.ecn.isAgreed()) {
                way.header(
                        IpFlow.OF_SOCKET,
                        ecn == 0
                                ? IpFlow.OF_SOCKET
                                : (way.options().trafficClass(way.isV4()) & ~ECN_MASK) | ecn);
            }
            int checksum = way.checksum(segment, IPPROTO_TCP);
            TcpHeader.checksum(segment.head(), segment.headOffset(), checksum);
        } catch (ErrnoException e) {
            segment.release();
            failed(e.errno());
            return;
        }
        try {
            c.tcp.services.output().output(segment, way, IPPROTO_TCP);
        } catch (ErrnoException e) {
            failed(e.errno());
        }
    }

    /// What could not be sent is lost on the way, as far as the connection is concerned.
    private void failed(Errno errno) {
        connection.failedToSend(errno);
    }
}
