package io.sockit.unix;

import com.google.inject.Inject;

import io.sockit.api.Errno;
import io.sockit.api.ErrnoException;
import io.sockit.spi.CallContext;
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

    /// By [Key] those with abstract names, by the inode of their file those with paths.
    private final Map<Object, UnixSocket> sockets = new HashMap<>();

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

    /// Gives a socket a name: an abstract one, which is taken for each type apart (Linux
    /// unix_abstract_hash), or the path of a file that is made.
    ///
    /// @throws ErrnoException `EADDRINUSE` where the name is taken, and what
    ///     [io.sockit.spi.SocketFiles#make] throws
    void bind(UnixSocket socket, SockaddrUn name, CallContext call) throws ErrnoException {
        if (!name.isAbstract()) {
            long inode = call.fileNames().make(name.sunPath(), "bind");
            sockets.put(inode, socket);
            socket.take(name, inode);
        } else if (!take(socket, name)) {
            throw new ErrnoException(
                    Errno.EADDRINUSE, "bind", name + " (expected: a name that is free)");
        }
    }

    /// Gives a socket a free abstract name (unix(7), autobind).
    void autobind(UnixSocket socket) throws ErrnoException {
        for (int tries = 0; tries < AUTOMATIC; tries++) {
            next = (next + 1) % AUTOMATIC;
            if (take(socket, SockaddrUn.abstractName("%05x".formatted(next)))) {
                return;
            }
        }
        throw new ErrnoException(
                Errno.ENOSPC, "bind", AUTOMATIC + " names in use (expected: a free one)");
    }

    private boolean take(UnixSocket socket, SockaddrUn name) {
        Key key = new Key(socket.socket.soType(), name);
        if (sockets.putIfAbsent(key, socket) != null) {
            return false;
        }
        socket.take(name, key);
        return true;
    }

    /// The socket of a name, which for a path is of any type.
    ///
    /// @throws ErrnoException `ECONNREFUSED` where no socket has the name, and what
    ///     [io.sockit.spi.SocketFiles#find] throws
    UnixSocket find(UnixSocket seeker, SockaddrUn name, CallContext call, String operation)
            throws ErrnoException {
        if (name.isUnnamed()) {
            throw new ErrnoException(Errno.EINVAL, operation, name + " (expected: a name)");
        }
        Object key =
                name.isAbstract()
                        ? new Key(seeker.socket.soType(), name)
                        : (Object) call.fileNames().find(name.sunPath(), operation);
        UnixSocket found = sockets.get(key);
        if (found == null) {
            throw new ErrnoException(
                    Errno.ECONNREFUSED, operation, name + " (expected: a name that a socket has)");
        }
        return found;
    }

    /// Forgets a socket; its file stays.
    void leave(Object key) {
        sockets.remove(key);
    }

    private record Key(int type, SockaddrUn name) {}
}
