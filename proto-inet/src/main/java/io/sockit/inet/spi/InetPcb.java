package io.sockit.inet.spi;

import io.sockit.api.Errno;
import io.sockit.api.ErrnoException;
import io.sockit.inet.Inet;
import io.sockit.inet.InetSockaddr;
import io.sockit.spi.CallContext;
import io.sockit.spi.Socket;
import io.sockit.spi.packet.Packet;

import org.jspecify.annotations.Nullable;

/// The Internet part of a protocol control block with ports (BSD `struct inpcb`): which sockets may
/// have one port, of either family, and which packets are for which. A transport's own control
/// block extends it; all of one transport are in one [PcbTable]. IPv4 addresses are mapped. On the
/// strand.
public abstract class InetPcb extends InetEndpoint {
    /// The score of a packet that is not for this socket.
    static final int NO_MATCH = -1;

    /// The next of a chain of [PcbTable].
    @Nullable InetPcb next;

    private final PcbTable table;
    private int owner; // uid of who bound it

    protected InetPcb(Socket socket, PcbTable table) {
        super(socket, table.services);
        this.table = table;
    }

    /// A mapped IPv4 address is none for a socket that serves IPv6 alone: `ENETUNREACH`, and
    /// `EINVAL` as its own.
    @Override
    protected final void checkServed(InetSockaddr address, boolean asLocal, String call)
            throws ErrnoException {
        if (IpAddress.isV4(address.high(), address.low()) && !isInet() && options().v6Only()) {
            throw new ErrnoException(
                    asLocal ? Errno.EINVAL : Errno.ENETUNREACH,
                    call,
                    address + " (the socket has IPV6_V6ONLY)");
        }
    }

    @Override
    protected final int choosePort(long high, long low, int scope, int wanted, CallContext call)
            throws ErrnoException {
        owner = call.credentials().uid();
        if (wanted == 0) {
            return table.freePort(this, high, low, scope);
        }
        services().settings().checkPort(wanted, call);
        if (table.conflicts(this, high, low, scope, wanted)) {
            throw new ErrnoException(
                    Errno.EADDRINUSE, "bind", "%s port %d".formatted(Inet.ntop(high, low), wanted));
        }
        return wanted;
    }

    @Override
    protected final void enter() {
        table.add(this);
    }

    @Override
    protected final void leave() {
        table.remove(this);
    }

    /// How well a received packet fits this socket: points for each of local address, interface and
    /// peer that are fixed and right; among equals, a socket of IPv4 alone comes before one of both
    /// families (Linux `compute_score`).
    final int score(Packet segment) {
        if (Ports.destination(segment) != localPort) {
            return NO_MATCH;
        }
        int score = isInet() ? 1 : 0;
        if (!hasAnyAddress()) {
            if (!isToAddress(segment)) {
                return NO_MATCH;
            }
            score += 2;
        } else if (!serves(IpPacket.isV4(segment), localLow)) {
            return NO_MATCH;
        }
        int device = socket().soOptions().boundInterface();
        if (device != 0) {
            if (device != segment.interfaceIndex()) {
                return NO_MATCH;
            }
            score += 2;
        }
        InetSockaddr peer = peer();
        if (peer != null) {
            if (peer.port() != Ports.source(segment) || !isFromPeer(segment)) {
                return NO_MATCH;
            }
            score += 4;
        }
        return score;
    }

    /// Whether this connected socket sent a packet that an ICMP error quotes.
    final boolean sent(Packet quoted) {
        InetSockaddr peer = peer();
        return peer != null
                && Ports.source(quoted) == localPort
                && Ports.destination(quoted) == peer.port()
                && IpPacket.destinationLow(quoted) == peer.low()
                && IpPacket.destinationHigh(quoted) == peer.high()
                && sendsFrom(IpPacket.sourceHigh(quoted), IpPacket.sourceLow(quoted));
    }

    /// Whether this socket without peer may have sent a packet that an ICMP error quotes.
    final boolean maySend(Packet quoted) {
        int device = socket().soOptions().boundInterface();
        return peer() == null
                && Ports.source(quoted) == localPort
                && (device == 0 || device == quoted.interfaceIndex())
                && (!hasAnyAddress() || serves(IpPacket.isV4(quoted), localLow))
                && sendsFrom(IpPacket.sourceHigh(quoted), IpPacket.sourceLow(quoted));
    }

    private boolean sendsFrom(long high, long low) {
        return IpAddress.isAny(flow().boundHigh(), flow().boundLow())
                || (low == flow().boundLow() && high == flow().boundHigh());
    }

    /// Whether this socket keeps `other` from an address and port: `SO_REUSEADDR` on both, or
    /// `SO_REUSEPORT` on both of one user, lets it in (Linux `udp_lib_lport_inuse`).
    final boolean keepsOut(InetPcb other, long high, long low, int scope, int port) {
        return has(other, high, low, scope, port)
                && !(socket().soOptions().reuseAddress()
                        && other.socket().soOptions().reuseAddress())
                && !(sharesPortWith(other) && owner == other.owner);
    }

    /// Whether some packet for an address and port would be for this socket and `other` alike.
    final boolean has(InetPcb other, long high, long low, int scope, int port) {
        if (port != localPort || !overlaps(other, high, low)) {
            return false;
        }
        int device = device(localScope);
        int otherDevice = other.device(scope);
        return device == 0 || otherDevice == 0 || device == otherDevice;
    }

    private int device(int scope) {
        int bound = socket().soOptions().boundInterface();
        return bound != 0 ? bound : scope;
    }

    /// Whether both sockets have `SO_REUSEPORT`.
    final boolean sharesPortWith(InetPcb other) {
        return socket().soOptions().reusePort() && other.socket().soOptions().reusePort();
    }

    private boolean overlaps(InetPcb other, long high, long low) {
        if (localHigh == high && localLow == low) {
            return true;
        }
        boolean mine = hasAnyAddress();
        boolean theirs = IpAddress.isAny(high, low);
        if (mine && theirs) {
            return (serves(true, localLow) && other.serves(true, low))
                    || (serves(false, localLow) && other.serves(false, low));
        }
        return (mine && serves(IpAddress.isV4(high, low), localLow))
                || (theirs && other.serves(IpAddress.isV4(localHigh, localLow), low));
    }

    /// Whether packets of IPv4, or else of IPv6, can be for this socket where its local address is
    /// a wildcard: `::` is one for both, `::ffff:0.0.0.0` for IPv4.
    private boolean serves(boolean ofV4, long anyLow) {
        return ofV4 ? isInet() || !options().v6Only() : !isInet() && anyLow == 0;
    }
}
