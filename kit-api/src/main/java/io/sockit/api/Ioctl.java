package io.sockit.api;

/// Requests of [Process#ioctl] that the kit serves (Linux `asm-generic/ioctls.h`, `sockios.h`).
/// Protocols may serve more.
public final class Ioctl {
    /// Bytes that can be read: of a datagram socket, those of the next message.
    public static final int FIONREAD = 0x541b;

    /// The same number under its socket name.
    public static final int SIOCINQ = FIONREAD;

    /// Bytes that were written and have not left: of a stream, those that are not acknowledged.
    public static final int SIOCOUTQ = 0x5411;

    /// Sets or, with argument 0, clears `O_NONBLOCK`.
    public static final int FIONBIO = 0x5421;

    /// 1 where the next byte to be read is the one after the urgent mark, else 0.
    public static final int SIOCATMARK = 0x8905;

    private Ioctl() {}
}
