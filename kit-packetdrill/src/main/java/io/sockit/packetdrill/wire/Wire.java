package io.sockit.packetdrill.wire;

import io.sockit.api.Host;
import io.sockit.spi.Contribution;
import io.sockit.spi.DevicePort;
import io.sockit.spi.ExtensionPoint;
import io.sockit.spi.OffStrandTask;
import io.sockit.spi.Strand;
import io.sockit.spi.packet.Packet;
import io.sockit.spi.packet.PacketPool;

import org.jspecify.annotations.Nullable;

import java.util.concurrent.ConcurrentLinkedQueue;

/// The script's end of the device `packetdrill:`, one a host. Any thread, outside the strand unless
/// said otherwise.
public final class Wire {
    /// Where a host's wire is found; its key is [#KEY].
    public static final ExtensionPoint<String, Wire> POINT =
            new ExtensionPoint<>("packetdrill wire", String.class, Wire.class);

    public static final String KEY = "wire";

    private final Strand strand;
    private final PacketPool pool;
    private final ConcurrentLinkedQueue<Sent> sent = new ConcurrentLinkedQueue<>();
    private final OffStrandTask tell;
    private volatile Runnable listener = () -> {};
    private volatile boolean blocked;

    private volatile @Nullable DevicePort port;

    @com.google.inject.Inject
    Wire(Strand strand, PacketPool pool) {
        this.strand = strand;
        this.pool = pool;
        this.tell = strand.offStrand(() -> listener.run());
    }

    /// The wire of a host.
    ///
    /// @throws IllegalStateException if the host runs without this module's plug-in
    public static Wire of(Host host) {
        Contribution<Wire> found = host.extensions().of(POINT).find(KEY);
        if (found == null) {
            throw new IllegalStateException(
                    "host %s runs without plug-in packetdrill (expected: kit-packetdrill among its"
                                    .formatted(host.name())
                            + " plug-ins)");
        }
        return found.value();
    }

    /// Sets what is called, off the strand, after the host has sent a packet.
    public void listener(Runnable called) {
        listener = called;
    }

    /// Has the device drop what it is given from now on, as a queue without room does.
    public void blocked(boolean on) {
        blocked = on;
    }

    boolean isBlocked() {
        return blocked;
    }

    /// The next packet that the host has sent, or null without one.
    public @Nullable Sent poll() {
        return sent.poll();
    }

    /// Hands a packet to the host, which has taken it in when this returns.
    ///
    /// @param etherType of its IP version
    /// @param segmentSize payload of the segments that it was put together from; 0 for a single one
    /// @throws IllegalStateException if the host has no device `packetdrill:`
    public void inject(int etherType, byte[] bytes, int segmentSize) {
        DevicePort open = port;
        if (open == null) {
            throw new IllegalStateException("no open device (expected: one made by packetdrill:)");
        }
        strand.run(
                () -> {
                    Packet packet = pool.take();
                    packet.append(bytes, 0, bytes.length);
                    packet.etherType(etherType);
                    packet.segmentSize(segmentSize);
                    open.deliver(packet);
                });
    }

    Strand strand() {
        return strand;
    }

    void opened(DevicePort by) {
        port = by;
    }

    void closed(DevicePort by) {
        if (by.equals(port)) {
            port = null;
        }
    }

    /// Keeps a copy of a packet that the host sends. On the strand.
    void keep(Packet packet) {
        byte[] bytes = new byte[packet.length()];
        packet.copyTo(0, bytes, 0, bytes.length);
        sent.add(new Sent(strand.now(), packet.segmentSize(), bytes));
        tell.ask();
    }
}
