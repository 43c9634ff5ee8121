package io.sockit.socket.call;

import static io.sockit.api.PollFd.POLLERR;
import static io.sockit.api.PollFd.POLLHUP;
import static io.sockit.api.PollFd.POLLIN;
import static io.sockit.api.PollFd.POLLOUT;
import static io.sockit.api.PollFd.POLLRDHUP;

import io.sockit.api.AddressFamily;
import io.sockit.api.Errno;
import io.sockit.api.ErrnoException;
import io.sockit.api.Linger;
import io.sockit.api.Stat;
import io.sockit.socket.file.OpenFile;
import io.sockit.socket.strand.HostStrand;
import io.sockit.socket.strand.Watch;
import io.sockit.spi.Contribution;
import io.sockit.spi.Poke;
import io.sockit.spi.SocketOps;

import org.jspecify.annotations.Nullable;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;

/// A socket (BSD `struct socket`), its parts by name. What is volatile may be read by any thread
/// and is written on the strand, but for the options, which the calling threads write; the rest
/// belongs to the strand.
final class Socket extends OpenFile implements io.sockit.spi.Socket, Poke.Handler {
    /// so_state: the reading side is shut.
    static final int SS_CANTRCVMORE = 1;

    /// so_state: the writing side is shut.
    static final int SS_CANTSENDMORE = 1 << 1;

    private static final int DETACH = 1;
    private static final int WAKE_WRITERS = 1 << 1;

    private static final VarHandle SO_ERROR;

    static {
        try {
            SO_ERROR = MethodHandles.lookup().findVarHandle(Socket.class, "soError", Errno.class);
        } catch (ReflectiveOperationException e) {
            throw new ExceptionInInitializerError(e);
        }
    }

    final SocketRegistry registry;
    final SoOptions soOptions = new SoOptions();
    final MessageBuffer soRcv;
    final SendBuffer soSnd;
    final Spare<SendCall> sendCalls = new Spare<>();
    final Spare<BlockedReceive> blockedReceives = new Spare<>();
    final Spare<AncillaryWriter> ancillary = new Spare<>();

    /// Links of the registry's list.
    @Nullable Socket before;

    @Nullable Socket after;

    volatile Linger soLinger = Linger.OFF;
    volatile int receiveLowWater = 1; // messages are whole, and do not wait for it
    volatile long receiveTimeoutNanos;
    volatile long sendTimeoutNanos;

    private final long id;
    private final AddressFamily soFamily;
    private final int soType;
    final HostStrand strand;
    private final Poke poke;
    private volatile int soProtocol;
    private volatile String protocolName = "";
    private volatile int soState;
    private volatile Pcb soPcb = Pcb.CLOSED;
    private volatile @Nullable Errno soError;
    private final PluginPins pins;

    Socket(
            SocketRegistry registry,
            long id,
            AddressFamily family,
            int type,
            int protocol,
            PluginPins pins) {
        super(id);
        this.registry = registry;
        this.id = id;
        this.soFamily = family;
        this.soType = type;
        this.soProtocol = protocol;
        this.pins = pins;
        CallServices services = registry.services();
        this.strand = services.strand();
        this.poke = strand.poke(this);
        this.soRcv = new MessageBuffer(strand, this, registry.limits().receiveDefault(), POLLIN);
        this.soSnd = new SendBuffer(this, registry.limits().sendDefault(), poke, WAKE_WRITERS);
    }

    // ---- what a protocol sees

    @Override
    public long id() {
        return id;
    }

    @Override
    public AddressFamily soFamily() {
        return soFamily;
    }

    @Override
    public int soType() {
        return soType;
    }

    @Override
    public int soProtocol() {
        return soProtocol;
    }

    @Override
    public void soProto(int protocol, String name, @Nullable Contribution<?> server) {
        soProtocol = protocol;
        protocolName = name;
        pins.server(server);
    }

    @Override
    public SoOptions soOptions() {
        return soOptions;
    }

    @Override
    public MessageBuffer soRcv() {
        return soRcv;
    }

    @Override
    public void soError(Errno error) {
        soError = error;
        wakeAll();
    }

    @Override
    public @Nullable Errno takeSoError() {
        return soError == null ? null : (Errno) SO_ERROR.getAndSet(this, (Errno) null);
    }

    // ---- what the kit sees

    /// Follows the queue of errors (Linux `sock_dequeue_err_skb`): so_error is that of the next
    /// one, and none after the last of those that set it. Wakes nobody. Any thread.
    ///
    /// @param taken what the error that was just taken had set, 0 for nothing
    void errorTaken(long taken, MessageBuffer errors) {
        int next = (int) errors.nextMark(0);
        if (next != 0) {
            soError = Errno.ofLinux(next).orElse(null);
        } else if (taken != 0) {
            soError = null;
        }
    }

    Pcb soPcb() {
        return soPcb;
    }

    int soState() {
        return soState;
    }

    boolean is(int state) {
        return (soState & state) != 0;
    }

    boolean hasError() {
        return soError != null;
    }

    String protocolName() {
        return protocolName;
    }

    boolean servedBy(String plugin) {
        return pins.isBy(plugin);
    }

    /// The protocol's side is made. On the strand.
    void attach(SocketOps ops) {
        soPcb = Pcb.of(ops);
    }

    /// Shuts directions, and wakes who waits. On the strand.
    ///
    /// @param states of `SS_CANTRCVMORE` and `SS_CANTSENDMORE`
    void shut(int states) {
        int now = soState | states;
        soState = now;
        wakeAll();
    }

    /// Has every thread that waits look again. Any thread.
    void wakeAll() {
        strand.raise(this, Watch.ALL);
    }

    @Override
    public int readiness() {
        int events = hasError() || soRcv.hasErrors() ? POLLERR : 0;
        if (soPcb.dead() != null) {
            return events | POLLIN | POLLOUT | POLLHUP | POLLRDHUP; // no call would wait
        }
        boolean noMoreIn = is(SS_CANTRCVMORE);
        boolean noMoreOut = is(SS_CANTSENDMORE);
        if (noMoreIn) {
            events |= POLLIN | POLLRDHUP;
        }
        if (noMoreIn && noMoreOut) {
            events |= POLLHUP;
        }
        if (soRcv.readable()) {
            events |= POLLIN;
        }
        if (noMoreOut || soSnd.hasRoom()) {
            events |= POLLOUT;
        }
        return events;
    }

    @Override
    public Stat stat() {
        return new Stat(inode(), Stat.S_IFSOCK | 0777);
    }

    /// The last descriptor is closed: the protocol is detached on the strand, sooner or later, and
    /// the caller does not wait for it. Any thread.
    @Override
    protected void closed() {
        poke.poke(DETACH);
    }

    @Override
    public void poked(int bits) {
        if ((bits & DETACH) != 0) {
            leave(Pcb.CLOSED);
            registry.remove(this); // with what its protocol still brought or lost
        }
        if ((bits & WAKE_WRITERS) != 0) {
            strand.raise(this, POLLOUT);
        }
    }

    /// Lets go of the protocol and its plug-ins; every call answers `ENETDOWN` from now on, and who
    /// waits is woken. Its descriptors stay open. On the strand.
    void abort() {
        if (soPcb.dead() == null) {
            leave(Pcb.ABORTED);
            soError(Errno.ENETDOWN);
        }
    }

    private void leave(Pcb successor) {
        Pcb old = soPcb;
        soPcb = successor;
        orCharge(old.ops()::detach);
        orCharge(soRcv::close); // fails where a packet was given twice
        pins.end();
    }

    private void orCharge(Runnable step) {
        try {
            step.run();
        } catch (Throwable t) {
            pins.fault(t);
        }
    }

    /// Charges the plug-in with what its code threw, and aborts the socket. On the strand.
    ///
    /// @return what the caller gets: `EIO`, naming the plug-in
    ErrnoException fault(String call, Throwable thrown) {
        String plugin = pins.fault(thrown);
        abort();
        return new ErrnoException(
                Errno.EIO,
                call,
                "plug-in "
                        + plugin
                        + " failed with "
                        + thrown.getClass().getName()
                        + " (expected: an answer); socket "
                        + id
                        + " is aborted");
    }

    /// Gives up what creation had begun. On the strand.
    void abandon() {
        leave(Pcb.CLOSED);
    }

    @Override
    public String toString() {
        return "socket " + id + " (" + soFamily + ", " + protocolName + ")";
    }
}
