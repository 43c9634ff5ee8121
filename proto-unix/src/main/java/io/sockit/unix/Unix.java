package io.sockit.unix;

import io.sockit.api.AddressFamily;
import io.sockit.api.ControlType;
import io.sockit.api.SocketOption;
import io.sockit.api.SocketOptions;

/// What a program needs to know of AF_UNIX besides [SockaddrUn].
public final class Unix {
    public static final AddressFamily AF_UNIX = new AddressFamily(1, "AF_UNIX");

    /// Who connected, or paired the sockets; of a listener, who listens. Fixed from then on, and
    /// read only. Without a peer the process is 0, user and group are -1.
    public static final SocketOption<Ucred> SO_PEERCRED =
            new SocketOption<>(SocketOptions.SOL_SOCKET, 17, "SO_PEERCRED", Ucred.class);

    /// The supplementary groups of who connected, as [#SO_PEERCRED]; `ENODATA` without a peer.
    public static final SocketOption<int[]> SO_PEERGROUPS =
            new SocketOption<>(SocketOptions.SOL_SOCKET, 59, "SO_PEERGROUPS", int[].class);

    /// Received messages and bytes tell who sent them, by [#SCM_CREDENTIALS].
    public static final SocketOption<Boolean> SO_PASSCRED =
            new SocketOption<>(SocketOptions.SOL_SOCKET, 16, "SO_PASSCRED", Boolean.class);

    /// Who sent a message. In what is sent it is checked: a process needs `CAP_SYS_ADMIN`,
    /// `CAP_SETUID` or `CAP_SETGID` to name another process, user or group. In what is received the
    /// process is 0, user and group are 65534 where no end had asked for it when it was sent.
    public static final ControlType<Ucred> SCM_CREDENTIALS =
            new ControlType<>(SocketOptions.SOL_SOCKET, 2, "SCM_CREDENTIALS", Ucred.class);

    private Unix() {}
}
