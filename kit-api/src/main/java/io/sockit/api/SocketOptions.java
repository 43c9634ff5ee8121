package io.sockit.api;

import java.time.Duration;

/// The options of level `SOL_SOCKET` (Linux `asm-generic/socket.h`). Those that the kit or the
/// socket's family do not serve answer `ENOPROTOOPT`.
public final class SocketOptions {
    public static final int SOL_SOCKET = 1;

    public static final SocketOption<Boolean> SO_DEBUG = flag(1, "SO_DEBUG");
    public static final SocketOption<Boolean> SO_REUSEADDR = flag(2, "SO_REUSEADDR");
    public static final SocketOption<Integer> SO_TYPE = number(3, "SO_TYPE");

    /// The pending error's Linux number, or 0; reading clears it.
    public static final SocketOption<Integer> SO_ERROR = number(4, "SO_ERROR");

    /// Sends to hosts on a link of this host only, not by a gateway.
    public static final SocketOption<Boolean> SO_DONTROUTE = flag(5, "SO_DONTROUTE");
    public static final SocketOption<Boolean> SO_BROADCAST = flag(6, "SO_BROADCAST");

    /// Bytes. Linux doubles what is set; here what is set is what is read. A longer message answers
    /// `EMSGSIZE` (BSD `sosend`; Linux takes one message over the limit).
    public static final SocketOption<Integer> SO_SNDBUF = number(7, "SO_SNDBUF");

    /// Bytes of memory that received messages pin; read as it is set, as [#SO_SNDBUF].
    public static final SocketOption<Integer> SO_RCVBUF = number(8, "SO_RCVBUF");

    public static final SocketOption<Boolean> SO_KEEPALIVE = flag(9, "SO_KEEPALIVE");
    public static final SocketOption<Boolean> SO_OOBINLINE = flag(10, "SO_OOBINLINE");
    public static final SocketOption<Integer> SO_PRIORITY = number(12, "SO_PRIORITY");
    public static final SocketOption<Linger> SO_LINGER =
            new SocketOption<>(SOL_SOCKET, 13, "SO_LINGER", Linger.class);
    public static final SocketOption<Boolean> SO_REUSEPORT = flag(15, "SO_REUSEPORT");
    public static final SocketOption<Integer> SO_RCVLOWAT = number(18, "SO_RCVLOWAT");
    public static final SocketOption<Integer> SO_SNDLOWAT = number(19, "SO_SNDLOWAT");

    /// Zero means: wait for ever.
    public static final SocketOption<Duration> SO_RCVTIMEO =
            new SocketOption<>(SOL_SOCKET, 20, "SO_RCVTIMEO", Duration.class);

    /// Zero means: wait for ever.
    public static final SocketOption<Duration> SO_SNDTIMEO =
            new SocketOption<>(SOL_SOCKET, 21, "SO_SNDTIMEO", Duration.class);

    /// An interface's name; empty for no binding.
    public static final SocketOption<String> SO_BINDTODEVICE =
            new SocketOption<>(SOL_SOCKET, 25, "SO_BINDTODEVICE", String.class);

    /// Received messages tell when they arrived, by [Scm#SCM_TIMESTAMP]; takes the place of
    /// [#SO_TIMESTAMPNS].
    public static final SocketOption<Boolean> SO_TIMESTAMP = flag(29, "SO_TIMESTAMP");

    public static final SocketOption<Boolean> SO_ACCEPTCONN = flag(30, "SO_ACCEPTCONN");

    /// As [#SO_TIMESTAMP], in nanoseconds, by [Scm#SCM_TIMESTAMPNS].
    public static final SocketOption<Boolean> SO_TIMESTAMPNS = flag(35, "SO_TIMESTAMPNS");

    public static final SocketOption<Integer> SO_PROTOCOL = number(38, "SO_PROTOCOL");
    public static final SocketOption<Integer> SO_DOMAIN = number(39, "SO_DOMAIN");

    /// Where the next MSG_PEEK begins, in bytes; negative switches it off.
    public static final SocketOption<Integer> SO_PEEK_OFF = number(42, "SO_PEEK_OFF");

    private SocketOptions() {}

    private static SocketOption<Boolean> flag(int number, String name) {
        return new SocketOption<>(SOL_SOCKET, number, name, Boolean.class);
    }

    private static SocketOption<Integer> number(int number, String name) {
        return new SocketOption<>(SOL_SOCKET, number, name, Integer.class);
    }
}
