package io.sockit.socket.device;

import io.sockit.api.Errno;
import io.sockit.api.ErrnoException;
import io.sockit.api.LinkType;
import io.sockit.api.PacketTap.Direction;
import io.sockit.socket.control.CounterTable;
import io.sockit.socket.strand.HostStrand;
import io.sockit.socket.strand.PokeNode;
import io.sockit.spi.Counter;
import io.sockit.spi.DevicePort;
import io.sockit.spi.Poke;
import io.sockit.spi.packet.Packet;
import io.sockit.spi.packet.PacketInbox;
import io.sockit.spi.packet.PacketPool;
import io.sockit.spi.packet.PacketQueue;

import org.jspecify.annotations.Nullable;

import java.util.List;
import java.util.Objects;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;

/// A device's way into its host. Frames wait here for the strand: those that the strand delivers
/// itself in a queue, those of other threads in an inbox, those of a wire in [Arrivals].
final class Port implements DevicePort, Poke.Handler {
    /// Frames in the inbox at most; fewer if the host's memory is used up.
    static final int INBOX = 16384;

    /// Frames taken in a row, before other work of the strand runs.
    private static final int BATCH = 64;

    /// Frames wait in the queue, which the strand has put there.
    private static final int QUEUED = 1;

    /// Frames wait anywhere.
    private static final int LOOK = 2;

    private static final int READY = 4;

    private final HostInterface owner;
    private final HostStrand strand;
    private final PacketPool pool;
    private final Wires wires;
    private final String driver;
    private final PacketQueue queue = new PacketQueue();
    private final PacketInbox inbox = new PacketInbox();
    private final AtomicInteger inboxed = new AtomicInteger();
    private final AtomicLong refused = new AtomicLong();
    private final Arrivals arrivals;
    private final List<CableEnd> ends = new CopyOnWriteArrayList<>();
    private final PokeNode poke;
    private volatile boolean closed;
    private boolean open;
    private volatile @Nullable LinkType linkType;

    Port(HostInterface owner, HostStrand strand, PacketPool pool, Wires wires, String driver) {
        this.owner = owner;
        this.strand = strand;
        this.pool = pool;
        this.wires = wires;
        this.driver = driver;
        this.poke = strand.poke(this);
        this.arrivals = new Arrivals(strand, () -> poke.poke(LOOK));
    }

    @Override
    public void deliver(Packet frame) {
        if (strand.inside()) {
            queue.add(frame);
            poke.ring(QUEUED);
            return;
        }
        if (inboxed.incrementAndGet() > INBOX || !mayKeepMore()) {
            inboxed.decrementAndGet();
            refused.incrementAndGet();
            frame.release();
        } else {
            inbox.offer(frame);
        }
        poke.poke(LOOK);
    }

    /// Takes a frame from the far end of a wire over, to be received at its timestamp. Any thread.
    ///
    /// @return false, and the frame is still the caller's, where there are too many
    boolean arrive(Packet frame) {
        boolean taken = arrivals.offer(frame);
        if (taken) {
            poke.poke(LOOK);
        }
        return taken;
    }

    @Override
    public void drop(Packet frame, Counter reason) {
        owner.end(frame, Direction.OUT, reason); // the interface counts the answer of its device
    }

    @Override
    public void ready() {
        poke.poke(READY);
    }

    @Override
    public Wire join(String name) throws ErrnoException {
        CableEnd end = wires.join(driver, name, this);
        ends.add(end);
        if (closed) { // shut() may have looked at the ends before this one came
            end.leave();
            throw new ErrnoException(Errno.ENODEV, "device", this + ": the device is gone");
        }
        return end;
    }

    @Override
    public String interfaceName() {
        return owner.name();
    }

    /// Whether the host has memory for a packet to wait here or on a wire, where no socket
    /// pays for it. Any thread.
    boolean mayKeepMore() {
        return pool.admitsPassing();
    }

    HostInterface owner() {
        return owner;
    }

    DropReasons reasons() {
        return owner.reasons();
    }

    /// The link type of its device; null before the device has told its facts.
    @Nullable LinkType linkType() {
        return linkType;
    }

    void linkType(LinkType type) {
        linkType = type;
    }

    /// The ports at the far ends of its wires.
    List<Port> across() {
        return ends.stream().map(CableEnd::across).filter(Objects::nonNull).toList();
    }

    boolean closed() {
        return closed;
    }

    /// Whether this port serves the same interface as another, to replace it.
    boolean succeeds(Port other) {
        return other != this && other.owner == owner;
    }

    /// The device is attached: takes what it delivered before. On the strand.
    void open() {
        open = true;
        poke.poke(LOOK);
    }

    /// Leaves the wires, and drops what waits and what comes later. On the strand.
    void shut() {
        closed = true;
        ends.forEach(CableEnd::leave);
        dropAll();
    }

    /// Not for others to call.
    @Override
    public void poked(int bits) {
        if (closed || !open) {
            if (closed) {
                dropAll();
            }
            return;
        }
        boolean all = bits != QUEUED;
        if (all) {
            if ((bits & READY) != 0) {
                owner.egress().drain(this);
            }
            empty();
        }
        Ingress ingress = owner.ingress();
        int left = BATCH;
        Packet frame = all ? next() : queue.poll();
        while (frame != null) {
            ingress.receive(frame);
            if (--left == 0 || closed) {
                break;
            }
            frame = all ? next() : queue.poll();
        }
        if (closed) {
            dropAll();
        } else if (all ? !queue.isEmpty() || arrivals.settle() : !queue.isEmpty()) {
            poke.ring(all ? LOOK : QUEUED);
        }
    }

    private @Nullable Packet next() {
        Packet frame = queue.poll();
        return frame != null ? frame : arrivals.poll();
    }

    /// Takes what other threads left.
    private void empty() {
        int came = inbox.drainTo(queue);
        if (came != 0) {
            inboxed.addAndGet(-came);
        }
        countRefused();
    }

    private void countRefused() {
        if (refused.get() != 0) {
            long count = refused.getAndSet(0);
            CounterTable.drop(reasons().inboxFull, count);
            owner.counts().dropped(count);
        }
    }

    private void dropAll() {
        empty();
        arrivals.drainTo(queue);
        for (Packet frame = queue.poll(); frame != null; frame = queue.poll()) {
            owner.reject(frame, reasons().gone);
        }
    }

    @Override
    public String toString() {
        return strand.name() + " " + owner.name();
    }
}
