package io.sockit.tcp;

import static io.sockit.inet.Inet.IPPROTO_TCP;
import static io.sockit.tcp.TcpHeader.ACK;
import static io.sockit.tcp.TcpHeader.RST;

import io.sockit.api.ErrnoException;
import io.sockit.inet.spi.InetServices;
import io.sockit.inet.spi.IpFlow;
import io.sockit.inet.spi.IpPacket;
import io.sockit.inet.spi.Ports;
import io.sockit.spi.packet.Packet;

/// Answers segments that no connection takes (RFC 9293 §3.10.7.1 and §3.5.2). On the strand.
final class Answers {
    private final InetServices services;
    private final TcpCounters counters;
    private final IpFlow way;

    Answers(InetServices services, TcpCounters counters) {
        this.services = services;
        this.counters = counters;
        way = services.settings().hostFlow();
    }

    /// Refuses a segment.
    ///
    /// @param to the segment's packet, its header consumed; it stays the caller's
    void reset(Segment segment, Packet to) {
        if (segment.has(RST)) {
            return;
        }
        counters.outRsts.increment();
        if (segment.has(ACK)) {
            send(to, segment.acknowledgment, 0, RST, 0, 0, 0, false);
        } else {
            send(to, 0, segment.sequence + segment.span(), RST | ACK, 0, 0, 0, false);
        }
    }

    /// Says again what was acknowledged.
    void acknowledge(
            Packet to,
            int sequence,
            int acknowledgment,
            int window,
            int timestamp,
            int echo,
            boolean timestamps) {
        send(to, sequence, acknowledgment, ACK, window, timestamp, echo, timestamps);
    }

    private void send(
            Packet to,
            int sequence,
            int acknowledgment,
            int flags,
            int window,
            int timestamp,
            int echo,
            boolean timestamps) {
        Packet packet = services.pool().take();
        int length = TcpHeader.BYTES + (timestamps ? OutgoingOptions.TIMESTAMPS : 0);
        int at = packet.push(length);
        byte[] head = packet.head();
        int source = TcpHeader.destinationPort(to.head(), to.transportOffset());
        int ports = (source << 16) | Ports.sourceOfReceived(to);
        TcpHeader.write(head, at, ports, sequence, acknowledgment, length, flags, window, 0);
        if (timestamps) {
            OutgoingOptions.timestamps(head, at + TcpHeader.BYTES, timestamp, echo);
        }
        send(packet, to);
    }

    private void send(Packet packet, Packet to) {
        int scope = IpPacket.sourceScope(to);
        way.from(IpPacket.destinationHigh(to), IpPacket.destinationLow(to), scope);
        way.to(IpPacket.sourceHigh(to), IpPacket.sourceLow(to), scope);
        counters.outSegs.increment();
        try {
            services.output().route(way);
        } catch (ErrnoException e) {
            packet.release();
            return;
        }
        TcpHeader.checksum(packet.head(), packet.headOffset(), way.checksum(packet, IPPROTO_TCP));
        try {
            services.output().output(packet, way, IPPROTO_TCP);
        } catch (ErrnoException e) {
            // A peer without a way to it hears nothing.
        }
    }
}
