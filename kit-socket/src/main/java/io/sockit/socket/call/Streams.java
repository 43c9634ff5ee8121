package io.sockit.socket.call;

import static io.sockit.api.PollFd.POLLHUP;
import static io.sockit.api.PollFd.POLLIN;
import static io.sockit.api.PollFd.POLLOUT;
import static io.sockit.api.PollFd.POLLPRI;
import static io.sockit.api.PollFd.POLLRDHUP;

import io.sockit.socket.strand.Fields;
import io.sockit.spi.StreamBuffers;
import io.sockit.spi.StreamOps;
import io.sockit.spi.StreamReceive;
import io.sockit.spi.packet.ByteQueue;
import io.sockit.spi.packet.Packet;

import org.jspecify.annotations.Nullable;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteBuffer;

/// What a stream socket has beside its chain of packets: so_snd, and the positions of so_rcv.
///
/// The strand writes `receiveEnd`, `unsent` and `mark`, by release stores; the reader with the
/// reader word of [ReceiveChain] writes `readPosition` and `offset`. **A reader and `updateAt`**:
/// the strand stores `updateAt` and then reads `readPosition`, the reader stores `readPosition` and
/// then reads `updateAt`. All four are volatile accesses, so one of them sees the other, and the
/// protocol is told that there is room again.
class Streams implements StreamBuffers {
    private static final VarHandle RECEIVE_END =
            Fields.handle(MethodHandles.lookup(), "receiveEnd", long.class);
    private static final VarHandle UNSENT =
            Fields.handle(MethodHandles.lookup(), "unsent", int.class);
    private static final VarHandle OFFER =
            Fields.handle(MethodHandles.lookup(), "offer", Offer.class);

    private final Socket socket;
    private final ByteQueue send;
    private int held; // on the strand

    @SuppressWarnings("UnusedVariable") // see UNSENT
    private int unsent;

    private long receiveEnd;
    private int offset; // of the oldest packet, with the reader word
    private volatile long readPosition;
    private volatile long updateAt = Long.MAX_VALUE;

    /// Position behind the urgent byte, or -1.
    private volatile long mark = -1;

    /// Whether the urgent byte has been read, with the reader word.
    private volatile boolean markTaken;

    private volatile boolean controlled;

    /// Where written bytes go at once; null where the protocol carries them. By the strand; other
    /// threads may see it late.
    private @Nullable Streams to;

    /// What a waiting reader offers; made by the first one.
    private volatile @Nullable Offer offer;

    Streams(Socket socket) {
        this.socket = socket;
        this.send = new ByteQueue(socket.registry.pool);
    }

    // ---- so_snd, on the strand

    @Override
    public long sendStart() {
        return send.start();
    }

    @Override
    public long sendEnd() {
        return send.end();
    }

    @Override
    public void slice(long from, int n, Packet into) {
        send.slice(from, n, into);
    }

    @Override
    public void acknowledge(long upTo) {
        send.release(upTo);
        publishUnsent();
        if (writable()) {
            socket.strand.raise(socket, POLLOUT);
        }
    }

    @Override
    @SuppressWarnings("ReferenceEquality") // identity is meant
    public void sendsTo(@Nullable StreamReceive receiver) {
        Streams other = receiver instanceof Streams mine ? mine : null;
        if (to != other) {
            to = other;
        }
    }

    /// Where the next bytes go at once; off the strand, about.
    @Nullable Streams to() {
        return to;
    }

    /// Gives up to `n` bytes to a reader that waits at the other socket: [Offer#fill] is to follow,
    /// off the strand.
    ///
    /// @return how many; 0 where no reader waits, or not for these
    int fill(Streams other, int n) {
        if (send.length() != 0) {
            return 0;
        }
        int given = other.take(n);
        send.skip(given);
        return given;
    }

    /// Whether `n` bytes have to wait for nothing on their way to the other socket.
    boolean hasRoomAt(Streams other, int n) {
        return send.length() == 0 && other.room() >= n;
    }

    /// Puts a packet of `n` bytes into the other socket's so_rcv, which has room.
    void give(Streams other, Packet data, int n) {
        other.receive(data);
        send.skip(n);
    }

    void append(byte[] data, int from, int length) {
        send.append(data, from, length);
        publishUnsent();
    }

    /// Takes the packet over.
    void append(Packet data) {
        send.append(data);
        publishUnsent();
    }

    private void publishUnsent() {
        UNSENT.setRelease(this, send.length());
    }

    /// Bytes that may be written now, at most 0 where there is no room. Any thread.
    int sendRoom() {
        return sendLimit() - unsent();
    }

    int unsent() {
        return (int) UNSENT.getAcquire(this);
    }

    private int sendLimit() {
        int bytes = socket.sendLimit;
        return socket.ops() instanceof StreamOps ops ? ops.sendLimit(bytes) : bytes;
    }

    /// Linux `sk_stream_is_writeable`: a third of the buffer is free.
    private boolean writable() {
        int queued = unsent();
        return sendLimit() - queued >= (queued >> 1) + (queued == 0 ? 0 : 1);
    }

    // ---- so_rcv, on the strand

    @Override
    public long receiveStart() {
        return readPosition;
    }

    @Override
    public long receiveEnd() {
        return receiveEnd;
    }

    @Override
    public int room() {
        if (socket.is(Socket.DEAD | Socket.CANT_RCV)) {
            return 0;
        }
        return (int) Math.max(0, socket.receiveLimit - socket.soRcv.charged() - held);
    }

    @Override
    public boolean receive(Packet inOrder) {
        if (socket.is(Socket.DEAD | Socket.ORPHANED)) {
            return false;
        }
        int length = inOrder.length();
        if (length == 0) {
            inOrder.release();
            return true;
        }
        RECEIVE_END.setRelease(this, receiveEnd + length);
        socket.soRcv.put(inOrder);
        return true;
    }

    @Override
    public void hold(int bytes) {
        held += bytes;
    }

    @Override
    public void urgent(long position) {
        markTaken = false;
        mark = position;
        socket.strand.raise(socket, POLLPRI);
    }

    @Override
    public void updateAt(long position) {
        wantUpdateAt(position);
        if (readPosition >= position) {
            askToTell();
        }
    }

    @Override
    public void controlled() {
        controlled = true;
    }

    /// Takes the buffer of a waiting reader for up to `n` bytes, which count as read from now on:
    /// [Offer#fill] is to follow, off the strand.
    ///
    /// @return how many; 0 where no reader waits, or not for these
    int take(int n) {
        Offer open = offer;
        if (open == null || !open.isOpen() || socket.is(Socket.DEAD | Socket.CANT_RCV)) {
            return 0;
        }
        ReceiveChain chain = socket.soRcv;
        if (!chain.tryRead()) {
            return 0;
        }
        int taken = 0;
        long now = readPosition;
        if (available() == 0 && (mark < 0 || now >= mark)) {
            taken = open.tryTake(n);
        }
        if (taken > 0) {
            now += taken;
            readPosition = now; // first, so that nothing seems to be there to be read
            RECEIVE_END.setRelease(this, receiveEnd + taken);
            chain.handed(taken);
            StreamReceives.moveOffset(socket, false, 0, taken);
        }
        if (chain.endReadAndLook()) {
            socket.registry.ask(socket, SocketRegistry.RECLAIM);
        }
        if (taken > 0 && now >= updateAt) {
            askToTell();
        }
        return taken;
    }

    /// How often a waiting reader was given bytes. On the strand.
    int takings() {
        Offer made = offer;
        return made == null ? 0 : made.takings();
    }

    final void wantUpdateAt(long position) {
        updateAt = position;
    }

    void askToTell() {
        socket.registry.ask(socket, SocketRegistry.RECEIVED);
    }

    /// The reader has passed `updateAt`, or a notice of that came late.
    void tellReceived() {
        long now = readPosition;
        if (now >= updateAt && socket.ops() instanceof StreamOps ops) {
            updateAt = Long.MAX_VALUE;
            ops.received(now);
        }
    }

    void close() {
        if (to != null) {
            to = null;
        }
        send.clear();
        publishUnsent();
    }

    // ---- any thread

    /// Bytes that can be read.
    int available() {
        long read = readPosition;
        return Math.max(0, (int) ((long) RECEIVE_END.getAcquire(this) - read));
    }

    /// Whether a reader waits with its buffer.
    boolean isAwaited() {
        Offer made = offer;
        return made != null && made.isOpen();
    }

    /// What readers offer.
    Offer offer() {
        Offer made = offer;
        if (made == null) {
            made = new Offer();
            Offer before = (Offer) OFFER.compareAndExchange(this, (Offer) null, made);
            made = before == null ? made : before;
        }
        return made;
    }

    /// What `poll` answers, but for shut directions and errors.
    int events(int state) {
        if ((state & (Socket.CONNECTED | Socket.CONNECTING | Socket.DISCONNECTED)) == 0) {
            return POLLOUT | POLLHUP; // Linux: a socket without a connection
        }
        if ((state & Socket.CONNECTING) != 0) {
            return 0;
        }
        int events = (state & Socket.CONNECTED) == 0 ? POLLIN | POLLOUT | POLLHUP | POLLRDHUP : 0;
        if (available()
                >= Math.min(
                        socket.waits().receiveLowWater(), Math.max(1, socket.receiveLimit / 2))) {
            events |= POLLIN;
        }
        if (urgentPending()) {
            events |= POLLPRI;
        }
        return writable() ? events | POLLOUT : events;
    }

    private boolean urgentPending() {
        return mark >= 0 && !markTaken && readPosition < mark;
    }

    // ---- the reader

    /// Whether packets may bring something along: see [ControlledRead].
    boolean isControlled() {
        return controlled;
    }

    /// How much of the oldest packet is read.
    int offset() {
        return offset;
    }

    long readPosition() {
        return readPosition;
    }

    /// SIOCATMARK.
    boolean atMark() {
        return mark >= 0 && readPosition == mark - 1;
    }

    /// Position of the urgent byte if there is one to be taken, else -1.
    long urgentPosition() {
        return urgentPending() ? mark - 1 : -1;
    }

    boolean hasArrived(long position) {
        return (long) RECEIVE_END.getAcquire(this) > position;
    }

    void urgentTaken() {
        markTaken = true;
    }

    /// How many of `wanted` bytes a read from `ahead` bytes after the read position may take: it
    /// stops in front of the urgent byte, unless it begins there.
    int untilMark(int ahead, int wanted) {
        long begin = readPosition + ahead;
        long urgent = mark - 1;
        return mark >= 0 && begin < urgent && begin + wanted > urgent
                ? (int) (urgent - begin)
                : wanted;
    }

    /// Whether the byte at a distance of `ahead` from the read position is the urgent one, and is
    /// no part of the stream.
    boolean isUrgent(int ahead, boolean inline) {
        return !inline && mark >= 0 && readPosition + ahead == mark - 1;
    }

    /// Copies bytes from `ahead` bytes after the read position on.
    ///
    /// @param into where to, beginning with the first that has room; null for `data`
    /// @return bytes copied
    int copy(int ahead, byte[] data, int at, int length, ByteBuffer[] into) {
        ReceiveChain chain = socket.soRcv;
        int skip = offset + ahead;
        int copied = 0;
        Packet packet = chain.peek();
        while (packet != null && copied < length) {
            int here = packet.length();
            if (skip < here) {
                int n = Math.min(length - copied, here - skip);
                copied +=
                        into.length == 0
                                ? packet.copyTo(skip, data, at + copied, n)
                                : scatter(packet, skip, n, into);
                skip = 0;
            } else {
                skip -= here;
            }
            packet = chain.peekBehind(packet);
        }
        return copied;
    }

    private static int scatter(Packet packet, int from, int length, ByteBuffer[] into) {
        int copied = 0;
        for (int i = 0; i < into.length && copied < length; i++) {
            copied += packet.copyTo(from + copied, into[i], length - copied);
        }
        return copied;
    }

    /// Goes past bytes.
    ///
    /// @return whether the strand is to tell the protocol
    boolean pass(int bytes) {
        ReceiveChain chain = socket.soRcv;
        int left = offset + bytes;
        for (Packet packet = chain.peek();
                packet != null && left >= packet.length();
                packet = chain.peek()) {
            left -= packet.length();
            chain.pass();
        }
        offset = left;
        long now = readPosition + bytes;
        readPosition = now;
        return now >= updateAt;
    }
}
