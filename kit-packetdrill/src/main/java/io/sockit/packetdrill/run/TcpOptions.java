package io.sockit.packetdrill.run;

import io.sockit.api.SocketOption;

import java.util.List;

/// The options of level `IPPROTO_TCP` (Linux `netinet/tcp.h`), so that scripts run on any
/// implementation: options are the same by level, number and type.
final class TcpOptions {
    private static final int LEVEL = 6;

    /// What is known of a connection, in whatever form the transport has it.
    static final SocketOption<Object> TCP_INFO =
            new SocketOption<>(LEVEL, 11, "TCP_INFO", Object.class);

    static final List<SocketOption<?>> ALL =
            List.of(
                    flag(1, "TCP_NODELAY"),
                    number(2, "TCP_MAXSEG"),
                    flag(3, "TCP_CORK"),
                    number(4, "TCP_KEEPIDLE"),
                    number(5, "TCP_KEEPINTVL"),
                    number(6, "TCP_KEEPCNT"),
                    number(7, "TCP_SYNCNT"),
                    number(8, "TCP_LINGER2"),
                    number(9, "TCP_DEFER_ACCEPT"),
                    number(10, "TCP_WINDOW_CLAMP"),
                    TCP_INFO,
                    flag(12, "TCP_QUICKACK"),
                    new SocketOption<>(LEVEL, 13, "TCP_CONGESTION", String.class),
                    number(14, "TCP_MD5SIG"),
                    flag(16, "TCP_THIN_LINEAR_TIMEOUTS"),
                    flag(17, "TCP_THIN_DUPACK"),
                    number(18, "TCP_USER_TIMEOUT"),
                    number(19, "TCP_REPAIR"),
                    number(20, "TCP_REPAIR_QUEUE"),
                    number(21, "TCP_QUEUE_SEQ"),
                    number(23, "TCP_FASTOPEN"),
                    number(24, "TCP_TIMESTAMP"),
                    number(25, "TCP_NOTSENT_LOWAT"),
                    flag(30, "TCP_FASTOPEN_CONNECT"),
                    number(33, "TCP_FASTOPEN_KEY"),
                    flag(34, "TCP_FASTOPEN_NO_COOKIE"),
                    flag(36, "TCP_INQ"),
                    number(37, "TCP_TX_DELAY"));

    private TcpOptions() {}

    private static SocketOption<Boolean> flag(int number, String name) {
        return new SocketOption<>(LEVEL, number, name, Boolean.class);
    }

    private static SocketOption<Integer> number(int number, String name) {
        return new SocketOption<>(LEVEL, number, name, Integer.class);
    }
}
