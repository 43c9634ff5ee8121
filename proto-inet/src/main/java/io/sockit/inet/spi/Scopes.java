package io.sockit.inet.spi;

import io.sockit.api.Errno;
import io.sockit.api.ErrnoException;
import io.sockit.inet.InetSockaddr;
import io.sockit.spi.SocketFlags;
import io.sockit.spi.packet.Packet;

/// Which link a scoped address means (RFC 4007). On the strand.
public final class Scopes {
    private Scopes() {}

    /// The scope of an address, which `SO_BINDTODEVICE` tells too; 0 where it needs no scope,
    /// whatever the caller said (Linux `ipv6_iface_scope_id`).
    ///
    /// @throws ErrnoException `EINVAL` where it is not the interface of `SO_BINDTODEVICE`
    public static int of(InetSockaddr address, SocketFlags flags, String call)
            throws ErrnoException {
        if (!IpAddress.isScoped(address.high(), address.low())) {
            return 0;
        }
        int bound = flags.boundInterface();
        int scope = address.scopeId();
        if (bound != 0 && scope != 0 && scope != bound) {
            throw new ErrnoException(
                    Errno.EINVAL,
                    call,
                    address + " (the socket is bound to interface " + bound + ")");
        }
        return bound != 0 ? bound : scope;
    }

    /// Checks that a scoped address, of one host or of a group, comes with its scope.
    ///
    /// @throws ErrnoException `EINVAL`
    public static void check(long high, long low, int scope, String call) throws ErrnoException {
        if (scope == 0 && IpAddress.isScoped(high, low)) {
            throw new ErrnoException(
                    Errno.EINVAL, call, "scope id: 0 (expected: the index of an interface)");
        }
    }

    /// Whether a received packet is of a scope, 0 being any. What the host sends to itself comes by
    /// the loopback, whatever link its addresses are on.
    public static boolean holds(int scope, Packet received, IpAddresses addresses) {
        return scope == 0
                || scope == received.interfaceIndex()
                || addresses.isLocal(IpPacket.sourceHigh(received), IpPacket.sourceLow(received));
    }
}
