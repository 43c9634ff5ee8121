package io.sockit.api;

/// Socket types and the flags that `socket()` takes with them (Linux `sys/socket.h`).
public final class Sock {
    public static final int SOCK_STREAM = 1;
    public static final int SOCK_DGRAM = 2;
    public static final int SOCK_RAW = 3;
    public static final int SOCK_RDM = 4;
    public static final int SOCK_SEQPACKET = 5;

    /// The new descriptor does not block.
    public static final int SOCK_NONBLOCK = 0x800;

    /// The new descriptor is closed on exec.
    public static final int SOCK_CLOEXEC = 0x80000;

    /// What of a `type` argument is the type itself.
    public static final int SOCK_TYPE_MASK = 0xf;

    /// `shutdown`: no more receives.
    public static final int SHUT_RD = 0;

    /// `shutdown`: no more sends.
    public static final int SHUT_WR = 1;

    /// `shutdown`: neither.
    public static final int SHUT_RDWR = 2;

    private Sock() {}

    /// The constant's name, such as `SOCK_DGRAM`, or the number if it has no constant.
    public static String name(int type) {
        return switch (type & SOCK_TYPE_MASK) {
            case SOCK_STREAM -> "SOCK_STREAM";
            case SOCK_DGRAM -> "SOCK_DGRAM";
            case SOCK_RAW -> "SOCK_RAW";
            case SOCK_RDM -> "SOCK_RDM";
            case SOCK_SEQPACKET -> "SOCK_SEQPACKET";
            default -> "SOCK_" + (type & SOCK_TYPE_MASK);
        };
    }
}
