package io.sockit.unix;

import io.sockit.api.AddressFamily;
import io.sockit.api.SocketOption;
import io.sockit.api.SocketOptions;

/// What a program needs to know of AF_UNIX besides [SockaddrUn].
public final class Unix {
    public static final AddressFamily AF_UNIX = new AddressFamily(1, "AF_UNIX");

    /// Who connected, or paired the sockets; of a listener, who listens. Fixed from then on, and
    /// read only. Without a peer the process is 0, user and group are -1.
    public static final SocketOption<Ucred> SO_PEERCRED =
            new SocketOption<>(SocketOptions.SOL_SOCKET, 17, "SO_PEERCRED", Ucred.class);

    private Unix() {}
}
