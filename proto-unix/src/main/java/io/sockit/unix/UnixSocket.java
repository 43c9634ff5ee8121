package io.sockit.unix;

import io.sockit.api.Errno;
import io.sockit.api.ErrnoException;
import io.sockit.api.Sockaddr;
import io.sockit.api.SocketOption;
import io.sockit.spi.BindOps;
import io.sockit.spi.CallContext;
import io.sockit.spi.OptionOps;
import io.sockit.spi.Socket;

import java.util.HashSet;
import java.util.Set;

/// The protocol's side of one socket: what all types share, its name. On the strand.
abstract class UnixSocket implements BindOps, OptionOps {
    final Socket socket;
    final UnixNames names;

    /// Where it waits for room: each has it among those that wait.
    final Set<UnixInbox> refusedBy = new HashSet<>(0);

    private SockaddrUn local = SockaddrUn.UNNAMED;
    private Ucred peerCred = Ucred.NOBODY;

    UnixSocket(Socket socket, UnixNames names) {
        this.socket = socket;
        this.names = names;
    }

    @Override
    public void bind(Sockaddr address, CallContext call) throws ErrnoException {
        SockaddrUn wanted = SockaddrUn.of(address, "bind");
        if (isBound() && !wanted.isUnnamed()) {
            throw new ErrnoException(Errno.EINVAL, "bind", "bound to " + local + " already");
        }
        if (!wanted.isUnnamed()) {
            names.bind(this, wanted);
            local = wanted;
        } else if (!isBound()) { // Linux unix_autobind: a name that is there stays
            local = names.autobind(this);
        }
    }

    @Override
    public final SockaddrUn localName() {
        return local;
    }

    /// Fixes what `SO_PEERCRED` answers.
    final void peerCred(Ucred cred) {
        peerCred = cred;
    }

    final Ucred peerCred() {
        return peerCred;
    }

    @Override
    public final <T> T option(SocketOption<T> option) throws ErrnoException {
        if (option.is(Unix.SO_PEERCRED) && option.type() == Ucred.class) {
            return option.type().cast(peerCred);
        }
        throw notServed(option, "getsockopt");
    }

    @Override
    public final <T> void option(SocketOption<T> option, T value, CallContext call)
            throws ErrnoException {
        throw notServed(option, "setsockopt");
    }

    private static ErrnoException notServed(SocketOption<?> option, String call) {
        return new ErrnoException(
                Errno.ENOPROTOOPT, call, option + " (expected: SO_PEERCRED, to be read)");
    }

    final boolean isBound() {
        return !local.isUnnamed();
    }

    /// Takes the name of the listener that it was connected to.
    final void inheritName(SockaddrUn name) {
        local = name;
    }

    /// At the end: gives up the name in the table, which the socket still tells, and the waits.
    final void leaveTables() {
        names.leave(this, local);
        refusedBy.forEach(inbox -> inbox.forget(this));
        refusedBy.clear();
    }
}
