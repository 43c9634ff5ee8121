package io.sockit.unix;

import io.sockit.api.ControlMessages;
import io.sockit.api.Errno;
import io.sockit.api.ErrnoException;
import io.sockit.api.Scm;
import io.sockit.api.Sockaddr;
import io.sockit.api.SocketOption;
import io.sockit.spi.BindOps;
import io.sockit.spi.CallContext;
import io.sockit.spi.ControlSink;
import io.sockit.spi.FileHandle;
import io.sockit.spi.OptionOps;
import io.sockit.spi.PassingOps;
import io.sockit.spi.Socket;
import io.sockit.spi.packet.Packet;

import org.jspecify.annotations.Nullable;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;

/// The protocol's side of one socket: what all types share, its name, and what comes and goes
/// beside data. On the strand.
abstract class UnixSocket implements BindOps, OptionOps, PassingOps {
    /// SCM_MAX_FD.
    private static final int MOST_FILES = 253;

    final Socket socket;
    final UnixNames names;

    /// Where it waits for room: each has it among those that wait. Replaced by the first.
    private Set<UnixInbox> refusedBy = Set.of();

    private SockaddrUn local = SockaddrUn.UNNAMED;
    private @Nullable Object key; // null without a name of its own
    private Peer peerCred = Peer.NOBODY;
    private volatile boolean passCred;

    /// Of the collector, once the socket was passed.
    UnixCollector.@Nullable Vertex vertex;

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
            names.bind(this, wanted, call);
        } else if (!isBound()) { // Linux unix_autobind: a name that is there stays
            names.autobind(this);
        }
    }

    /// Has a name from now on.
    ///
    /// @param key what the table knows it by
    final void take(SockaddrUn name, Object key) {
        local = name;
        this.key = key;
    }

    @Override
    public final SockaddrUn localName() {
        return local;
    }

    /// Fixes what `SO_PEERCRED` and `SO_PEERGROUPS` answer.
    final void peerCred(Peer peer) {
        peerCred = peer;
    }

    final Peer peerCred() {
        return peerCred;
    }

    /// What the options tell of a peer.
    ///
    /// @param groups null without a peer
    record Peer(Ucred cred, @Nullable List<Integer> groups) {
        static final Peer NOBODY = new Peer(Ucred.NOBODY, null);

        static Peer of(CallContext call) {
            return new Peer(Ucred.of(call), call.credentials().groups());
        }
    }

    @Override
    public final <T> T option(SocketOption<T> option) throws ErrnoException {
        if (option.is(Unix.SO_PEERCRED) && option.type() == Ucred.class) {
            return option.type().cast(peerCred.cred());
        }
        if (option.is(Unix.SO_PEERGROUPS) && option.type() == int[].class) {
            List<Integer> groups = peerCred.groups();
            if (groups == null) {
                throw new ErrnoException(Errno.ENODATA, "getsockopt", "no peer (expected: one)");
            }
            return option.type().cast(groups.stream().mapToInt(Integer::intValue).toArray());
        }
        if (option.is(Unix.SO_PASSCRED) && option.type() == Boolean.class) {
            return option.type().cast(passCred);
        }
        throw notServed(option, "getsockopt");
    }

    @Override
    public final <T> void option(SocketOption<T> option, T value, CallContext call)
            throws ErrnoException {
        if (!option.is(Unix.SO_PASSCRED) || !(value instanceof Boolean on)) {
            throw notServed(option, "setsockopt");
        }
        passCred(on);
    }

    /// Sets `SO_PASSCRED`.
    void passCred(boolean on) {
        passCred = on;
    }

    private static ErrnoException notServed(SocketOption<?> option, String call) {
        return new ErrnoException(
                Errno.ENOPROTOOPT,
                call,
                option + " (expected: SO_PASSCRED, or to read SO_PEERCRED)");
    }

    // ---- control messages

    @Override
    public final boolean bringsControl() {
        return passCred;
    }

    @Override
    public final void control(Packet received, ControlSink into) {
        into.put(Unix.SCM_CREDENTIALS, UnixHeader.cred(received));
    }

    @Override
    public final @Nullable UnixRights passed(CallContext call) throws ErrnoException {
        ControlMessages control = Objects.requireNonNull(call.control());
        List<FileHandle> files = new ArrayList<>();
        Ucred cred = null;
        try {
            for (int i = 0; i < control.size(); i++) {
                if (control.type(i).is(Scm.SCM_RIGHTS) && control.value(i) instanceof int[] fds) {
                    take(fds.clone(), files, call);
                } else if (control.type(i).is(Unix.SCM_CREDENTIALS)
                        && control.value(i) instanceof Ucred stated) {
                    stated.check(call);
                    cred = stated;
                } else {
                    throw new ErrnoException(
                            Errno.EINVAL,
                            "sendmsg",
                            control.type(i) + " (expected: SCM_RIGHTS, SCM_CREDENTIALS)");
                }
            }
        } catch (ErrnoException e) {
            files.forEach(FileHandle::release);
            throw e;
        }
        return files.isEmpty() && cred == null
                ? null
                : new UnixRights(
                        names.collector,
                        call.credentials().uid(),
                        files.toArray(FileHandle[]::new),
                        cred);
    }

    private static void take(int[] fds, List<FileHandle> files, CallContext call)
            throws ErrnoException {
        if (files.size() + fds.length > MOST_FILES) {
            throw new ErrnoException(
                    Errno.EINVAL,
                    "sendmsg",
                    "descriptors: more than " + MOST_FILES + " (expected: fewer)");
        }
        for (int fd : fds) {
            files.add(call.file(fd));
        }
    }

    /// The credentials that a message of this socket brings, or null where no end asks for them.
    final @Nullable Ucred cred(UnixSocket target, @Nullable UnixRights rights, CallContext call) {
        if (rights != null && rights.cred != null) {
            return rights.cred;
        }
        return passCred || target.passCred ? Ucred.of(call) : null;
    }

    /// Linux `unix_dgram_sendmsg`, `unix_stream_connect`: who asks for credentials has a name.
    final void nameIfCredentialed() throws ErrnoException {
        if (passCred && !isBound()) {
            names.autobind(this);
        }
    }

    @Override
    public final void released() {
        if (vertex != null) {
            names.collector.candidate(vertex);
        }
    }

    /// The socket that this one is part of: itself, or the listener that it waits at.
    UnixSocket holder() {
        return this;
    }

    final boolean isBound() {
        return !local.isUnnamed();
    }

    /// Takes the name of the listener that it was connected to.
    final void inheritName(SockaddrUn name) {
        local = name;
    }

    /// It waits for room there.
    final void refusedBy(UnixInbox inbox) {
        if (refusedBy.isEmpty()) {
            refusedBy = new HashSet<>(1);
        }
        refusedBy.add(inbox);
    }

    final void admittedBy(UnixInbox inbox) {
        if (!refusedBy.isEmpty()) {
            refusedBy.remove(inbox);
        }
    }

    /// At the end: gives up the name in the table, which the socket still tells, and the waits.
    final void leaveTables() {
        if (key != null) {
            names.leave(key);
            key = null;
        }
        refusedBy.forEach(inbox -> inbox.forget(this));
        refusedBy = Set.of();
    }
}
