package io.sockit.socket.call;

import static io.sockit.api.PollFd.POLLHUP;
import static io.sockit.api.PollFd.POLLOUT;

import io.sockit.api.AddressFamily;
import io.sockit.api.Errno;
import io.sockit.api.ErrnoException;
import io.sockit.api.Linger;
import io.sockit.api.Sock;
import io.sockit.api.SocketCounts;
import io.sockit.socket.strand.Fields;
import io.sockit.socket.strand.HostStrand;
import io.sockit.socket.strand.Watch;
import io.sockit.spi.Served;
import io.sockit.spi.SocketOps;
import io.sockit.spi.SocketState;
import io.sockit.spi.StreamOps;
import io.sockit.spi.packet.Packet;

import org.jspecify.annotations.Nullable;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.util.Objects;

/// A socket (BSD `struct socket`), its parts by name, and its open file in one: a connection that
/// waits to be accepted is an open file without references.
///
/// **Single writer.** Everything here is written on the strand, except `O_NONBLOCK`, the options of
/// the kit's own level, the reader word of [ReceiveChain], what readers have passed, and watches.
/// Other threads read `state`, `soError` and `ops`, which are volatile; the strand's stores need no
/// fence of their own, since its release is one before anybody is told.
final class Socket extends SoOptions implements io.sockit.spi.Socket, SocketState {
    /// so_state: the reading side is shut, by the program or at the end of the stream.
    static final int CANT_RCV = 1;

    /// so_state: the writing side is shut.
    static final int CANT_SEND = 1 << 1;

    static final int CONNECTED = 1 << 2;
    static final int CONNECTING = 1 << 3;
    static final int LISTENING = 1 << 4;

    /// No protocol is behind it any more; `dead` says what calls answer.
    static final int DEAD = 1 << 5;

    /// It had a connection, which is gone.
    static final int DISCONNECTED = 1 << 6;

    /// Its last descriptor is closed and the protocol goes on.
    static final int ORPHANED = 1 << 7;

    /// An attempt to connect has failed and no call has been told.
    static final int FAILED = 1 << 8;

    /// What it sends finds no room at its receiver.
    static final int NO_ROOM = 1 << 9;

    /// An attempt to connect was successful and no call has been told.
    static final int MADE = 1 << 10;

    private static final VarHandle SO_ERROR =
            Fields.handle(MethodHandles.lookup(), "soError", Errno.class);
    private static final VarHandle STATE =
            Fields.handle(MethodHandles.lookup(), "state", int.class);
    private static final VarHandle OPS =
            Fields.handle(MethodHandles.lookup(), "ops", SocketOps.class);
    static final VarHandle ASKED = Fields.handle(MethodHandles.lookup(), "asked", byte.class);

    final SocketRegistry registry;
    final HostStrand strand;
    final ReceiveChain soRcv;
    volatile @Nullable SendRoom soSnd; // made on the strand, for the first message
    volatile @Nullable Streams streams; // made on the strand, for sockets with StreamOps
    volatile @Nullable KitAcceptQueue accepts; // made by listen

    /// Counted up where a send that was refused for want of room may be tried again. On the strand.
    volatile int sendTurn;

    /// Links of the registry's list, on the strand.
    @Nullable Socket before;

    @Nullable Socket after;

    boolean listed;

    /// What the registry is to do for it: see [SocketRegistry#ask].
    volatile byte asked;

    @Nullable Socket nextAsked;

    /// The call object of slow sends, for the next one; taken by a CAS.
    volatile @Nullable SendCall spareSend;

    /// Used under the reader word.
    @Nullable AncillaryWriter ancillary;

    private final AddressFamily soFamily;
    private final byte soType;
    private final PluginPins pins;
    private int soProtocol; // before it can be found, as the name
    private String protocolName = "";
    private volatile int state;
    private volatile @Nullable SocketOps ops;
    private volatile @Nullable Errno soError;
    private @Nullable Errno dead; // before DEAD is set in state
    @Nullable KitAcceptQueue listener; // where it waits to be accepted
    private long outMessages;
    private long outBytes;

    Socket(SocketRegistry registry, AddressFamily family, int type, int protocol, PluginPins pins) {
        super(registry.files());
        this.registry = registry;
        this.soFamily = family;
        this.soType = (byte) type;
        this.soProtocol = protocol;
        this.pins = pins;
        this.strand = registry.services().strand();
        this.soRcv = new ReceiveChain(this);
        this.receiveLimit = registry.limits().receiveDefault();
        this.sendLimit = registry.limits().sendDefault();
    }

    // ---- what a protocol sees

    @Override
    public long id() {
        return inode();
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
    public SoOptions soOptions() {
        return this;
    }

    @Override
    public SocketState soState() {
        return this;
    }

    @Override
    public ReceiveChain soRcv() {
        return soRcv;
    }

    @Override
    public Streams stream() {
        Streams mine = streams;
        if (mine == null) {
            mine = new Streams(this);
            streams = mine;
        }
        return mine;
    }

    @Override
    public void connected() {
        if (is(DEAD)) {
            return;
        }
        int made = is(CONNECTING) ? CONNECTED | MADE : CONNECTED;
        change(made, CONNECTING | DISCONNECTED | FAILED);
        KitAcceptQueue queue = listener;
        if (queue != null) {
            queue.complete(this);
        }
        strand.raise(this, POLLOUT | POLLHUP); // a connecting caller waits for either end
    }

    @Override
    public void disconnected(@Nullable Errno error) {
        if (is(DEAD)) {
            return;
        }
        if (error != null) {
            soError = error;
        }
        int end = is(CONNECTING) ? FAILED | DISCONNECTED : DISCONNECTED | CANT_RCV | CANT_SEND;
        change(end, CONNECTING | CONNECTED | MADE);
        wakeAll();
    }

    @Override
    public void cantRcvMore() {
        shut(CANT_RCV);
    }

    @Override
    public void cantSendMore() {
        shut(CANT_SEND);
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

    @Override
    public void sendRoom(boolean room) {
        if (room) {
            int next = sendTurn + 1;
            sendTurn = next;
            change(0, NO_ROOM);
            strand.raise(this, POLLOUT);
        } else {
            change(NO_ROOM, 0);
        }
    }

    @Override
    public void ended() {
        if (is(ORPHANED)) {
            free();
        }
    }

    // ---- what the kit sees

    @Override
    public @Nullable SocketOps ops() {
        return ops;
    }

    int soProtocol() {
        return soProtocol;
    }

    String protocolName() {
        return protocolName;
    }

    int state() {
        return state;
    }

    boolean is(int bits) {
        return (state & bits) != 0;
    }

    boolean hasError() {
        return soError != null;
    }

    /// On the strand; wakes nobody.
    void replaceSoError(@Nullable Errno error) {
        soError = error;
    }

    /// @throws ErrnoException what calls answer on a socket without a protocol
    void requireAlive(String call) throws ErrnoException {
        if (is(DEAD)) {
            throw new ErrnoException(
                    Objects.requireNonNull(dead, "dead"),
                    call,
                    this + ": its protocol is gone (expected: a live one)");
        }
    }

    Errno deadErrno() {
        Errno why = dead;
        return why == null ? Errno.EBADF : why;
    }

    boolean servedBy(String plugin) {
        return pins.isBy(plugin);
    }

    PluginPins pins() {
        return pins;
    }

    SocketCounts counts() {
        return new SocketCounts(
                soRcv.inMessages(), soRcv.inBytes(), outMessages, outBytes, soRcv.dropped());
    }

    /// Whether one more message may be sent. It may be larger than the room that is left.
    boolean hasSendRoom() {
        return unsent() < sendLimit;
    }

    /// Bytes that sent messages pin. Any thread.
    long unsent() {
        SendRoom room = soSnd;
        return room == null ? 0 : room.charged();
    }

    /// Charges a message until it is uncharged or released. On the strand.
    void charge(Packet message) {
        SendRoom room = soSnd;
        if (room == null) {
            room = new SendRoom(this);
            soSnd = room;
        }
        room.charge(message);
    }

    /// Its protocol took so much from it. On the strand.
    void sent(int bytes) {
        outMessages++;
        outBytes += bytes;
    }

    /// The protocol's side is made. On the strand.
    void attach(Served served) {
        soProtocol = served.protocol();
        protocolName = served.name();
        if (!pins.isFor(served.server())) {
            pins.server(served.server());
        }
        attach(served.ops());
    }

    /// The protocol's side of a connection to a listener is made. On the strand.
    void attach(SocketOps made) {
        if (made instanceof StreamOps) {
            stream();
        } else {
            soRcv.attach(made);
        }
        OPS.setRelease(this, made);
    }

    /// Takes over what a connection has from its listener. On the strand.
    void inherit(Socket from) {
        copyOptions(from);
        protocolName = from.protocolName;
    }

    /// Sets and clears bits of the state. On the strand.
    void change(int set, int clear) {
        STATE.setRelease(this, (state & ~clear) | set);
    }

    /// Shuts directions, and wakes every thread that waits. On the strand.
    void shut(int directions) {
        change(directions, 0);
        wakeAll();
    }

    /// Has every thread that waits look again. Any thread.
    void wakeAll() {
        strand.raise(this, Watch.ALL);
    }

    @Override
    public int readiness() {
        return SocketEvents.of(this, state);
    }

    // ---- the end

    /// The last descriptor is closed: the protocol is told on the strand, sooner or later, and the
    /// caller does not wait for it. Any thread.
    @Override
    protected void closed() {
        registry.ask(this, SocketRegistry.CLOSE);
    }

    /// On the strand.
    void detach() {
        SocketOps mine = ops;
        KitAcceptQueue queue = accepts;
        if (queue != null) {
            queue.close();
        }
        if (mine == null) {
            free();
            return;
        }
        boolean over = true;
        Linger linger = waits().soLinger();
        if (linger.on() && linger.seconds() == 0 && streams != null) {
            orCharge(() -> mine.abort(Errno.ECONNRESET));
        } else {
            over = closes(mine);
        }
        if (over) {
            free();
        } else if (!is(DEAD)) {
            change(ORPHANED | CANT_RCV | CANT_SEND, 0);
            registry.orphaned(this);
        }
    }

    private boolean closes(SocketOps mine) {
        try {
            return mine.close();
        } catch (Throwable t) {
            pins.fault(t);
            return true;
        }
    }

    /// Gives the protocol up and leaves nothing of its plug-ins. Every call answers `why` from now
    /// on, and threads that wait are woken; descriptors stay open. On the strand.
    void abort(Errno why) {
        SocketOps mine = ops;
        if (mine == null || is(DEAD)) {
            return;
        }
        boolean open = !is(ORPHANED) && listener == null;
        KitAcceptQueue queue = accepts;
        if (queue != null) {
            queue.close();
        }
        orCharge(() -> mine.abort(why));
        if (open) {
            leave(why);
            soError(why);
        } else {
            free();
        }
    }

    /// It has neither descriptors nor a protocol. On the strand.
    private void free() {
        KitAcceptQueue waitsIn = listener;
        if (waitsIn != null) {
            waitsIn.forget(this);
        }
        if (!registry.remove(this)) {
            return; // it has been freed
        }
        leave(Errno.EBADF);
    }

    private void leave(Errno why) {
        dead = why;
        change(DEAD, CONNECTING | LISTENING);
        OPS.setRelease(this, (SocketOps) null);
        closeBuffers();
        pins.end();
        wakeAll();
    }

    private void closeBuffers() {
        orCharge( // fails where a packet was given twice
                () -> {
                    Streams mine = streams;
                    if (mine != null) {
                        mine.close();
                    }
                    if (!soRcv.close()) {
                        registry.reclaimLater(this);
                    }
                });
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
    /// @return the plug-in's name
    String fail(Throwable thrown) {
        String plugin = pins.fault(thrown);
        abort(Errno.ENETDOWN);
        return plugin;
    }

    /// Gives up what creation had begun. On the strand.
    void abandon() {
        SocketOps mine = ops;
        if (mine != null) {
            orCharge(() -> mine.abort(Errno.ENETDOWN));
        }
        free();
    }

    @Override
    public String toString() {
        String name = protocolName;
        String type = name.isEmpty() ? Sock.name(soType) : name;
        return "socket %d (%s, %s)".formatted(inode(), soFamily, type);
    }
}
