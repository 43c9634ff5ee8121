package io.sockit.unix;

import com.google.inject.Inject;

import io.sockit.api.Errno;
import io.sockit.api.ErrnoException;
import io.sockit.spi.Strand;
import io.sockit.spi.SysctlRegistry;
import io.sockit.spi.packet.PacketPool;

import java.util.HashMap;
import java.util.Map;

/// Which socket of the host has which name, and what sockets need of the host. On the strand.
final class UnixNames {
    /// Names that [#autobind] tries: five hexadecimal digits.
    private static final int AUTOMATIC = 1 << 20;

    final Strand strand;
    final PacketPool pool;
    final UnixCollector collector;
    private final Map<Key, UnixSocket> abstractNames = new HashMap<>();
    private final SysctlRegistry.IntSysctl queueLimit;
    private int next;

    @Inject
    UnixNames(Strand strand, PacketPool pool, UnixCollector collector, SysctlRegistry sysctls) {
        this.strand = strand;
        this.pool = pool;
        this.collector = collector;
        queueLimit =
                sysctls.integer(
                        "net.unix.max_dgram_qlen",
                        10,
                        0,
                        Integer.MAX_VALUE - 1,
                        "datagrams that may wait at a socket");
    }

    /// `net.unix.max_dgram_qlen`.
    int queueLimit() {
        return queueLimit.value();
    }

    /// @throws ErrnoException `EADDRINUSE` where another socket of the type has the name,
    ///     `EOPNOTSUPP` for a path name
    void bind(UnixSocket socket, SockaddrUn name) throws ErrnoException {
        requireAbstract(name, "bind");
        if (abstractNames.putIfAbsent(key(socket, name), socket) != null) {
            throw new ErrnoException(
                    Errno.EADDRINUSE, "bind", name + " (expected: a name that is free)");
        }
    }

    /// Gives a socket a free abstract name (unix(7), autobind).
    SockaddrUn autobind(UnixSocket socket) throws ErrnoException {
        for (int tries = 0; tries < AUTOMATIC; tries++) {
            next = (next + 1) % AUTOMATIC;
            SockaddrUn name = SockaddrUn.abstractName("%05x".formatted(next));
            if (abstractNames.putIfAbsent(key(socket, name), socket) == null) {
                return name;
            }
        }
        throw new ErrnoException(
                Errno.ENOSPC, "bind", AUTOMATIC + " names in use (expected: a free one)");
    }

    /// The socket of a name that takes what `seeker` brings.
    ///
    /// @throws ErrnoException `ECONNREFUSED` where no socket of its type has the name,
    ///     `EOPNOTSUPP` for a path name
    UnixSocket find(UnixSocket seeker, SockaddrUn name, String call) throws ErrnoException {
        requireAbstract(name, call);
        UnixSocket found = abstractNames.get(key(seeker, name));
        if (found == null) {
            throw new ErrnoException(
                    Errno.ECONNREFUSED, call, name + " (expected: a name that a socket has)");
        }
        return found;
    }

    /// Gives up a name if it is this socket's own: an accepted one shares its listener's.
    void leave(UnixSocket socket, SockaddrUn name) {
        abstractNames.remove(key(socket, name), socket);
    }

    private static Key key(UnixSocket socket, SockaddrUn name) {
        return new Key(socket.socket.soType(), name);
    }

    /// A name is taken for each type apart (Linux unix_abstract_hash).
    private record Key(int type, SockaddrUn name) {}

    private static void requireAbstract(SockaddrUn name, String call) throws ErrnoException {
        if (!name.isAbstract()) {
            throw new ErrnoException(
                    name.isUnnamed() ? Errno.EINVAL : Errno.EOPNOTSUPP,
                    call,
                    name + " (expected: an abstract name)");
        }
    }
}
