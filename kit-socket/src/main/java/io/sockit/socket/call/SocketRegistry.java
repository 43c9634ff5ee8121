package io.sockit.socket.call;

import io.sockit.api.AddressFamily;
import io.sockit.api.ClosedSockets;
import io.sockit.api.Errno;
import io.sockit.api.ErrnoException;
import io.sockit.api.Sock;
import io.sockit.api.SocketCounts;
import io.sockit.api.SocketInfo;
import io.sockit.api.SocketTable;
import io.sockit.api.VirtualClock;
import io.sockit.socket.file.OpenFiles;
import io.sockit.socket.strand.Fields;
import io.sockit.spi.BindOps;
import io.sockit.spi.ConnectOps;
import io.sockit.spi.Contribution;
import io.sockit.spi.PassingOps;
import io.sockit.spi.Poke;
import io.sockit.spi.ProtocolFamily;
import io.sockit.spi.Served;
import io.sockit.spi.SocketOps;
import io.sockit.spi.Strand;
import io.sockit.spi.Timer;
import io.sockit.spi.packet.PacketPool;

import org.jspecify.annotations.Nullable;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;

/// All sockets of a host, in the order of their ids. The list belongs to the strand; methods enter
/// it unless they say otherwise.
class SocketRegistry implements SocketTable {
    /// Linux AF_MAX, the bound of the families that it may know.
    private static final int LINUX_FAMILIES = 46;

    private static final int TYPES = 11;

    /// What [#ask] has the strand do: the last descriptor is closed.
    static final int CLOSE = 1;

    /// A reader has passed packets that nothing else will free.
    static final int RECLAIM = 1 << 1;

    /// A reader of a stream has made room.
    static final int RECEIVED = 1 << 2;

    /// The protocol is to be told that a reference is gone.
    static final int RELEASED = 1 << 3;

    private static final int KEPT = 8;
    private static final int CHILD = 1024; // bytes, about
    private static final long RETRY = 1_000_000;
    private static final long RELIEF = 10_000_000;
    private static final SocketCounts NOTHING = new SocketCounts(0, 0, 0, 0, 0);
    private static final VarHandle NEWEST_ASKED =
            Fields.handle(MethodHandles.lookup(), "newestAsked", Socket.class);

    /// Where the packets of its sockets come from.
    final PacketPool pool;

    /// How many packets an idle socket may keep from its last burst, before a reader asks for them
    /// to be freed. In virtual time not one: the next packet may come after all other hosts have
    /// run, when the one before it is in no cache any more.
    final int kept;

    private final CallServices services;
    private final OpenFiles files;
    private final Poke bell;
    private final Timer retry;
    private volatile @Nullable Socket newestAsked;
    private final List<Socket> reclaims = new ArrayList<>();
    private long relieved;
    private int orphans;
    private final BufferLimits limits;
    private @Nullable Socket first;
    private @Nullable Socket last;
    private SocketCounts closedCounts = NOTHING;
    private long closed;

    SocketRegistry(CallServices services, OpenFiles files) {
        this.services = services;
        this.pool = services.pool();
        this.kept = services.strand().clock() instanceof VirtualClock ? 0 : KEPT;
        this.files = files;
        this.limits = new BufferLimits(services.sysctls());
        this.bell = services.strand().poke(this::serve);
        this.retry = services.strand().timers().timer(this::reclaimAgain);
    }

    CallServices services() {
        return services;
    }

    OpenFiles files() {
        return files;
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
        return made(() -> make(family, type, protocol, call));
    }

    private <T> T made(Strand.Work<T, ErrnoException> making) throws ErrnoException {
        try {
            return services.strand().call(making);
        } catch (ErrnoException e) {
            if (!meansMissing(e.errno()) || !services.folders().look()) {
                throw e;
            }
            return services.strand().call(making);
        }
    }

    private static boolean meansMissing(Errno errno) {
        return errno == Errno.EAFNOSUPPORT
                || errno == Errno.ESOCKTNOSUPPORT
                || errno == Errno.EPROTONOSUPPORT;
    }

    private Socket make(AddressFamily family, int type, int protocol, CallFrame call)
            throws ErrnoException {
        Contribution<ProtocolFamily> contribution = find(family, type, protocol);
        if (!contribution.pin()) {
            throw leaving(contribution.plugin());
        }
        PluginPins pins = new PluginPins(contribution);
        Socket socket = new Socket(this, family, type, protocol, pins);
        add(socket);
        attach(socket, protocol, contribution, call);
        if (pins.refused()) {
            socket.abandon();
            throw leaving(Sock.name(type) + " of " + family);
        }
        return socket;
    }

    /// Makes two sockets that are connected to each other. Neither has a descriptor.
    ///
    /// @throws ErrnoException as [#create]; `EOPNOTSUPP` where the type has no pairs
    Socket[] createPair(AddressFamily family, int type, int protocol, CallFrame call)
            throws ErrnoException {
        return made(() -> makePair(family, type, protocol, call));
    }

    private Socket[] makePair(AddressFamily family, int type, int protocol, CallFrame call)
            throws ErrnoException {
        Socket one = make(family, type, protocol, call);
        Socket other = null;
        try {
            other = make(family, type, protocol, call);
            SocketCalls.pair(one, other, call);
            return new Socket[] {one, other};
        } catch (ErrnoException e) {
            discard(one);
            discard(other);
            throw e;
        }
    }

    /// Closes a socket that no descriptor was made for.
    static void discard(@Nullable Socket socket) {
        if (socket != null) {
            socket.retain();
            socket.release();
        }
    }

    /// The socket of a connection to a listener, with its options; null where the plug-in is
    /// leaving or the host has no memory for it. On the strand.
    @Nullable Socket child(Socket listener) {
        if (!pool.admits(CHILD)) {
            return null;
        }
        PluginPins pins = listener.pins().again();
        if (pins == null) {
            return null;
        }
        Socket child =
                new Socket(
                        this, listener.soFamily(), listener.soType(), listener.soProtocol(), pins);
        child.inherit(listener);
        add(child);
        return child;
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
            Socket socket, int protocol, Contribution<ProtocolFamily> contribution, CallFrame call)
            throws ErrnoException {
        try {
            Served made = contribution.value().create(socket, protocol, call);
            socket.attach(Objects.requireNonNull(made, "create's answer"));
        } catch (ErrnoException e) {
            socket.abandon();
            throw e;
        } catch (Throwable t) {
            try {
                throw SocketCalls.fault(socket, "socket", t);
            } finally {
                socket.abandon();
            }
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
        socket.listed = true;
    }

    /// Takes a socket out, and keeps what it counted. On the strand.
    ///
    /// @return false where it is out already
    boolean remove(Socket socket) {
        if (!socket.listed) {
            return false;
        }
        socket.listed = false;
        closed++;
        SocketCounts counts = socket.counts();
        if (!counts.equals(NOTHING)) {
            closedCounts = sum(closedCounts, counts);
        }
        if (socket.is(Socket.ORPHANED)) {
            orphans--;
        }
        unlink(socket);
        return true;
    }

    private void unlink(Socket socket) {
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

    private static SocketCounts sum(SocketCounts one, SocketCounts other) {
        return new SocketCounts(
                one.inMessages() + other.inMessages(),
                one.inBytes() + other.inBytes(),
                one.outMessages() + other.outMessages(),
                one.outBytes() + other.outBytes(),
                one.dropped() + other.dropped());
    }

    // ---- what other threads ask the strand to do

    /// Has the strand do something for a socket, soon: bits such as `CLOSE`. The
    /// thread that raises a socket's bits from zero puts it on the stack, and the strand clears
    /// them before it looks, so that a later request comes again. Any thread.
    void ask(Socket socket, int bits) {
        if ((byte) Socket.ASKED.getAndBitwiseOr(socket, (byte) bits) == 0) {
            Socket below;
            do {
                below = newestAsked;
                socket.nextAsked = below;
            } while (!NEWEST_ASKED.compareAndSet(this, below, socket));
            bell.poke(1);
        }
    }

    private void serve(int bits) {
        Socket newest = (Socket) NEWEST_ASKED.getAndSet(this, (Socket) null);
        Socket oldest = null;
        while (newest != null) {
            Socket below = newest.nextAsked;
            newest.nextAsked = oldest;
            oldest = newest;
            newest = below;
        }
        while (oldest != null) {
            Socket next = oldest.nextAsked;
            oldest.nextAsked = null;
            serve(oldest, takeAsked(oldest));
            oldest = next;
        }
    }

    private static void tellReceived(Socket socket) {
        Streams streams = socket.streams;
        try {
            if (streams == null) {
                socket.soRcv.tellTaken();
            } else {
                streams.tellReceived();
            }
        } catch (Throwable t) {
            socket.fail(t);
        }
    }

    /// Before the look at what is asked for.
    int takeAsked(Socket socket) {
        return (byte) Socket.ASKED.getAndSet(socket, (byte) 0);
    }

    void serve(Socket socket, int bits) {
        if ((bits & RECEIVED) != 0 && !socket.is(Socket.DEAD)) {
            tellReceived(socket);
        }
        if ((bits & RELEASED) != 0 && socket.ops() instanceof PassingOps ops) {
            try {
                ops.released();
            } catch (Throwable t) {
                socket.fail(t);
            }
        }
        if ((bits & CLOSE) != 0) {
            socket.detach();
        } else if ((bits & RECLAIM) != 0) {
            socket.soRcv.reclaimPassed();
            relieve();
        }
    }

    /// Under memory pressure, frees what idle sockets keep of their last bursts, at most once a
    /// period.
    private void relieve() {
        if (pool.pressure() && services.strand().now() - relieved >= RELIEF) {
            relieved = services.strand().now();
            for (Socket socket = first; socket != null; socket = socket.after) {
                socket.soRcv.reclaimPassed();
            }
        }
    }

    /// A closed socket that a reader was inside of: tried again until that has left. On the strand.
    void reclaimLater(Socket socket) {
        if (reclaims.isEmpty()) {
            retry.armIn(RETRY);
        }
        reclaims.add(socket);
    }

    private void reclaimAgain(long now) {
        reclaims.removeIf(socket -> socket.soRcv.close());
        if (!reclaims.isEmpty()) {
            retry.armIn(RETRY);
        }
    }

    /// A closed socket lives on. Where there are too many of them, it is aborted.
    void orphaned(Socket socket) {
        orphans++;
        if (orphans > limits.orphans()) {
            socket.abort(Errno.ENOBUFS);
        }
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
        for (Socket socket : listed()) { // one that is aborted may end another
            if (socket.servedBy(plugin)) {
                socket.abort(Errno.ENETDOWN);
            }
        }
    }

    /// Aborts every socket. Off the strand.
    void abortAll() {
        services.strand().run(() -> listed().forEach(socket -> socket.abort(Errno.ENETDOWN)));
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
                        () -> new ClosedSockets(closed, closedCounts));
    }

    private List<SocketInfo> rowsInside() {
        List<SocketInfo> rows = new ArrayList<>();
        for (Socket socket : listed()) { // one that fails is aborted
            rows.add(row(socket));
        }
        return rows;
    }

    private List<Socket> listed() {
        List<Socket> sockets = new ArrayList<>();
        for (Socket socket = first; socket != null; socket = socket.after) {
            sockets.add(socket);
        }
        return sockets;
    }

    private static SocketInfo row(Socket socket) {
        try {
            return row(socket, socket.ops());
        } catch (Throwable t) {
            socket.fail(t);
            return row(socket, socket.ops());
        }
    }

    private static SocketInfo row(Socket socket, @Nullable SocketOps ops) {
        KitAcceptQueue queue = socket.accepts;
        Streams streams = socket.streams;
        KitAcceptQueue listens = socket.is(Socket.LISTENING) ? queue : null;
        long received = streams == null ? socket.soRcv.charged() : streams.available();
        long unsent = streams == null ? socket.unsent() : streams.unsent();
        io.sockit.spi.Socket peer = ops instanceof ConnectOps connect ? connect.peerSocket() : null;
        return new SocketInfo(
                socket.id(),
                socket.soFamily(),
                socket.soType(),
                socket.soProtocol(),
                socket.protocolName(),
                ops == null ? "DOWN" : Objects.requireNonNull(ops.state(), "state's answer"),
                ops instanceof BindOps bind ? bind.localName() : null,
                ops instanceof ConnectOps connect ? connect.peerName() : null,
                peer == null ? 0 : peer.id(),
                listens == null ? received : listens.length(),
                listens == null ? unsent : listens.limit(),
                socket.counts());
    }
}
