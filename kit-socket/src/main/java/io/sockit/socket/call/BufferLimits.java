package io.sockit.socket.call;

import io.sockit.spi.SysctlRegistry;
import io.sockit.spi.SysctlRegistry.IntSysctl;

/// The bounds of `SO_RCVBUF` and `SO_SNDBUF` (Linux `net.core.*`, with its defaults and minima).
/// Any thread.
final class BufferLimits {
    /// SOCK_MIN_RCVBUF.
    static final int MIN_RECEIVE = 2304;

    /// SOCK_MIN_SNDBUF.
    static final int MIN_SEND = 4608;

    private static final int INITIAL = 212_992;

    private final IntSysctl receiveDefault;
    private final IntSysctl receiveMax;
    private final IntSysctl sendDefault;
    private final IntSysctl sendMax;
    private final IntSysctl backlogMax;
    private final IntSysctl orphans;

    BufferLimits(SysctlRegistry sysctls) {
        receiveDefault =
                declare(sysctls, "net.core.rmem_default", MIN_RECEIVE, "SO_RCVBUF of new sockets");
        receiveMax = declare(sysctls, "net.core.rmem_max", MIN_RECEIVE, "the largest SO_RCVBUF");
        sendDefault =
                declare(sysctls, "net.core.wmem_default", MIN_SEND, "SO_SNDBUF of new sockets");
        sendMax = declare(sysctls, "net.core.wmem_max", MIN_SEND, "the largest SO_SNDBUF");
        backlogMax =
                sysctls.integer(
                        "net.core.somaxconn", 4096, 0, 65_535, "the largest backlog of a listener");
        orphans =
                sysctls.integer(
                        "net.core.max_orphans",
                        16_384,
                        0,
                        Integer.MAX_VALUE,
                        "sockets that live on after their last descriptor is closed");
    }

    private static IntSysctl declare(SysctlRegistry to, String name, int min, String about) {
        return to.integer(name, INITIAL, min, Integer.MAX_VALUE, about + ", in bytes");
    }

    /// The backlog where `asked` is asked for; a negative one is much.
    int backlog(int asked) {
        return asked < 0 ? backlogMax.value() : Math.min(asked, backlogMax.value());
    }

    int orphans() {
        return orphans.value();
    }

    int receiveDefault() {
        return receiveDefault.value();
    }

    int sendDefault() {
        return sendDefault.value();
    }

    /// What is set where `bytes` is asked for; like Linux, too much or too little is no error, and
    /// what is negative is much: it is taken for unsigned.
    int receive(int bytes) {
        return Math.max(MIN_RECEIVE, least(bytes, receiveMax.value()));
    }

    int send(int bytes) {
        return Math.max(MIN_SEND, least(bytes, sendMax.value()));
    }

    private static int least(int unsigned, int max) {
        return unsigned < 0 ? max : Math.min(unsigned, max);
    }
}
