package io.sockit.api;

/// Flags of the send and receive calls (Linux `sys/socket.h`). A flag that a call does not serve is
/// answered with `EOPNOTSUPP`, never ignored.
public final class Msg {
    public static final int MSG_OOB = 0x1;

    /// Receive without taking away.
    public static final int MSG_PEEK = 0x2;

    /// Sends this message by no gateway, as under [SocketOptions#SO_DONTROUTE].
    public static final int MSG_DONTROUTE = 0x4;

    /// In a result: there was no room for some control message.
    public static final int MSG_CTRUNC = 0x8;

    /// As an argument: answer the datagram's full length. In a result: it was cut off.
    public static final int MSG_TRUNC = 0x20;

    /// This one call does not block.
    public static final int MSG_DONTWAIT = 0x40;

    public static final int MSG_EOR = 0x80;
    public static final int MSG_WAITALL = 0x100;

    /// The peer has answered: the next hop on the way to it is reachable.
    public static final int MSG_CONFIRM = 0x800;

    /// Receive from the queue of errors about what the socket sent: the data is what was sent, the
    /// name where to, a control message of the family says why. Never blocks.
    public static final int MSG_ERRQUEUE = 0x2000;

    /// No signal on a broken pipe; there are no signals here, so it is always in force.
    public static final int MSG_NOSIGNAL = 0x4000;

    public static final int MSG_MORE = 0x8000;

    /// Descriptors that a receive opens ([Scm#SCM_RIGHTS]) are closed on exec.
    public static final int MSG_CMSG_CLOEXEC = 0x4000_0000;

    private Msg() {}
}
