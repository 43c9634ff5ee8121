package io.sockit.tcp;

import io.sockit.api.Errno;
import io.sockit.api.ErrnoException;
import io.sockit.api.Msg;
import io.sockit.api.Sock;
import io.sockit.api.Sockaddr;
import io.sockit.api.SocketOption;
import io.sockit.inet.InetSockaddr;
import io.sockit.inet.spi.IcmpError;
import io.sockit.inet.spi.InetPcb;
import io.sockit.inet.spi.IpAddress;
import io.sockit.inet.spi.IpFlow;
import io.sockit.spi.AcceptQueue;
import io.sockit.spi.CallContext;
import io.sockit.spi.ConnectOps;
import io.sockit.spi.IoctlOps;
import io.sockit.spi.ListenOps;
import io.sockit.spi.OptionOps;
import io.sockit.spi.ShutdownOps;
import io.sockit.spi.Socket;
import io.sockit.spi.StreamBuffers;
import io.sockit.spi.StreamOps;
import io.sockit.spi.packet.Packet;

import org.jspecify.annotations.Nullable;

/// The protocol control block of one TCP socket, of either family: serves its calls (RFC 9293
/// §3.10.1 to §3.10.6), which act on its [Connection] or its [Listener]. On the strand.
final class TcpPcb extends InetPcb
        implements StreamOps, ListenOps, ConnectOps, ShutdownOps, OptionOps, IoctlOps {
    private final TcpTransport tcp;
    private final TcpSettings settings;
    private @Nullable Connection connection;
    private @Nullable Listener listener;
    private @Nullable IpFlow answers; // to those that are not connections yet
    private boolean orphan; // no descriptor is left

    // Written on the strand, read by senders: a stale value does no harm.
    private volatile int sendBuffer;
    private volatile int sendMost = Integer.MAX_VALUE;
    private volatile int limitSeen = Integer.MAX_VALUE;

    TcpPcb(Socket socket, TcpTransport tcp, TcpSettings settings) {
        super(socket, tcp.table);
        this.tcp = tcp;
        this.settings = settings;
    }

    StreamBuffers stream() {
        return socket().stream();
    }

    TcpSettings settings() {
        return settings;
    }

    /// The way to the peer.
    IpFlow way() {
        return flow();
    }

    /// A way that is pointed at one peer after another.
    IpFlow answers() {
        IpFlow way = answers;
        if (way == null) {
            way = new IpFlow(options(), socket().soOptions());
            answers = way;
        }
        return way;
    }

    @Nullable Connection connection() {
        return connection;
    }

    boolean isListening() {
        return listener != null;
    }

    private @Nullable Connection alive() {
        Connection c = connection;
        return c == null || c.state() == TcpState.CLOSED ? null : c;
    }

    @Override
    public String state() {
        if (listener != null) {
            return TcpState.LISTEN.word();
        }
        Connection c = connection;
        return (c == null ? TcpState.CLOSED : c.state()).word();
    }

    // ---- opening

    @Override
    public boolean reconnects() {
        return false;
    }

    @Override
    public boolean connect(Sockaddr address, CallContext call) throws ErrnoException {
        if (listener != null) {
            throw new ErrnoException(Errno.EISCONN, "connect", "the socket listens");
        }
        InetSockaddr wanted = destination(address, "connect");
        if (IpAddress.isMulticast(wanted.high(), wanted.low())
                || tcp.services.addresses().isBroadcast(wanted.high(), wanted.low())) {
            throw new ErrnoException(
                    Errno.ENETUNREACH, "connect", wanted + " (expected: one host's address)");
        }
        tcp.table.associate(this, address, call);
        Connection made = new Connection(this, tcp);
        connection = made;
        made.open();
        return false;
    }

    @Override
    public void disconnect(CallContext call) throws ErrnoException {
        Connection c = alive();
        if (c != null) {
            connection = null;
            c.drop(c.state() != TcpState.SYN_SENT);
        }
        dissociate();
    }

    @Override
    public @Nullable Sockaddr peerName() {
        Connection c = alive();
        return c == null || c.state() == TcpState.SYN_SENT ? null : peer();
    }

    @Override
    public void listen(AcceptQueue queue, CallContext call) throws ErrnoException {
        Listener mine = listener;
        if (mine != null) {
            mine.queue(queue);
            return;
        }
        if (alive() != null) {
            throw new ErrnoException(
                    Errno.EINVAL, "listen", "state: " + state() + " (expected: UNCONN)");
        }
        bindImplicitly(call);
        listener = new Listener(this, tcp, queue);
    }

    @Override
    public void unlisten() {
        Listener mine = listener;
        if (mine != null) {
            listener = null;
            mine.close();
        }
    }

    /// A listener has accepted the connection of a peer.
    void accepted(SynRequest request, int window) {
        flow().to(peerHigh(), peerLow(), peerScope());
        Connection made = new Connection(this, tcp);
        connection = made;
        made.accept(request, window);
    }

    // ---- data

    @Override
    public void admit(int flags) throws ErrnoException {
        if (alive() == null) {
            throw new ErrnoException(Errno.EPIPE, "send", "no connection");
        }
    }

    @Override
    public void output(int flags, CallContext call) {
        Connection c = alive();
        if (c == null) {
            return;
        }
        if ((flags & Msg.MSG_OOB) != 0) {
            c.sender.urgent();
        }
        if ((flags & Msg.MSG_EOR) != 0) {
            c.sender.endRecord();
        }
        c.sender.written((flags & Msg.MSG_MORE) != 0);
    }

    @Override
    public int sendFlags() {
        return Msg.MSG_OOB | Msg.MSG_EOR;
    }

    /// As on Linux, memory counts twice what `SO_SNDBUF` says, and a buffer whose size nobody chose
    /// follows the window.
    @Override
    public int sendLimit(int bytes) {
        int chosen = bytes == tcp.defaultBuffer() ? Math.max(bytes, sendBuffer) : 2 * bytes;
        int limit = Math.min(chosen, sendMost);
        if (limit != limitSeen) {
            limitSeen = limit;
        }
        return limit;
    }

    /// Whether the program would write more if so_snd took it, as far as it has shown.
    boolean isSendBufferFull() {
        long held = stream().sendEnd() - stream().sendStart();
        return held > 0 && held >= limitSeen;
    }

    /// What the connection wants so_snd to hold.
    ///
    /// @param wanted by its window
    /// @param most by `TCP_NOTSENT_LOWAT`
    void sendBuffer(int wanted, int most) {
        if (wanted != sendBuffer) {
            sendBuffer = wanted;
        }
        if (most != sendMost) {
            sendMost = most;
        }
    }

    @Override
    public int receiveFlags() {
        return Msg.MSG_TRUNC;
    }

    @Override
    public void received(long position) {
        Connection c = alive();
        if (c != null) {
            c.receiver.read();
        }
    }

    /// Whether the program is about to send, so that a bare acknowledgment is not needed.
    boolean waitsForData() {
        return settings.deferAccept() > 0;
    }

    void urgent(long behind) {
        stream().urgent(behind);
    }

    // ---- what the connection tells

    void connected() {
        socket().soState().connected();
    }

    void finArrived() {
        socket().soState().cantRcvMore();
    }

    /// The peer has our FIN: without a descriptor its own is not waited for very long.
    void finAcknowledged() {
        Connection c = alive();
        if (c != null && orphan) {
            lingerOn(c);
        }
    }

    private void lingerOn(Connection c) {
        int seconds = settings.linger2();
        if (seconds < 0) {
            tcp.counters.abortOnLinger.increment();
            c.fail(null, true);
        } else {
            c.keepAlive.linger(seconds * RoundTrip.SECOND);
        }
    }

    /// The connection is over.
    void ended(@Nullable Errno errno) {
        tcp.table.remove(this);
        over(errno);
    }

    /// The connection is over, and a record takes its place.
    void remembered(TimeWait record) {
        if (tcp.admitTimeWait()) {
            tcp.table.replace(this, record);
            record.begin();
        } else {
            tcp.table.remove(this);
        }
        over(null);
    }

    private void over(@Nullable Errno errno) {
        if (orphan) {
            super.close();
            socket().soState().ended();
        } else {
            socket().soState().disconnected(errno);
        }
    }

    /// Takes over a segment for this socket.
    void arrived(Segment segment, Packet packet) {
        Listener mine = listener;
        Connection c = connection;
        if (mine != null) {
            mine.arrived(segment, packet);
        } else if (c != null) {
            c.arrived(segment, packet);
        } else {
            tcp.answers.reset(segment, packet);
            packet.release();
        }
    }

    /// Hears of an ICMP error about one of its segments (RFC 5927: one in flight, or it is
    /// forged).
    void icmpError(Packet quoted, int sequence, IcmpError error, int mtu) {
        Connection c = alive();
        if (c == null) {
            return;
        }
        long position = c.positionOut(sequence);
        if (position < c.sender.una() || position > c.sender.next()) {
            tcp.counters.outOfWindow.increment();
            return;
        }
        if (error == IcmpError.MESSAGE_TOO_BIG) {
            tcp.services.output().tooBig(quoted, mtu);
            c.pathNarrowed();
        } else if (c.state() == TcpState.SYN_SENT || c.state() == TcpState.SYN_RECEIVED) {
            c.fail(error.errno(), false);
        } else {
            c.softError(error.errno());
        }
    }

    // ---- closing

    @Override
    public void shutdown(int how) throws ErrnoException {
        Connection c = alive();
        if (c == null) {
            throw new ErrnoException(Errno.ENOTCONN, "shutdown", "no connection");
        }
        if (c.state() == TcpState.SYN_SENT) {
            connection = null;
            c.drop(false);
            dissociate();
            socket().soState().disconnected(null);
            return;
        }
        if (how != Sock.SHUT_RD) {
            c.finish();
        }
    }

    @Override
    public boolean close() {
        unlisten();
        Connection c = alive();
        if (c == null) {
            return super.close();
        }
        boolean unread = stream().receiveEnd() > stream().receiveStart();
        if (c.state() == TcpState.SYN_SENT) {
            c.drop(false);
            return super.close();
        }
        if (unread) {
            tcp.counters.abortOnClose.increment(); // RFC 2525 §2.17
            c.drop(true);
            return super.close();
        }
        orphan = true;
        c.orphan();
        c.finish();
        Connection left = alive();
        if (left == null) {
            return false; // it has told that it ended
        }
        if (left.state() == TcpState.FIN_WAIT_2) {
            lingerOn(left);
        }
        return false;
    }

    @Override
    public void abort(Errno why) {
        unlisten();
        Connection c = alive();
        if (c != null) {
            c.drop(c.state() != TcpState.SYN_SENT);
        }
        orphan = false;
        super.close();
    }

    // ---- options

    @Override
    public <T> T option(SocketOption<T> option) throws ErrnoException {
        return TcpOptions.isKnown(option) ? TcpOptions.get(option, this, tcp) : inetOption(option);
    }

    @Override
    public <T> void option(SocketOption<T> option, T value, CallContext call)
            throws ErrnoException {
        if (TcpOptions.isKnown(option)) {
            TcpOptions.set(option, value, this, tcp);
        } else {
            inetOption(option, value);
        }
    }

    @Override
    public int ioctl(int request, int argument, CallContext call) throws ErrnoException {
        Connection c = connection;
        if (request == Tcp.SIOCOUTQNSD) {
            if (listener != null) {
                throw new ErrnoException(Errno.EINVAL, "ioctl", "the socket listens");
            }
            return c == null ? 0 : c.sender.unsent();
        }
        throw new ErrnoException(
                Errno.ENOTTY,
                "ioctl",
                "request: 0x%x (expected: one of tcp(7))".formatted(request));
    }
}
