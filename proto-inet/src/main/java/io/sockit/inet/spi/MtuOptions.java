package io.sockit.inet.spi;

import io.sockit.api.Errno;
import io.sockit.api.ErrnoException;
import io.sockit.api.SocketOption;
import io.sockit.inet.Inet;
import io.sockit.spi.packet.Packet;

import org.jspecify.annotations.Nullable;

/// The options of one socket about packets larger than their way; part of [InetOptions]. On the
/// strand.
public final class MtuOptions {
    private MtuDiscovery v4 = MtuDiscovery.WANT;
    private MtuDiscovery v6 = MtuDiscovery.WANT;
    private boolean refusesLarger;

    MtuOptions() {}

    MtuOptions(MtuOptions from) {
        v4 = from.v4;
        v6 = from.v6;
        refusesLarger = from.refusesLarger;
    }

    /// `IP_MTU_DISCOVER`, or `IPV6_MTU_DISCOVER`.
    public MtuDiscovery discovery(boolean isV4) {
        return isV4 ? v4 : v6;
    }

    /// Sets what IPv4 packets begin with under `net.ipv4.ip_no_pmtu_disc`, or without a socket.
    public void dontDiscover() {
        v4 = MtuDiscovery.DONT;
    }

    /// Whether packets that do not fit are cut here; else they are refused.
    public boolean cuts(boolean isV4) {
        return discovery(isV4).cuts() && (isV4 || !refusesLarger);
    }

    /// Whether an option asks for the path MTU, which the flow to the peer has.
    ///
    /// @param ofInet6 whether the socket has the options of `IPPROTO_IPV6`
    public static boolean isPathMtu(SocketOption<?> option, boolean ofInet6) {
        return option.is(Inet.IP_MTU) || (ofInet6 && option.is(Inet.IPV6_MTU));
    }

    /// Whether the program is not told of an ICMP error (as Linux has it, which differs by
    /// family).
    public boolean ignores(Packet quoted, IcmpError error) {
        boolean isV4 = IpPacket.isV4(quoted);
        MtuDiscovery mode = discovery(isV4);
        return error == IcmpError.MESSAGE_TOO_BIG
                && (isV4 ? mode == MtuDiscovery.DONT : !mode.learns());
    }

    /// Hears of an ICMP error about what the socket sent, and learns of the path.
    ///
    /// @param mtu as of [TransportInput#icmpError]
    /// @return whether the error lasts: a socket that lets nothing be cut has to send less (Linux
    ///     `__udp4_lib_err`, `__udp6_lib_err`)
    public boolean heeds(Packet quoted, IcmpError error, int mtu, IpOutput output) {
        if (error != IcmpError.MESSAGE_TOO_BIG) {
            return error.hard();
        }
        boolean isV4 = IpPacket.isV4(quoted);
        MtuDiscovery mode = discovery(isV4);
        if (mode.learns()) {
            output.tooBig(quoted, mtu);
        }
        return mode != MtuDiscovery.DONT && (isV4 || mode.learns());
    }

    /// An option's value, or null where it is not one of these.
    ///
    /// @param ofInet6 whether the socket has the options of `IPPROTO_IPV6`
    @Nullable Object value(SocketOption<?> option, boolean ofInet6) {
        if (option.is(Inet.IP_MTU_DISCOVER)) {
            return v4.number();
        }
        if (!ofInet6) {
            return null;
        }
        if (option.is(Inet.IPV6_MTU_DISCOVER)) {
            return v6.number();
        }
        return option.is(Inet.IPV6_DONTFRAG) ? refusesLarger : null;
    }

    /// Sets an option.
    ///
    /// @return whether it is one of these
    /// @throws ErrnoException `EINVAL` for the value
    boolean set(SocketOption<?> option, Object value, boolean ofInet6) throws ErrnoException {
        if (option.is(Inet.IP_MTU_DISCOVER)) {
            v4 = mode(option, value);
        } else if (ofInet6 && option.is(Inet.IPV6_MTU_DISCOVER)) {
            v6 = mode(option, value);
        } else if (ofInet6 && option.is(Inet.IPV6_DONTFRAG)) {
            refusesLarger = InetOptions.as(Boolean.class, value, option, "setsockopt");
        } else {
            return false;
        }
        return true;
    }

    private static MtuDiscovery mode(SocketOption<?> option, Object value) throws ErrnoException {
        MtuDiscovery mode =
                MtuDiscovery.of(InetOptions.as(Integer.class, value, option, "setsockopt"));
        if (mode == null) {
            throw new ErrnoException(
                    Errno.EINVAL,
                    "setsockopt",
                    "%s: %s (expected: 0 to 5)".formatted(option, value));
        }
        return mode;
    }
}
