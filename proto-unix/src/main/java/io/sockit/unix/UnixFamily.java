package io.sockit.unix;

import com.google.inject.Inject;

import io.sockit.api.Errno;
import io.sockit.api.ErrnoException;
import io.sockit.api.Sock;
import io.sockit.api.Sockaddr;
import io.sockit.spi.CallContext;
import io.sockit.spi.ProtocolFamily;
import io.sockit.spi.Served;
import io.sockit.spi.Socket;
import io.sockit.spi.SocketOps;

/// Makes the sockets of AF_UNIX: a row for each type.
final class UnixFamily implements ProtocolFamily {
    private final UnixNames names;

    @Inject
    UnixFamily(UnixNames names) {
        this.names = names;
    }

    @Override
    public Served create(Socket socket, int protocol, CallContext call) throws ErrnoException {
        // Linux unix_create: 1 is PF_UNIX.
        if (protocol != 0 && protocol != Unix.AF_UNIX.number()) {
            throw new ErrnoException(
                    Errno.EPROTONOSUPPORT, "socket", "protocol: " + protocol + " (expected: 0)");
        }
        SocketOps ops =
                switch (socket.soType()) {
                    case Sock.SOCK_STREAM -> new UnixStream(socket, names);
                    case Sock.SOCK_DGRAM -> new UnixDatagram(socket, names);
                    case Sock.SOCK_SEQPACKET -> new UnixSeqpacket(socket, names);
                    default ->
                            throw new ErrnoException(
                                    Errno.ESOCKTNOSUPPORT,
                                    "socket",
                                    "type: %s (expected: SOCK_STREAM, SOCK_DGRAM or SOCK_SEQPACKET)"
                                            .formatted(Sock.name(socket.soType())));
                };
        return new Served(ops, 0, "unix");
    }

    @Override
    public Sockaddr parse(String text) {
        return SockaddrUn.parse(text);
    }
}
