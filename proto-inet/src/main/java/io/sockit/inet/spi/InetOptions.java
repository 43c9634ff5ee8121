package io.sockit.inet.spi;

import io.sockit.api.AddressFamily;
import io.sockit.api.Errno;
import io.sockit.api.ErrnoException;
import io.sockit.api.SocketOption;
import io.sockit.inet.Inet;
import io.sockit.spi.SysctlRegistry.IntSysctl;

import org.jspecify.annotations.Nullable;

/// The options of levels `IPPROTO_IP` and `IPPROTO_IPV6` of one socket, the same for every
/// transport; its protocol control block has it. On the strand. Comes from [InetSettings#options],
/// shared by all sockets for which no program has set any: [#copy] before a change.
public final class InetOptions {
    /// What sets an option back to the host's setting.
    private static final int DEFAULT = -1;

    private static final int MAX = 255;

    private final boolean v6;
    private final IntSysctl defaultTimeToLive;
    private final IntSysctl defaultHopLimit;
    private int timeToLive = DEFAULT;
    private int typeOfService;
    private int unicastHops = DEFAULT;
    private int trafficClass;
    private boolean v6Only;
    private final MtuOptions mtu;
    private final ControlOptions control;

    /// @param timeToLive what IPv4 packets get where the socket does not say
    /// @param hopLimit what IPv6 packets get where the socket does not say
    public InetOptions(
            AddressFamily family, IntSysctl timeToLive, IntSysctl hopLimit, boolean v6Only) {
        this.v6 = family.equals(Inet.AF_INET6);
        this.defaultTimeToLive = timeToLive;
        this.defaultHopLimit = hopLimit;
        this.v6Only = v6Only;
        this.mtu = new MtuOptions();
        this.control = new ControlOptions();
    }

    private InetOptions(InetOptions from) {
        v6 = from.v6;
        defaultTimeToLive = from.defaultTimeToLive;
        defaultHopLimit = from.defaultHopLimit;
        timeToLive = from.timeToLive;
        typeOfService = from.typeOfService;
        unicastHops = from.unicastHops;
        trafficClass = from.trafficClass;
        v6Only = from.v6Only;
        mtu = new MtuOptions(from.mtu);
        control = new ControlOptions(from.control);
    }

    /// The same settings, to be changed.
    public InetOptions copy() {
        return new InetOptions(this);
    }

    /// `IPV6_V6ONLY`: an `AF_INET6` socket does not serve IPv4 too.
    public boolean v6Only() {
        return v6Only;
    }

    /// What is done about packets larger than their way.
    public MtuOptions mtu() {
        return mtu;
    }

    /// What received messages bring along.
    public ControlOptions control() {
        return control;
    }

    /// Time to live, or hop limit.
    public int hopLimit(boolean v4) {
        if (v4) {
            return timeToLive == DEFAULT ? defaultTimeToLive.value() : timeToLive;
        }
        return unicastHops == DEFAULT ? defaultHopLimit.value() : unicastHops;
    }

    /// Type of service, or traffic class.
    public int trafficClass(boolean v4) {
        return v4 ? typeOfService : trafficClass;
    }

    /// @throws ErrnoException `ENOPROTOOPT` for what it does not know
    public <T> T option(SocketOption<T> option) throws ErrnoException {
        Object value = value(option);
        if (value == null) {
            throw unknown("getsockopt", option);
        }
        return as(option.type(), value, option, "getsockopt");
    }

    private @Nullable Object value(SocketOption<?> option) {
        if (option.is(Inet.IP_TTL)) {
            return hopLimit(true);
        }
        if (option.is(Inet.IP_TOS)) {
            return typeOfService;
        }
        Object ofMtu = mtu.value(option, v6);
        Object others = ofMtu == null ? control.value(option, v6) : ofMtu;
        if (others != null || !v6) {
            return others;
        }
        if (option.is(Inet.IPV6_UNICAST_HOPS)) {
            return hopLimit(false);
        }
        if (option.is(Inet.IPV6_TCLASS)) {
            return trafficClass;
        }
        return option.is(Inet.IPV6_V6ONLY) ? v6Only : null;
    }

    /// @param bound whether the socket has an address: then `IPV6_V6ONLY` is fixed
    /// @throws ErrnoException `ENOPROTOOPT` for what it does not know, `EINVAL` for the value
    public <T> void option(SocketOption<T> option, T value, boolean bound) throws ErrnoException {
        if (option.is(Inet.IP_TTL)) {
            timeToLive = number(option, value, 1);
        } else if (option.is(Inet.IP_TOS)) {
            typeOfService = octet(option, value);
        } else if (v6 && option.is(Inet.IPV6_UNICAST_HOPS)) {
            unicastHops = number(option, value, 0);
        } else if (v6 && option.is(Inet.IPV6_TCLASS)) {
            trafficClass = Math.max(0, number(option, value, 0));
        } else if (v6 && option.is(Inet.IPV6_V6ONLY)) {
            if (bound) {
                throw new ErrnoException(
                        Errno.EINVAL, "setsockopt", option + ": the socket is bound already");
            }
            v6Only = as(Boolean.class, value, option, "setsockopt");
        } else if (!mtu.set(option, value, v6) && !control.set(option, value, v6)) {
            throw unknown("setsockopt", option);
        }
    }

    private static int number(SocketOption<?> option, Object value, int min) throws ErrnoException {
        int number = as(Integer.class, value, option, "setsockopt");
        return number == DEFAULT ? DEFAULT : within(option, number, min, ", or -1");
    }

    /// No default, and not cut to eight bits as Linux does it.
    private static int octet(SocketOption<?> option, Object value) throws ErrnoException {
        return within(option, as(Integer.class, value, option, "setsockopt"), 0, "");
    }

    private static int within(SocketOption<?> option, int number, int min, String orElse)
            throws ErrnoException {
        if (number < min || number > MAX) {
            throw new ErrnoException(
                    Errno.EINVAL,
                    "setsockopt",
                    "%s: %d (expected: %d to %d%s)".formatted(option, number, min, MAX, orElse));
        }
        return number;
    }

    /// A value of the type that the option has, whatever its constant says.
    ///
    /// @throws ErrnoException `EINVAL`
    static <V> V as(Class<V> type, Object value, SocketOption<?> option, String call)
            throws ErrnoException {
        if (!type.isInstance(value)) {
            throw new ErrnoException(
                    Errno.EINVAL,
                    call,
                    "%s: of %s (expected: of %s)"
                            .formatted(
                                    option,
                                    value.getClass().getSimpleName(),
                                    type.getSimpleName()));
        }
        return type.cast(value);
    }

    private static ErrnoException unknown(String call, SocketOption<?> option) {
        return new ErrnoException(
                Errno.ENOPROTOOPT, call, option + " (level " + option.level() + ")");
    }
}
