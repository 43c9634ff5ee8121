package io.sockit.inet.spi;

import io.sockit.api.ControlMessages;
import io.sockit.api.ControlType;
import io.sockit.api.Errno;
import io.sockit.api.ErrnoException;
import io.sockit.api.Msg;
import io.sockit.inet.In6Pktinfo;
import io.sockit.inet.InPktinfo;
import io.sockit.inet.InetControl;
import io.sockit.inet.InetSockaddr;
import io.sockit.spi.CallContext;
import io.sockit.spi.SocketFlags;

/// The way of messages whose call asks for something beside the socket's settings: by control
/// messages or `MSG_DONTROUTE`, `MSG_CONFIRM`. A protocol control block makes one when the first
/// such call comes, and keeps it: its [IpFlow] remembers a route as the socket's own does. On the
/// strand.
public final class CallFlow implements SocketFlags {
    private static final int MAX = 255;

    private final SocketFlags socket;
    private final IpAddresses addresses;
    private final boolean ofInet6;
    private final IpFlow flow;

    private boolean flowDirect; // what the flow's route was found with
    private int flowInterface;

    private boolean dontRoute;
    private boolean toV4;
    private int interfaceIndex;
    private int hopLimit;
    private int trafficClass;
    private long sourceHigh;
    private long sourceLow;

    /// @param ofInet6 whether the socket has control messages of `IPPROTO_IPV6`
    public CallFlow(
            InetOptions options, SocketFlags socket, IpAddresses addresses, boolean ofInet6) {
        this.socket = socket;
        this.addresses = addresses;
        this.ofInet6 = ofInet6;
        this.flow = new IpFlow(options, this);
    }

    /// What a call may ask for by flags.
    static final int FLAGS = Msg.MSG_DONTROUTE | Msg.MSG_CONFIRM;

    /// Whether a call asks for anything of the kind.
    public static boolean isAskedFor(CallContext call) {
        return call.control() != null || (call.flags() & FLAGS) != 0;
    }

    /// Points at a destination as a call asks for.
    ///
    /// @param bound the socket's own flow, whose source address holds where the call names no other
    /// @return the flow, not routed yet
    /// @throws ErrnoException `EINVAL` for a control message that is not known, or whose value is
    ///     none; `ENODEV` for an interface that there is not; `ENETUNREACH` for a source address
    ///     that is not this host's (IPv6: `EINVAL`)
    public IpFlow aim(InetSockaddr to, CallContext call, IpFlow bound) throws ErrnoException {
        toV4 = IpAddress.isV4(to.high(), to.low());
        dontRoute = (call.flags() & Msg.MSG_DONTROUTE) != 0;
        interfaceIndex = 0;
        hopLimit = IpFlow.OF_SOCKET;
        trafficClass = IpFlow.OF_SOCKET;
        sourceHigh = 0;
        sourceLow = 0;
        ControlMessages control = call.control();
        for (int i = 0; control != null && i < control.size(); i++) {
            read(control, i);
        }
        checkInterface(to);
        if (dontRoute != flowDirect || interfaceIndex != flowInterface) {
            flowDirect = dontRoute;
            flowInterface = interfaceIndex;
            flow.forgetRoute();
        }
        from(bound);
        flow.to(to.high(), to.low(), to.scopeId());
        flow.header(hopLimit, trafficClass);
        return flow;
    }

    /// As [IpFlow#forgetRoute].
    void forgetRoute() {
        flow.forgetRoute();
    }

    private void read(ControlMessages control, int i) throws ErrnoException {
        ControlType<?> type = control.type(i);
        if (type.is(InetControl.IP_TTL)) {
            int number = number(control, i, 1);
            hopLimit = toV4 ? number : hopLimit;
        } else if (type.is(InetControl.IP_TOS)) {
            int number = number(control, i, 0);
            trafficClass = toV4 ? number : trafficClass;
        } else if (type.is(InetControl.IP_PKTINFO)) {
            pktinfo(control, i);
        } else if (ofInet6 && type.is(InetControl.IPV6_HOPLIMIT)) {
            int number = number(control, i, IpFlow.OF_SOCKET);
            hopLimit = toV4 ? hopLimit : number;
        } else if (ofInet6 && type.is(InetControl.IPV6_TCLASS)) {
            int number = number(control, i, IpFlow.OF_SOCKET);
            trafficClass = toV4 ? trafficClass : number;
        } else if (ofInet6 && type.is(InetControl.IPV6_PKTINFO)) {
            pktinfo6(control, i);
        } else {
            throw invalid(control, i, "a type that the socket knows");
        }
    }

    private static int number(ControlMessages control, int i, int min) throws ErrnoException {
        if (control.type(i).type() == Integer.class) {
            long number = control.number(i);
            if (number >= min && number <= MAX) {
                return (int) number;
            }
        }
        throw invalid(control, i, min + " to " + MAX);
    }

    private void pktinfo(ControlMessages control, int i) throws ErrnoException {
        if (!(control.value(i) instanceof InPktinfo info)) {
            throw invalid(control, i, "an InPktinfo");
        }
        if (toV4) {
            interfaceIndex = info.ifindex();
            source(0, info.specDst() == 0 ? 0 : IpAddress.mapped(info.specDst()));
        }
    }

    /// To an IPv4 address it must name a mapped one.
    private void pktinfo6(ControlMessages control, int i) throws ErrnoException {
        if (!(control.value(i) instanceof In6Pktinfo info)
                || IpAddress.isV4(info.high(), info.low()) != toV4) {
            throw invalid(control, i, "an In6Pktinfo of the destination's version");
        }
        interfaceIndex = info.ifindex();
        boolean any = IpAddress.isAny(info.high(), info.low());
        source(any ? 0 : info.high(), any ? 0 : info.low());
    }

    private void source(long high, long low) {
        sourceHigh = high;
        sourceLow = low;
    }

    /// RFC 3542 §6.7: over IPv6 what says which interface must agree.
    private void checkInterface(InetSockaddr to) throws ErrnoException {
        int bound = socket.boundInterface();
        if (interfaceIndex != 0
                && !toV4
                && (differs(bound, interfaceIndex) || differs(to.scopeId(), interfaceIndex))) {
            throw new ErrnoException(
                    Errno.EINVAL,
                    "sendmsg",
                    "interface: %d (expected: that of %s)"
                            .formatted(
                                    interfaceIndex,
                                    differs(bound, interfaceIndex) ? "SO_BINDTODEVICE" : to));
        }
        if ((sourceHigh | sourceLow) != 0 || interfaceIndex != 0) {
            addresses.checkSource(sourceHigh, sourceLow, interfaceIndex);
        }
    }

    private static boolean differs(int asked, int given) {
        return asked != 0 && asked != given;
    }

    private void from(IpFlow bound) {
        if ((sourceHigh | sourceLow) == 0) {
            flow.from(bound.boundHigh(), bound.boundLow(), bound.boundScope());
        } else {
            boolean scoped = IpAddress.isScoped(sourceHigh, sourceLow);
            flow.from(sourceHigh, sourceLow, scoped ? interfaceIndex : 0);
        }
    }

    private static ErrnoException invalid(ControlMessages control, int i, String expected) {
        return new ErrnoException(
                Errno.EINVAL,
                "sendmsg",
                "control message %s: %s (expected: %s)"
                        .formatted(control.type(i), control.value(i), expected));
    }

    // ---- what the flow sees of the socket

    @Override
    public boolean reuseAddress() {
        return socket.reuseAddress();
    }

    @Override
    public boolean reusePort() {
        return socket.reusePort();
    }

    @Override
    public boolean broadcast() {
        return socket.broadcast();
    }

    @Override
    public boolean dontRoute() {
        return dontRoute || socket.dontRoute();
    }

    @Override
    public int boundInterface() {
        return interfaceIndex == 0 ? socket.boundInterface() : interfaceIndex;
    }
}
