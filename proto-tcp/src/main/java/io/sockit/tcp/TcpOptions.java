package io.sockit.tcp;

import io.sockit.api.Errno;
import io.sockit.api.ErrnoException;
import io.sockit.api.SocketOption;
import io.sockit.api.SocketOptions;
import io.sockit.inet.Inet;
import io.sockit.tcp.spi.CongestionControl;

/// The options of tcp(7), and SO_KEEPALIVE. On the strand.
final class TcpOptions {
    private static final int MOST_SECONDS = 32_767;
    private static final int MOST_KEEP_COUNT = 127;
    private static final int LEAST_SEGMENT = 88;
    private static final int MOST_SEGMENT = 32_767;

    private TcpOptions() {}

    static boolean isKnown(SocketOption<?> option) {
        return option.level() == Inet.IPPROTO_TCP || option.is(SocketOptions.SO_KEEPALIVE);
    }

    static <T> T get(SocketOption<T> option, TcpPcb pcb, TcpTransport tcp) throws ErrnoException {
        TcpSettings s = pcb.settings();
        if (option.is(Tcp.TCP_NODELAY)) {
            return cast(option, s.noDelay());
        } else if (option.is(Tcp.TCP_CORK)) {
            return cast(option, s.cork());
        } else if (option.is(SocketOptions.SO_KEEPALIVE)) {
            return cast(option, s.keepAlive());
        } else if (option.is(Tcp.TCP_QUICKACK)) {
            Connection c = pcb.connection();
            return cast(option, c == null || !c.receiver.isInteractive());
        } else if (option.is(Tcp.TCP_CONGESTION)) {
            return cast(option, s.controlName());
        } else if (option.is(Tcp.TCP_INFO)) {
            return cast(option, Info.of(pcb));
        }
        return cast(option, number(option, pcb, s));
    }

    private static <T> T cast(SocketOption<T> option, Object value) throws ErrnoException {
        if (!option.type().isInstance(value)) {
            throw new ErrnoException(
                    Errno.EINVAL,
                    "getsockopt",
                    "%s: type %s (expected: %s)"
                            .formatted(option, option.type(), value.getClass().getSimpleName()));
        }
        return option.type().cast(value);
    }

    private static int number(SocketOption<?> option, TcpPcb pcb, TcpSettings s)
            throws ErrnoException {
        if (option.is(Tcp.TCP_MAXSEG)) {
            Connection c = pcb.connection();
            int own = s.maxSegment() == 0 ? 536 : s.maxSegment();
            return c == null || !c.state().synchronised() ? own : c.sender.mss();
        } else if (option.is(Tcp.TCP_KEEPIDLE)) {
            return s.keepIdle();
        } else if (option.is(Tcp.TCP_KEEPINTVL)) {
            return s.keepInterval();
        } else if (option.is(Tcp.TCP_KEEPCNT)) {
            return s.keepCount();
        } else if (option.is(Tcp.TCP_SYNCNT)) {
            return s.synRetries();
        } else if (option.is(Tcp.TCP_LINGER2)) {
            return s.linger2();
        } else if (option.is(Tcp.TCP_DEFER_ACCEPT)) {
            return s.deferAccept();
        } else if (option.is(Tcp.TCP_WINDOW_CLAMP)) {
            return s.windowClamp();
        } else if (option.is(Tcp.TCP_USER_TIMEOUT)) {
            return (int) (s.userTimeout() / RoundTrip.MILLISECOND);
        } else if (option.is(Tcp.TCP_NOTSENT_LOWAT)) {
            return s.ownNotsentLowat();
        }
        throw new ErrnoException(
                Errno.ENOPROTOOPT, "getsockopt", option + " (expected: one of tcp(7))");
    }

    static <T> void set(SocketOption<T> option, T value, TcpPcb pcb, TcpTransport tcp)
            throws ErrnoException {
        if (value instanceof Boolean on) {
            flag(option, on, pcb);
        } else if (value instanceof Integer n) {
            number(option, n, pcb);
        } else if (value instanceof String name && option.is(Tcp.TCP_CONGESTION)) {
            control(name, pcb, tcp);
        } else {
            throw unknown(option);
        }
    }

    private static ErrnoException unknown(SocketOption<?> option) {
        return new ErrnoException(
                Errno.ENOPROTOOPT, "setsockopt", option + " (expected: one of tcp(7) to be set)");
    }

    private static void flag(SocketOption<?> option, boolean on, TcpPcb pcb) throws ErrnoException {
        TcpSettings s = pcb.settings();
        Connection c = pcb.connection();
        if (option.is(Tcp.TCP_NODELAY)) {
            s.noDelay(on);
            if (on && c != null) {
                c.sender.push(true, false);
            }
        } else if (option.is(Tcp.TCP_CORK)) {
            s.cork(on);
            if (!on && c != null) {
                c.sender.uncork();
            }
        } else if (option.is(SocketOptions.SO_KEEPALIVE)) {
            s.keepAlive(on);
            if (c != null) {
                c.keepAlive.changed();
            }
        } else if (option.is(Tcp.TCP_QUICKACK)) {
            if (c != null) {
                c.receiver.quickAcknowledge(on);
            }
        } else {
            throw unknown(option);
        }
    }

    private static void number(SocketOption<?> option, int n, TcpPcb pcb) throws ErrnoException {
        TcpSettings s = pcb.settings();
        if (option.is(Tcp.TCP_MAXSEG)) {
            s.maxSegment(n == 0 ? 0 : within(option, n, LEAST_SEGMENT, MOST_SEGMENT));
        } else if (option.is(Tcp.TCP_KEEPIDLE)) {
            s.keepIdle(within(option, n, 1, MOST_SECONDS));
            keepChanged(pcb);
        } else if (option.is(Tcp.TCP_KEEPINTVL)) {
            s.keepInterval(within(option, n, 1, MOST_SECONDS));
            keepChanged(pcb);
        } else if (option.is(Tcp.TCP_KEEPCNT)) {
            s.keepCount(within(option, n, 1, MOST_KEEP_COUNT));
        } else if (option.is(Tcp.TCP_SYNCNT)) {
            s.synRetries(within(option, n, 1, MOST_KEEP_COUNT));
        } else if (option.is(Tcp.TCP_LINGER2)) {
            s.linger2(Math.max(-1, Math.min(n, 120)));
        } else if (option.is(Tcp.TCP_DEFER_ACCEPT)) {
            s.deferAccept(Math.max(0, n));
        } else if (option.is(Tcp.TCP_WINDOW_CLAMP)) {
            s.windowClamp(n == 0 ? 0 : Math.max(n, 1152));
        } else if (option.is(Tcp.TCP_USER_TIMEOUT)) {
            s.userTimeout(within(option, n, 0, Integer.MAX_VALUE) * RoundTrip.MILLISECOND);
        } else if (option.is(Tcp.TCP_NOTSENT_LOWAT)) {
            s.notsentLowat(n);
            Connection c = pcb.connection();
            if (c != null) {
                c.sender.sizeBuffer();
            }
        } else {
            throw unknown(option);
        }
    }

    private static void keepChanged(TcpPcb pcb) {
        Connection c = pcb.connection();
        if (c != null) {
            c.keepAlive.changed();
        }
    }

    private static int within(SocketOption<?> option, int n, int least, int most)
            throws ErrnoException {
        if (n < least || n > most) {
            throw new ErrnoException(
                    Errno.EINVAL,
                    "setsockopt",
                    "%s: %d (expected: %d to %d)".formatted(option, n, least, most));
        }
        return n;
    }

    private static void control(String name, TcpPcb pcb, TcpTransport tcp) throws ErrnoException {
        CongestionControl found = tcp.findControl(name);
        if (found == null) {
            throw new ErrnoException(
                    Errno.ENOENT,
                    "setsockopt",
                    "TCP_CONGESTION: '" + name + "': no plug-in has it");
        }
        pcb.settings().control(name, found);
        Connection c = pcb.connection();
        if (c != null) {
            c.congestion.control(found);
        }
    }
}
