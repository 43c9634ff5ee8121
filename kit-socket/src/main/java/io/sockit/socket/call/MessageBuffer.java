package io.sockit.socket.call;

import static io.sockit.api.PollFd.POLLERR;

import com.google.errorprone.annotations.concurrent.GuardedBy;

import io.sockit.api.Errno;
import io.sockit.socket.strand.HostStrand;
import io.sockit.socket.strand.Watched;
import io.sockit.spi.ReceiveBuffer;
import io.sockit.spi.packet.Packet;
import io.sockit.spi.packet.PacketInbox;
import io.sockit.spi.packet.PacketQueue;

import org.jspecify.annotations.Nullable;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.util.concurrent.locks.ReentrantLock;

/// so_rcv of a message socket, and its queue of errors, which is another of these. The strand alone
/// appends; user threads take, one at a time under a short lock. Bytes are counted without atomic
/// additions: one total by the producer, one by whoever has the lock, and what is charged is their
/// difference.
class MessageBuffer implements ReceiveBuffer {
    private static final VarHandle APPENDED;
    private static final VarHandle TAKEN;
    private static final VarHandle QUEUED;

    static {
        try {
            MethodHandles.Lookup lookup = MethodHandles.lookup();
            APPENDED = lookup.findVarHandle(MessageBuffer.class, "appended", long.class);
            TAKEN = lookup.findVarHandle(MessageBuffer.class, "taken", long.class);
            QUEUED = lookup.findVarHandle(MessageBuffer.class, "queued", int.class);
        } catch (ReflectiveOperationException e) {
            throw new ExceptionInInitializerError(e);
        }
    }

    private final HostStrand strand;
    private final Watched file;
    private final int event;
    private final PacketInbox arrived = new PacketInbox();
    private final ReentrantLock lock = new ReentrantLock();

    @GuardedBy("lock")
    private final PacketQueue queue = new PacketQueue();

    private final Traffic traffic = new Traffic();
    private volatile long appended; // by the strand
    private volatile long taken; // under the lock
    private volatile int queued; // under the lock: 0 only where the queue is empty
    private volatile int limit;
    private volatile boolean closed; // by the strand
    private volatile boolean stamps; // SO_TIMESTAMP or SO_TIMESTAMPNS
    private volatile @Nullable MessageBuffer errors; // by the strand, which makes it for the first

    MessageBuffer(HostStrand strand, Watched file, int limit, int event) {
        this.event = event;
        this.strand = strand;
        this.file = file;
        this.limit = limit;
    }

    int limit() {
        return limit;
    }

    void limit(int bytes) {
        limit = bytes;
    }

    /// Takes a message over what room there is, so that any message fits into an empty buffer.
    @Override
    public boolean append(Packet message) {
        if (closed || charged() >= limit) {
            traffic.drop();
            return false;
        }
        traffic.in(message.length());
        message.arrived();
        if (stamps) {
            message.timestamp(strand.now()); // there are protocols without devices
        }
        APPENDED.setRelease(this, appended + message.chargedBytes());
        put(message);
        strand.raise(file, event);
        return true;
    }

    @Override
    public boolean appendError(Packet error, @Nullable Errno soError) {
        if (closed || charged() >= limit) {
            return false;
        }
        MessageBuffer queue = errors;
        if (queue == null) {
            queue = new MessageBuffer(strand, file, Integer.MAX_VALUE, POLLERR);
            errors = queue;
        }
        queue.stamps = stamps;
        error.mark(soError == null ? 0 : soError.linux());
        return queue.append(error);
    }

    @Override
    public void clearErrors() {
        MessageBuffer queue = errors;
        errors = null;
        if (queue != null) {
            queue.close();
        }
    }

    @Override
    public long charged() {
        MessageBuffer queue = errors;
        long own = Math.max(0, appended - taken);
        return queue == null ? own : own + queue.charged();
    }

    /// The queue of `MSG_ERRQUEUE`, whose packets have so_error's number for a mark; null where
    /// there was no error yet.
    @Nullable MessageBuffer errors() {
        return errors;
    }

    /// Whether there is an error. Any thread.
    boolean hasErrors() {
        MessageBuffer queue = errors;
        return queue != null && queue.readable();
    }

    /// What passed the socket, in both directions. On the strand.
    Traffic traffic() {
        return traffic;
    }

    /// Whether messages are to be marked with the time of their arrival from now on.
    void stamp(boolean on) {
        stamps = on;
    }

    /// Whether there is a message. Any thread. A message that moves from the inbox to the queue is
    /// seen in the one or the other: it is announced in `queued` before it leaves the inbox, where
    /// this looks first.
    boolean readable() {
        return !arrived.isEmpty() || queued > 0;
    }

    /// The oldest message, now the caller's, or null. Off the strand.
    @Nullable Packet take() {
        if (!readable()) {
            return null;
        }
        Packet message;
        lock.lock();
        try {
            message = first();
            if (message != null) {
                queue.poll();
            }
            settle(message == null ? 0 : message.chargedBytes());
        } finally {
            lock.unlock();
        }
        lookAfterUnlocking();
        return message;
    }

    /// A copy of the oldest message with shared data, the caller's, or null. Off the strand.
    @Nullable Packet peek() {
        if (!readable()) {
            return null;
        }
        Packet copy = null;
        lock.lock();
        try {
            Packet message = first();
            if (message != null) {
                copy = message.duplicate();
                copy.mark(message.mark());
            }
            settle(0);
        } finally {
            lock.unlock();
        }
        lookAfterUnlocking();
        return copy;
    }

    /// The oldest message's mark, or `none`. Off the strand.
    long nextMark(long none) {
        long mark = none;
        lock.lock();
        try {
            Packet message = first();
            mark = message == null ? none : message.mark();
            settle(0);
        } finally {
            lock.unlock();
        }
        lookAfterUnlocking();
        return mark;
    }

    @GuardedBy("lock")
    private @Nullable Packet first() {
        if (queue.isEmpty()) {
            drain();
        }
        return queue.peek();
    }

    @GuardedBy("lock")
    private void drain() {
        announce();
        arrived.drainTo(queue);
    }

    @GuardedBy("lock")
    private void settle(long bytes) {
        TAKEN.setRelease(this, taken + bytes);
        QUEUED.setRelease(this, queue.size());
    }

    /// Takes no more messages and lets go of what is there. On the strand; never waits.
    void close() {
        closed = true;
        clearErrors();
        discard();
    }

    /// Lets go of what a closed buffer holds, unless somebody has the lock: then he does it, as
    /// everybody looks here once more after unlocking. Nothing comes after that, for who appends is
    /// on the strand as who closes is.
    private void discard() {
        if (closed && readable() && lock.tryLock()) {
            try {
                drain();
                long bytes = queue.bytes();
                queue.releaseAll();
                settle(bytes);
            } finally {
                lock.unlock();
            }
        }
    }

    // ---- the rechecks, each of which kit-stress takes out once

    void put(Packet message) {
        arrived.offer(message);
    }

    /// Before messages leave the inbox: see [#readable].
    void announce() {
        QUEUED.setRelease(this, 1);
    }

    /// After unlocking: whether it was closed meanwhile by who did not get the lock.
    void lookAfterUnlocking() {
        discard();
    }
}
