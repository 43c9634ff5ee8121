package io.sockit.socket.call;

import static io.sockit.api.PollFd.POLLERR;
import static io.sockit.api.PollFd.POLLIN;

import io.sockit.api.Errno;
import io.sockit.socket.strand.Fields;
import io.sockit.spi.ConnectOps;
import io.sockit.spi.ReceiveBuffer;
import io.sockit.spi.SocketOps;
import io.sockit.spi.WaitingOps;
import io.sockit.spi.packet.Packet;
import io.sockit.spi.packet.PacketChain;
import io.sockit.spi.packet.PacketQueue;

import org.jspecify.annotations.Nullable;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.util.concurrent.locks.LockSupport;

/// so_rcv: the packets that wait to be read, of messages as of streams, and the queue of errors.
///
/// The strand is the producer. Readers take turns by the **reader word**: one CAS to enter, one
/// release store to leave, and nothing else of a receive is a locked operation. A reader frees
/// nothing: the strand does, at its next append and where the reader asks for it
/// ([#needsReclaim]), with the reader word held if the last packet is to go too. If it does not
/// get the word, the reader that has it asks again after leaving.
///
/// Close shuts readers out for good: the strand takes the word and keeps it. Where a reader is
/// inside just then, the strand tries again later ([SocketRegistry#reclaimLater]): a reader that
/// looked for a close after its release store could miss it, as a store does not keep a later load
/// behind it.
class ReceiveChain extends PacketChain implements ReceiveBuffer {
    private static final int SPINS = 200;
    private static final long PAUSE_NANOS = 1_000;
    private static final VarHandle READER =
            Fields.handle(MethodHandles.lookup(), "reader", int.class);

    private final Socket socket;
    private volatile int reader;
    private volatile @Nullable PacketQueue errors; // if there are any; by the strand, as all below
    private boolean tells;
    private boolean connects;
    private volatile int tellBelow;
    private long inBytes;
    private long dropped;

    ReceiveChain(Socket socket) {
        this.socket = socket;
    }

    // ---- on the strand

    /// Takes a message over what room there is, so that any message fits into an empty buffer.
    @Override
    public boolean append(Packet message) {
        if (!hasRoom(message)) {
            dropped++;
            return false;
        }
        put(message);
        return true;
    }

    /// Whether a packet may be kept, by the socket's limit and by the memory of the host that it
    /// comes from, where it is counted already. The first of an empty buffer is let in longer.
    private boolean hasRoom(Packet packet) {
        long charged = charged();
        return !socket.is(Socket.DEAD)
                && charged < socket.receiveLimit
                && (packet.pool().admits(0) || (charged == 0 && packet.pool().admitsPassing()));
    }

    /// Appends whatever the room is.
    void put(Packet packet) {
        inBytes += packet.length();
        packet.arrived();
        if (socket.timestamps()) {
            packet.timestamp(socket.strand.now()); // there are protocols without devices
        }
        add(packet);
        socket.strand.raise(socket, POLLIN);
        reclaim();
    }

    @Override
    public boolean appendError(Packet error, @Nullable Errno soError) {
        if (!hasRoom(error)) {
            return false;
        }
        PacketQueue queue = errors;
        if (queue == null) {
            queue = new PacketQueue();
            errors = queue;
        }
        error.mark(soError == null ? 0 : soError.linux());
        error.arrived();
        if (socket.timestamps()) {
            error.timestamp(socket.strand.now());
        }
        queue.add(error);
        socket.strand.raise(socket, POLLERR);
        return true;
    }

    @Override
    public void clearErrors() {
        PacketQueue queue = errors;
        errors = null;
        if (queue != null) {
            queue.releaseAll();
        }
    }

    /// Takes the oldest error, whose mark is the number that so_error got from it, or null. Sets
    /// so_error to that of the next one (Linux `sock_dequeue_err_skb`): to nothing after the last
    /// of those that set it.
    @Nullable Packet takeError() {
        PacketQueue queue = errors;
        Packet error = queue == null ? null : queue.poll();
        if (queue == null || error == null) {
            return null;
        }
        errors = queue.isEmpty() ? null : queue;
        Packet next = queue.peek();
        if (next != null && next.mark() != 0) {
            socket.replaceSoError(Errno.ofLinux((int) next.mark()).orElse(null));
        } else if (error.mark() != 0) {
            socket.replaceSoError(null);
        }
        return error;
    }

    /// Frees what readers have passed, the last packet too unless somebody reads just now.
    void reclaimPassed() {
        if (tryRead()) {
            try {
                reclaimAll();
            } finally { // an attachment that fails to drop shuts no reader out
                endRead();
            }
        } else {
            reclaim();
        }
    }

    /// Frees what is there and lets no reader in any more. The socket is dead.
    ///
    /// @return false where a reader is inside: to be called again
    boolean close() {
        clearErrors();
        if (!tryRead()) {
            return false;
        }
        clear();
        return true;
    }

    /// Counts bytes that a sender gave to a reader past the chain.
    void handed(int bytes) {
        inBytes += bytes;
    }

    /// Packets that came, those that went past the chain included.
    long inMessages() {
        Streams streams = socket.streams;
        return added() + (streams == null ? 0 : streams.takings());
    }

    long inBytes() {
        return inBytes;
    }

    long dropped() {
        return dropped;
    }

    /// Before the socket can be found.
    void attach(@Nullable SocketOps ops) {
        tells = ops instanceof WaitingOps;
        connects = ops instanceof ConnectOps mine && !mine.reconnects();
    }

    /// Whether messages come over a connection only (SOCK_SEQPACKET).
    boolean connects() {
        return connects;
    }

    @Override
    public void tellBelow(int messages) {
        tellBelow = messages;
        if (size() < messages) {
            socket.registry.ask(socket, SocketRegistry.RECEIVED);
        }
    }

    /// Tells the protocol, once, if few enough messages are left.
    void tellTaken() {
        if (size() < tellBelow && socket.ops() instanceof WaitingOps ops) {
            tellBelow = 0;
            ops.taken();
        }
    }

    // ---- any thread

    @Override
    public int length() {
        return size();
    }

    @Override
    public long charged() {
        PacketQueue queue = errors;
        return queue == null ? bytes() : bytes() + queue.bytes();
    }

    boolean hasErrors() {
        return errors != null;
    }

    // ---- readers

    /// Waits for its turn as the reader. The wait is for a copy, for what a payer does when it is
    /// told of it, or for the strand, which a reader enters for files. It ends in a park: virtual
    /// threads that yield go before those that others made runnable, and the reader inside may be
    /// one of these. The thread's interrupt is kept for later, since no park waits with it.
    ///
    /// @return false where the socket is dead
    boolean beginRead() {
        boolean interrupted = false;
        boolean mine = tryRead();
        for (int spins = 0; !mine && !socket.is(Socket.DEAD); spins++) {
            if (spins < SPINS) {
                Thread.onSpinWait();
            } else {
                interrupted |= Thread.interrupted();
                LockSupport.parkNanos(PAUSE_NANOS);
            }
            mine = tryRead();
        }
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
        return mine;
    }

    /// Whether it is the reader now. Taken out by kit-stress.
    boolean tryRead() {
        return reader == 0 && READER.compareAndSet(this, 0, 1);
    }

    /// After a turn in which messages were passed, since what is asked may run at once.
    ///
    /// The strand stores `tellBelow` and then looks at the size; here the size is stored before
    /// `tellBelow` is read, with a full fence between: one of the two tells the protocol.
    void tellPassed() {
        if (tells) {
            VarHandle.fullFence();
            if (size() < tellBelow) {
                socket.registry.ask(socket, SocketRegistry.RECEIVED);
            }
        }
    }

    /// Ends its turn.
    ///
    /// @return whether the strand is to be asked to free what was passed
    boolean endReadAndLook() {
        boolean ask = needsReclaim();
        endRead();
        return ask;
    }

    private void endRead() {
        READER.setRelease(this, 0);
    }

    /// With an empty chain nothing else will free the burst that was read.
    private boolean needsReclaim() {
        SocketRegistry registry = socket.registry;
        return isEmpty() && (unreclaimed() > registry.kept || registry.pool.pressure());
    }
}
