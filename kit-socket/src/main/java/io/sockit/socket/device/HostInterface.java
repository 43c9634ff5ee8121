package io.sockit.socket.device;

import io.sockit.api.Errno;
import io.sockit.api.ErrnoException;
import io.sockit.api.Link;
import io.sockit.api.LinkAddress;
import io.sockit.api.LinkType;
import io.sockit.api.PacketTap.Direction;
import io.sockit.socket.control.CounterTable;
import io.sockit.socket.control.LinkSettings;
import io.sockit.socket.strand.HostStrand;
import io.sockit.spi.Counter;
import io.sockit.spi.DeviceFacts;
import io.sockit.spi.NetInterface;
import io.sockit.spi.Poke;
import io.sockit.spi.packet.Packet;
import io.sockit.spi.packet.PacketPool;

import org.jspecify.annotations.Nullable;

/// An interface. It outlives its device; without one it is down and drops what it is given. On the
/// strand.
final class HostInterface implements NetInterface, LinkSettings {
    /// What IPv4 asks of every link (RFC 791 §3.2).
    static final int MIN_MTU = 68;

    private final Keeper keeper;
    private final HostStrand strand;
    private final Taps taps;
    private final DropReasons reasons;
    private final InterfaceCounts counts;
    private final Egress egress;
    private final Ingress ingress;
    private final Poke news;
    private volatile Link link;
    private int index; // of the link, as the next two, for the strand
    private int mtu;
    private boolean up;
    private boolean wantedUp = true;
    private int wantedMtu = Integer.MAX_VALUE;
    private @Nullable DeviceBinding attached;

    /// The host that an interface belongs to.
    interface Keeper {
        /// Its row has changed.
        void changed(HostInterface it);

        /// A device of it has failed, is taken away and is to be ended.
        void failed(DeviceBinding device);
    }

    /// An interface without index and device, down.
    ///
    /// @param device the string of the device to come
    HostInterface(
            String name,
            String device,
            Keeper keeper,
            HostStrand strand,
            PacketPool pool,
            ProtocolTable protocols,
            Taps taps,
            DropReasons reasons,
            InterfaceCounts counts) {
        this.keeper = keeper;
        this.strand = strand;
        this.taps = taps;
        this.reasons = reasons;
        this.counts = counts;
        this.link = new Link(0, name, device, LinkType.NONE, LinkAddress.NONE, 0, false, false);
        this.egress = new Egress(this, strand, pool, taps, reasons);
        this.ingress = new Ingress(this, strand, protocols, taps, reasons);
        this.news = strand.poke(bits -> changed());
    }

    @Override
    public int index() {
        return index;
    }

    @Override
    public int mtu() {
        return mtu;
    }

    @Override
    public boolean up() {
        return up;
    }

    @Override
    public boolean loopback() {
        return link.loopback();
    }

    @Override
    public boolean offloadsChecksums() {
        return attached != null && attached.offloadsChecksums;
    }

    @Override
    public int maxSegment() {
        int segment = attached == null ? 0 : attached.facts.largestSegment();
        return Math.max(mtu, segment);
    }

    @Override
    public Link link() {
        return link;
    }

    @Override
    public void output(Packet packet, LinkAddress nextHop) {
        egress.send(packet, nextHop);
    }

    String name() {
        return link.name();
    }

    Egress egress() {
        return egress;
    }

    Ingress ingress() {
        return ingress;
    }

    DropReasons reasons() {
        return reasons;
    }

    InterfaceCounts counts() {
        return counts;
    }

    @Nullable DeviceBinding attached() {
        return attached;
    }

    /// It comes into the host.
    void enter(int index) {
        become(row(index, link.device(), link.type(), link.address(), 0, false, false));
    }

    /// Puts a device under it and brings it up, unless it was set down; the MTU that was set stays,
    /// as far as the device carries it.
    void attach(DeviceBinding device) {
        attached = device;
        DeviceFacts facts = device.facts;
        int mtu = Math.min(wantedMtu, device.mtu);
        become(
                row(
                        index,
                        device.text,
                        facts.type(),
                        facts.address(),
                        mtu,
                        facts.loopback(),
                        wantedUp));
        device.port.open();
    }

    /// Begins the traffic that the device brings by itself, once.
    void begin() {
        DeviceBinding device = attached;
        if (device != null) {
            try {
                device.begin();
            } catch (Throwable t) {
                fail(device, t);
            }
        }
    }

    /// Takes the device away and drops what waits for it. The caller ends the device.
    @Nullable DeviceBinding detach() {
        DeviceBinding device = attached;
        if (device != null) {
            attached = null;
            egress.clear(reasons.gone);
            device.port.shut();
            become(with(mtu, false));
        }
        return device;
    }

    /// Charges the device's plug-in with a failure and ends the device.
    void fail(DeviceBinding device, Throwable failure) {
        device.driver.fault(failure);
        if (attached == device) {
            detach();
            news.poke(1); // not now: a protocol is in the middle of its output
            keeper.failed(device);
        }
    }

    @Override
    public void up(boolean up) throws ErrnoException {
        DeviceBinding device = requireDevice("up");
        wantedUp = up;
        if (this.up == up) {
            return;
        }
        become(with(mtu, up));
        if (!up) {
            egress.clear(reasons.down);
        }
        changed();
        if (up) {
            egress.drain(device.port);
        }
    }

    @Override
    public void mtu(int mtu) throws ErrnoException {
        int most = requireDevice("mtu").facts.largestMtu();
        if (mtu < MIN_MTU || mtu > most) {
            throw new ErrnoException(
                    Errno.EINVAL,
                    "mtu",
                    "%s: %d (expected: %d to %d)".formatted(name(), mtu, MIN_MTU, most));
        }
        wantedMtu = mtu;
        if (this.mtu != mtu) {
            become(with(mtu, up));
            changed();
        }
    }

    /// Tells the table and the protocols of its row.
    void changed() {
        keeper.changed(this);
    }

    /// Drops a packet on its way out.
    void lose(Packet packet, Counter reason) {
        drop(packet, Direction.OUT, reason);
    }

    /// Drops a frame that came in.
    void reject(Packet frame, Counter reason) {
        drop(frame, Direction.IN, reason);
    }

    private void drop(Packet packet, Direction direction, Counter reason) {
        counts.dropped(1);
        end(packet, direction, reason);
    }

    /// Counts the reason of a drop, but not the interface's own drop.
    void end(Packet packet, Direction direction, Counter reason) {
        CounterTable.drop(reason, 1);
        if (taps.active()) {
            show(packet, direction, reason);
        }
        packet.release();
    }

    /// Shows a packet that is dropped to taps.
    void show(Packet packet, Direction direction, Counter reason) {
        long now = strand.now();
        CapturedFrame seen =
                direction == Direction.IN
                        ? CapturedFrame.climbing(link, packet, now)
                        : CapturedFrame.of(link, direction, packet, now);
        taps.show(seen.because(reason.name()));
    }

    private DeviceBinding requireDevice(String call) throws ErrnoException {
        if (attached == null) {
            throw new ErrnoException(
                    Errno.ENODEV, call, name() + " has lost its device '" + link.device() + "'");
        }
        return attached;
    }

    private void become(Link changed) {
        link = changed;
        index = changed.index();
        mtu = changed.mtu();
        up = changed.up();
    }

    private Link with(int mtu, boolean up) {
        return row(index, link.device(), link.type(), link.address(), mtu, link.loopback(), up);
    }

    private Link row(
            int index,
            String device,
            LinkType type,
            LinkAddress address,
            int mtu,
            boolean loopback,
            boolean up) {
        return new Link(index, link.name(), device, type, address, mtu, loopback, up);
    }
}
