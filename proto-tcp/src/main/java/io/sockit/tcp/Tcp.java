package io.sockit.tcp;

import io.sockit.api.SocketOption;
import io.sockit.inet.Inet;

/// Options and requests of TCP sockets (Linux tcp(7), `linux/tcp.h`).
public final class Tcp {
    /// Sends small packets at once (RFC 9293 §3.7.4).
    public static final SocketOption<Boolean> TCP_NODELAY = flag(1, "TCP_NODELAY");

    /// Bytes of data in a packet at most.
    public static final SocketOption<Integer> TCP_MAXSEG = number(2, "TCP_MAXSEG");

    /// Sends no packet that is not full.
    public static final SocketOption<Boolean> TCP_CORK = flag(3, "TCP_CORK");

    /// Seconds of silence before a probe.
    public static final SocketOption<Integer> TCP_KEEPIDLE = number(4, "TCP_KEEPIDLE");

    /// Seconds between probes.
    public static final SocketOption<Integer> TCP_KEEPINTVL = number(5, "TCP_KEEPINTVL");

    /// Probes in vain after which the connection fails.
    public static final SocketOption<Integer> TCP_KEEPCNT = number(6, "TCP_KEEPCNT");

    /// SYNs that are sent again.
    public static final SocketOption<Integer> TCP_SYNCNT = number(7, "TCP_SYNCNT");

    /// Seconds in FIN-WAIT-2 without a descriptor.
    public static final SocketOption<Integer> TCP_LINGER2 = number(8, "TCP_LINGER2");

    /// Seconds that a listener waits for the first data of a connection.
    public static final SocketOption<Integer> TCP_DEFER_ACCEPT = number(9, "TCP_DEFER_ACCEPT");

    /// Bytes that are offered to the peer at most.
    public static final SocketOption<Integer> TCP_WINDOW_CLAMP = number(10, "TCP_WINDOW_CLAMP");

    /// What is known of the connection. Read only.
    public static final SocketOption<TcpInfo> TCP_INFO =
            new SocketOption<>(Inet.IPPROTO_TCP, 11, "TCP_INFO", TcpInfo.class);

    /// Acknowledges at once.
    public static final SocketOption<Boolean> TCP_QUICKACK = flag(12, "TCP_QUICKACK");

    /// The name of the congestion control.
    public static final SocketOption<String> TCP_CONGESTION =
            new SocketOption<>(Inet.IPPROTO_TCP, 13, "TCP_CONGESTION", String.class);

    /// Milliseconds that sent data may stay unacknowledged (RFC 5482); 0 for the usual time.
    public static final SocketOption<Integer> TCP_USER_TIMEOUT = number(18, "TCP_USER_TIMEOUT");

    /// Unsent bytes below which the socket asks for more.
    public static final SocketOption<Integer> TCP_NOTSENT_LOWAT = number(25, "TCP_NOTSENT_LOWAT");

    /// Bytes that were written and not sent (Linux `linux/sockios.h`).
    public static final int SIOCOUTQNSD = 0x894b;

    private Tcp() {}

    private static SocketOption<Boolean> flag(int number, String name) {
        return new SocketOption<>(Inet.IPPROTO_TCP, number, name, Boolean.class);
    }

    private static SocketOption<Integer> number(int number, String name) {
        return new SocketOption<>(Inet.IPPROTO_TCP, number, name, Integer.class);
    }
}
