package io.sockit.inet.spi;

import io.sockit.api.Errno;
import io.sockit.api.Sockaddr;
import io.sockit.spi.ControlSink;
import io.sockit.spi.Counter;
import io.sockit.spi.CounterRegistry;
import io.sockit.spi.packet.Packet;

/// What a datagram socket hears of errors about what it sent: in so_error, and with `IP_RECVERR` in
/// a queue. On the strand, except what reads a queued error.
public final class SocketErrors {
    private final InetPcb socket;
    private final CounterRegistry counters;
    private final Counter full;

    /// @param full drop: an error for which the receive buffer has no room
    public SocketErrors(InetPcb socket, CounterRegistry counters, Counter full) {
        this.socket = socket;
        this.counters = counters;
        this.full = full;
    }

    /// Hears of an ICMP error about one of its messages. Without a queue of errors an unconnected
    /// socket could not tell which is meant, and what may pass is nobody's business.
    ///
    /// @param quoted as [TransportInput#icmpError] has it; it stays the caller's
    /// @param header bytes of the quoted transport header, which are no data of the sender
    /// @param length bytes of what the sender's program had sent
    /// @param port the destination's
    /// @param mtu for [IcmpError#MESSAGE_TOO_BIG]
    public void failed(Packet quoted, int header, int length, int port, IcmpError error, int mtu) {
        MtuOptions options = socket.options().mtu();
        boolean lasts = options.heeds(quoted, error, mtu, socket.services().output());
        if (options.ignores(quoted, error)) {
            return;
        }
        if (socket.options().control().queuesErrors(IpPacket.isV4(quoted))) {
            queue(ErrorRecord.of(quoted, header, length, port, error, mtu));
            socket.socket().soState().soError(error.errno());
        } else if (lasts && socket.peer() != null) {
            socket.socket().soState().soError(error.errno());
        }
    }

    /// Queues an error of this host's own: Linux does so for messages that are too long.
    ///
    /// @param way where the message was to go
    /// @param port the destination's
    public void refused(Errno errno, IpFlow way, int port) {
        if (errno == Errno.EMSGSIZE && socket.options().control().queuesErrors(way.isV4())) {
            Packet error = socket.services().pool().take();
            ErrorRecord.local(error, errno, way, port, socket.services().output().limit(way));
            queue(error);
        }
    }

    private void queue(Packet error) {
        if (!socket.socket().soRcv().appendError(error, ErrorRecord.pending(error))) {
            counters.drop(error, full);
        }
    }

    /// Where the message of a queued error was sent to.
    public Sockaddr destination(Packet error) {
        return ErrorRecord.destination(
                error, socket.socket().soFamily(), socket.services().peers());
    }

    /// Puts what is known of a queued error.
    public void put(Packet error, ControlSink into) {
        ErrorRecord.put(error, socket.socket().soFamily(), socket.services().peers(), into);
    }
}
