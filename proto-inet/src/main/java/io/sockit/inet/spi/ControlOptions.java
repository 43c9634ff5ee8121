package io.sockit.inet.spi;

import io.sockit.api.Errno;
import io.sockit.api.ErrnoException;
import io.sockit.api.SocketOption;
import io.sockit.inet.Inet;

import org.jspecify.annotations.Nullable;

import java.util.List;

/// The options of one socket that say which control messages received ones bring along, whether
/// errors are queued, and how far groups are reached; part of [InetOptions]. Those that a socket
/// has are never changed, so any thread may read them.
public final class ControlOptions {
    static final int PKTINFO = 1;
    static final int TTL = 1 << 1;
    static final int TOS = 1 << 2;
    static final int PKTINFO_V6 = 1 << 3;
    static final int HOPLIMIT_V6 = 1 << 4;
    static final int TCLASS_V6 = 1 << 5;
    private static final int ERRORS = 1 << 6;
    private static final int ERRORS_V6 = 1 << 7;

    private static final int DEFAULT = -1;
    private static final int ONE_HOP = 1;
    private static final int MAX_HOPS = 255;

    private static final List<Row> ROWS =
            List.of(
                    new Row(Inet.IP_PKTINFO, PKTINFO),
                    new Row(Inet.IP_RECVTTL, TTL),
                    new Row(Inet.IP_RECVTOS, TOS),
                    new Row(Inet.IP_RECVERR, ERRORS),
                    new Row(Inet.IPV6_RECVPKTINFO, PKTINFO_V6),
                    new Row(Inet.IPV6_RECVHOPLIMIT, HOPLIMIT_V6),
                    new Row(Inet.IPV6_RECVTCLASS, TCLASS_V6),
                    new Row(Inet.IPV6_RECVERR, ERRORS_V6));

    private int bits;
    private int multicastTtl = ONE_HOP;
    private int multicastHops = ONE_HOP;

    private record Row(SocketOption<Boolean> option, int bit) {
        boolean serves(SocketOption<?> other, boolean ofInet6) {
            return option.is(other) && (ofInet6 || option.level() == Inet.IPPROTO_IP);
        }
    }

    ControlOptions() {}

    ControlOptions(ControlOptions from) {
        bits = from.bits;
        multicastTtl = from.multicastTtl;
        multicastHops = from.multicastHops;
    }

    /// Whether received messages bring something along.
    public boolean bringsControl() {
        return (bits & ~(ERRORS | ERRORS_V6)) != 0;
    }

    /// Whether errors about messages of this version are queued: `IP_RECVERR`, or `IPV6_RECVERR`.
    public boolean queuesErrors(boolean isV4) {
        return has(isV4 ? ERRORS : ERRORS_V6);
    }

    boolean has(int bit) {
        return (bits & bit) != 0;
    }

    /// Time to live or hop limit of what goes to groups.
    int multicastHops(boolean isV4) {
        return isV4 ? multicastTtl : multicastHops;
    }

    /// Whether setting an option to this value lets go of the errors that are queued.
    public static boolean endsErrors(SocketOption<?> option, Object value) {
        return (option.is(Inet.IP_RECVERR) || option.is(Inet.IPV6_RECVERR)) && value.equals(false);
    }

    /// An option's value, or null where it is not one of these.
    ///
    /// @param ofInet6 whether the socket has the options of `IPPROTO_IPV6`
    @Nullable Object value(SocketOption<?> option, boolean ofInet6) {
        for (Row row : ROWS) {
            if (row.serves(option, ofInet6)) {
                return has(row.bit);
            }
        }
        if (option.is(Inet.IP_MULTICAST_TTL)) {
            return multicastTtl;
        }
        return ofInet6 && option.is(Inet.IPV6_MULTICAST_HOPS) ? multicastHops : null;
    }

    /// Sets an option.
    ///
    /// @return whether it is one of these
    /// @throws ErrnoException `EINVAL` for the value
    boolean set(SocketOption<?> option, Object value, boolean ofInet6) throws ErrnoException {
        for (Row row : ROWS) {
            if (row.serves(option, ofInet6)) {
                boolean on = InetOptions.as(Boolean.class, value, option, "setsockopt");
                bits = on ? bits | row.bit : bits & ~row.bit;
                return true;
            }
        }
        if (option.is(Inet.IP_MULTICAST_TTL)) {
            multicastTtl = hops(option, value);
        } else if (ofInet6 && option.is(Inet.IPV6_MULTICAST_HOPS)) {
            multicastHops = hops(option, value);
        } else {
            return false;
        }
        return true;
    }

    private static int hops(SocketOption<?> option, Object value) throws ErrnoException {
        int hops = InetOptions.as(Integer.class, value, option, "setsockopt");
        if (hops == DEFAULT) {
            return ONE_HOP;
        }
        if (hops < 0 || hops > MAX_HOPS) {
            throw new ErrnoException(
                    Errno.EINVAL,
                    "setsockopt",
                    "%s: %d (expected: %d to %d, or -1)".formatted(option, hops, 0, MAX_HOPS));
        }
        return hops;
    }
}
