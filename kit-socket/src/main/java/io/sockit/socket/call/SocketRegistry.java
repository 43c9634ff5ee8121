package io.sockit.socket.call;

import io.sockit.api.AddressFamily;
import io.sockit.api.ClosedSockets;
import io.sockit.api.Errno;
import io.sockit.api.ErrnoException;
import io.sockit.api.Sock;
import io.sockit.api.SocketInfo;
import io.sockit.api.SocketTable;
import io.sockit.spi.Contribution;
import io.sockit.spi.ProtocolFamily;
import io.sockit.spi.SocketOps;

import org.jspecify.annotations.Nullable;

import java.util.ArrayList;
import java.util.List;
import java.util.Objects;

/// All sockets of a host, in the order of their ids. The list belongs to the strand; methods enter
/// it unless they say otherwise.
final class SocketRegistry implements SocketTable {
    /// Linux AF_MAX, the bound of the families that it may know.
    private static final int LINUX_FAMILIES = 46;

    private static final int TYPES = 11;

    private final CallServices services;
    private final BufferLimits limits;
    private long lastId;
    private @Nullable Socket first;
    private @Nullable Socket last;
    private final Traffic closedTraffic = new Traffic();
    private long closed;

    SocketRegistry(CallServices services) {
        this.services = services;
        this.limits = new BufferLimits(services.sysctls());
    }

    CallServices services() {
        return services;
    }

    BufferLimits limits() {
        return limits;
    }

    /// Makes a socket of a family; where there is none of that kind, looks for plug-ins once and
    /// tries again, as the kernel's request_module does.
    ///
    /// @throws ErrnoException `EAFNOSUPPORT`, what the family answers, `ENETDOWN` where its plug-in
    ///     is leaving
    Socket create(AddressFamily family, int type, int protocol, CallFrame call)
            throws ErrnoException {
        try {
            return tryCreate(family, type, protocol, call);
        } catch (ErrnoException e) {
            if (!meansMissing(e.errno()) || !services.folders().look()) {
                throw e;
            }
            return tryCreate(family, type, protocol, call);
        }
    }

    private static boolean meansMissing(Errno errno) {
        return errno == Errno.EAFNOSUPPORT
                || errno == Errno.ESOCKTNOSUPPORT
                || errno == Errno.EPROTONOSUPPORT;
    }

    private Socket tryCreate(AddressFamily family, int type, int protocol, CallFrame call)
            throws ErrnoException {
        return services.strand()
                .<Socket, ErrnoException>call(() -> make(family, type, protocol, call));
    }

    private Socket make(AddressFamily family, int type, int protocol, CallFrame call)
            throws ErrnoException {
        Contribution<ProtocolFamily> contribution = find(family, type, protocol);
        if (!contribution.pin()) {
            throw leaving(contribution.plugin());
        }
        PluginPins pins = new PluginPins(contribution);
        Socket socket = new Socket(this, ++lastId, family, type, protocol, pins);
        attach(socket, contribution, call);
        if (pins.refused()) {
            socket.abandon();
            throw leaving(Sock.name(type) + " of " + family);
        }
        add(socket);
        return socket;
    }

    /// Checks in Linux's order: the family's number, the type, the family, the protocol.
    private Contribution<ProtocolFamily> find(AddressFamily family, int type, int protocol)
            throws ErrnoException {
        Contribution<ProtocolFamily> found = services.families().find(family);
        if (type >= TYPES && (found != null || family.number() < LINUX_FAMILIES)) {
            throw bad("type: " + type + " (expected: 0 to 10)");
        }
        if (found == null) {
            throw new ErrnoException(
                    Errno.EAFNOSUPPORT,
                    "socket",
                    "family: " + family + " (expected: one that a loaded plug-in contributes)");
        }
        if (protocol < 0) {
            throw bad("protocol: " + protocol + " (expected: >= 0)");
        }
        return found;
    }

    private static ErrnoException bad(String argument) {
        return new ErrnoException(Errno.EINVAL, "socket", argument);
    }

    private static void attach(
            Socket socket, Contribution<ProtocolFamily> contribution, CallFrame call)
            throws ErrnoException {
        try {
            SocketOps made = contribution.value().create(socket, call);
            socket.attach(Objects.requireNonNull(made, "create's answer"));
        } catch (ErrnoException e) {
            socket.abandon();
            throw e;
        } catch (Throwable t) {
            ErrnoException fault = socket.fault("socket", t);
            socket.abandon();
            throw fault;
        }
    }

    private static ErrnoException leaving(String what) {
        return new ErrnoException(
                Errno.ENETDOWN,
                "socket",
                "plug-in: " + what + " is leaving (expected: a loaded one)");
    }

    private void add(Socket socket) {
        socket.before = last;
        if (last == null) {
            first = socket;
        } else {
            last.after = socket;
        }
        last = socket;
    }

    /// Takes a socket out, and keeps what it counted. On the strand.
    void remove(Socket socket) {
        closed++;
        closedTraffic.add(socket.soRcv.traffic());
        Socket before = socket.before;
        Socket after = socket.after;
        if (before == null) {
            first = after;
        } else {
            before.after = after;
        }
        if (after == null) {
            last = before;
        } else {
            after.before = before;
        }
        socket.before = null;
        socket.after = null;
    }

    /// Aborts every socket that a plug-in serves: see [Socket#abort]. Also on the strand.
    void abort(String plugin) {
        if (services.strand().inside()) {
            abortInside(plugin);
        } else {
            services.strand()
                    .<@Nullable Void, RuntimeException>call(
                            () -> {
                                abortInside(plugin);
                                return null;
                            });
        }
    }

    private void abortInside(String plugin) {
        for (Socket socket = first; socket != null; socket = socket.after) {
            if (socket.servedBy(plugin)) {
                socket.abort();
            }
        }
    }

    /// Comes back when what was brought to the strand before has been done. Off the strand.
    void settle() {
        services.strand().<@Nullable Void, RuntimeException>call(() -> null);
    }

    @Override
    public List<SocketInfo> rows() {
        return services.strand().<List<SocketInfo>, RuntimeException>call(this::rowsInside);
    }

    @Override
    public ClosedSockets closed() {
        return services.strand()
                .<ClosedSockets, RuntimeException>call(
                        () -> new ClosedSockets(closed, closedTraffic.counts()));
    }

    private List<SocketInfo> rowsInside() {
        List<SocketInfo> rows = new ArrayList<>();
        for (Socket socket = first; socket != null; socket = socket.after) {
            rows.add(row(socket));
        }
        return rows;
    }

    private static SocketInfo row(Socket socket) {
        try {
            return row(socket, socket.soPcb());
        } catch (Throwable t) {
            socket.fault("sockets", t);
            return row(socket, socket.soPcb());
        }
    }

    private static SocketInfo row(Socket socket, Pcb pcb) {
        return new SocketInfo(
                socket.id(),
                socket.soFamily(),
                socket.soType(),
                socket.soProtocol(),
                socket.protocolName(),
                Objects.requireNonNull(pcb.ops().state(), "state's answer"),
                pcb.bind() == null ? null : pcb.bind().localName(),
                pcb.connect() == null ? null : pcb.connect().peerName(),
                socket.soRcv.charged(),
                socket.soSnd.charged(),
                socket.soRcv.traffic().counts());
    }
}
