package io.sockit.inet.spi;

import io.sockit.api.Errno;
import io.sockit.api.ErrnoException;
import io.sockit.api.Sockaddr;
import io.sockit.api.SocketOption;
import io.sockit.inet.InetSockaddr;
import io.sockit.spi.CallContext;
import io.sockit.spi.ConnectOps;
import io.sockit.spi.ControlOps;
import io.sockit.spi.ControlSink;
import io.sockit.spi.Counter;
import io.sockit.spi.CounterRegistry;
import io.sockit.spi.ErrorOps;
import io.sockit.spi.OptionOps;
import io.sockit.spi.ShutdownOps;
import io.sockit.spi.Socket;
import io.sockit.spi.packet.Packet;

import org.jspecify.annotations.Nullable;

/// What datagram sockets of the Internet families share, whatever is between their messages and
/// IP: association, sending, options, control messages and errors. A transport says how its header
/// is made. On the strand, except what reads received packets and `maxMessage`.
public abstract class InetDatagramPcb extends InetPcb
        implements ConnectOps, ControlOps, ErrorOps, OptionOps, ShutdownOps {
    private final Counts counts;

    /// What a transport counts of its sockets.
    ///
    /// @param sent messages that went out
    /// @param received messages that were appended to a receive buffer
    /// @param full drop: the receive buffer has no room for a message
    /// @param errorsFull drop: the receive buffer has no room for an error
    public record Counts(
            CounterRegistry registry,
            Counter sent,
            Counter received,
            Counter full,
            Counter errorsFull) {}

    protected InetDatagramPcb(Socket socket, PcbTable table, Counts counts) {
        this(socket, table.services, table, counts);
    }

    /// @param ports as [InetPcb#InetPcb(Socket, InetServices, PortSpace)] has it
    protected InetDatagramPcb(
            Socket socket, InetServices services, PortSpace ports, Counts counts) {
        super(socket, services, ports);
        this.counts = counts;
    }

    /// The IP protocol number of what is sent.
    protected abstract int protocol();

    /// Checks a message before its recipient is looked at; a transport that takes any need not.
    ///
    /// @throws ErrnoException `EINVAL` where it is not a message of this transport
    protected void check(Packet message) throws ErrnoException {}

    /// Makes a message ready: pushes the transport's header, checksum included.
    ///
    /// @param way where it goes, routed
    /// @param port the destination's
    protected abstract void prepare(Packet message, IpFlow way, int port);

    /// Whether messages begin with ports: else peers have port 0, and what calls say of ports is
    /// left out of account.
    protected boolean hasPorts() {
        return true;
    }

    // ---- association

    @Override
    public final boolean connect(Sockaddr address, CallContext call) throws ErrnoException {
        associate(address, call);
        return true;
    }

    @Override
    public final void disconnect(CallContext call) {
        dissociate();
    }

    @Override
    public final @Nullable Sockaddr peerName() {
        InetSockaddr peer = peer();
        return peer == null || (peer.port() == 0 && hasPorts()) ? null : peer; // as on Linux
    }

    @Override
    public final void shutdown(int how) throws ErrnoException {
        checkPeer("shutdown");
    }

    // ---- sending

    @Override
    public final int sendFlags() {
        return CallFlow.FLAGS;
    }

    @Override
    public final void send(Packet message, @Nullable Sockaddr to, CallContext call)
            throws ErrnoException {
        int port;
        IpFlow way;
        try {
            bindImplicitly(call);
            check(message);
            InetSockaddr recipient = recipient(to);
            port = hasPorts() ? recipient.port() : 0;
            way = route(recipient, call);
            prepare(message, way, port);
        } catch (ErrnoException e) {
            message.release();
            throw e;
        }
        try {
            services().output().output(message, way, protocol());
        } catch (ErrnoException e) {
            refused(e.errno(), way, port);
            throw e;
        }
        counts.sent.increment();
    }

    private InetSockaddr recipient(@Nullable Sockaddr to) throws ErrnoException {
        InetSockaddr recipient = to == null ? peer() : destination(to, "sendto");
        if (recipient == null) {
            throw new ErrnoException(Errno.EDESTADDRREQ, "send", "no peer");
        }
        if (to != null && recipient.port() == 0 && hasPorts()) {
            throw new ErrnoException(
                    Errno.EINVAL, "send", recipient + " (expected: port 1 to 65535)");
        }
        return recipient;
    }

    // ---- receiving

    /// Appends a packet for this socket to so_rcv, or drops it. Takes it over.
    ///
    /// @param packet its transport header is consumed
    protected final void deliver(Packet packet) {
        ReceivedControl.prepare(packet, options().control(), services().addresses());
        if (socket().soRcv().append(packet)) {
            counts.received.increment();
        } else {
            counts.registry.drop(packet, counts.full);
        }
    }

    @Override
    public final Sockaddr source(Packet received) {
        int port = hasPorts() ? Ports.sourceOfReceived(received) : 0;
        return services().peers().source(received, port, socket().soFamily());
    }

    @Override
    public final boolean bringsControl() {
        return options().control().bringsControl();
    }

    @Override
    public final void control(Packet received, ControlSink into) {
        ReceivedControl.put(received, socket(), options().control(), services().peers(), into);
    }

    // ---- errors

    /// Hears of an ICMP error about one of its messages. Without a queue of errors an unconnected
    /// socket could not tell which is meant, and its program is not told of what may pass.
    ///
    /// @param quoted as [TransportInput#icmpError] has it; it stays the caller's
    /// @param header bytes of the quoted transport header, which are no data of the program
    /// @param length bytes of what the program had sent
    /// @param mtu for [IcmpError#MESSAGE_TOO_BIG]
    protected final void failed(Packet quoted, int header, int length, IcmpError error, int mtu) {
        MtuOptions options = options().mtu();
        boolean lasts = options.heeds(quoted, error, mtu, services().output());
        if (options.ignores(quoted, error)) {
            return;
        }
        if (options().control().queuesErrors(IpPacket.isV4(quoted))) {
            int port = hasPorts() ? Ports.destination(quoted) : 0;
            queue(ErrorRecord.of(quoted, header, length, port, error, mtu));
            socket().soState().soError(error.errno());
        } else if (lasts && peer() != null) {
            socket().soState().soError(error.errno());
        }
    }

    /// Queues an error of this host's own: Linux does so for messages that are too long.
    private void refused(Errno errno, IpFlow way, int port) {
        if (errno == Errno.EMSGSIZE && options().control().queuesErrors(way.isV4())) {
            Packet error = services().pool().take();
            ErrorRecord.local(error, errno, way, port, services().output().limit(way));
            queue(error);
        }
    }

    private void queue(Packet error) {
        if (!socket().soRcv().appendError(error, ErrorRecord.pending(error))) {
            counts.registry.drop(error, counts.errorsFull);
        }
    }

    @Override
    public final Sockaddr destination(Packet error) {
        return ErrorRecord.destination(error, socket().soFamily(), services().peers());
    }

    @Override
    public final void error(Packet error, ControlSink into) {
        ErrorRecord.put(error, socket().soFamily(), services().peers(), into);
    }

    // ---- options

    /// A transport with options of its own answers them first.
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
