package io.sockit.socket.device;

import io.sockit.api.Errno;
import io.sockit.api.ErrnoException;
import io.sockit.api.Link;
import io.sockit.api.PacketTap;
import io.sockit.api.Playback;
import io.sockit.socket.control.ControlPlane;
import io.sockit.socket.control.CounterTable;
import io.sockit.socket.plugin.HostChanges;
import io.sockit.socket.plugin.Users;
import io.sockit.socket.strand.HostStrand;
import io.sockit.socket.strand.OffStrandQueue;
import io.sockit.socket.strand.Owner;
import io.sockit.spi.CounterRegistry;
import io.sockit.spi.Extensions;
import io.sockit.spi.Interfaces;
import io.sockit.spi.NetworkProtocol;
import io.sockit.spi.Strand;
import io.sockit.spi.packet.PacketPool;

import org.jspecify.annotations.Nullable;

import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;

/// The devices of one host. Thread-safe: adding, replacing and removing are done one at a time, off
/// the strand, as [HostChanges].
public final class HostDevices implements Users, AutoCloseable {
    private static final int MAX_NAME = 15; // IFNAMSIZ without its zero
    private static final Pattern NAME = Pattern.compile("[\\w.-]+");

    private final HostChanges changes;
    private final HostStrand strand;
    private final ControlPlane control;
    private final CounterTable counters;
    private final PacketPool pool;
    private final Wires wires;
    private final DropReasons reasons;
    private final Taps taps;
    private final Drops drops;
    private final ProtocolTable protocols = new ProtocolTable();
    private final InterfaceList interfaces = new InterfaceList();
    private final OffStrandQueue closer;
    private volatile boolean held;
    private @Nullable Opening opening; // inside a change, as the next
    private final Set<String> opens = new HashSet<>(); // names whose devices are being opened
    private int lastIndex; // on the strand

    /// @param pool whose levels bound what waits in ports, queues and wires
    /// @param wires of the host's network
    public HostDevices(
            HostChanges changes,
            HostStrand strand,
            ControlPlane control,
            CounterTable counters,
            PacketPool pool,
            Wires wires) {
        this.changes = changes;
        this.strand = strand;
        this.control = control;
        this.counters = counters;
        this.pool = pool;
        this.wires = wires;
        reasons = new DropReasons(counters);
        taps = new Taps(strand, counters);
        drops = new Drops(counters, interfaces, taps);
        closer = new OffStrandQueue(strand, "closing a device");
    }

    /// Begins to look for drivers and protocols. Once, before the first device.
    public void start(Extensions extensions) {
        extensions.of(NetworkProtocol.POINT).listen(protocols);
        changes.run(() -> opening = new Opening(extensions, strand, pool, wires));
    }

    /// The interfaces as an owner sees them.
    public Interfaces interfaces(Owner owner) {
        return interfaces.seenBy(owner, strand);
    }

    /// Forgets an owner's listeners. Off the strand.
    public void forget(Owner owner) {
        strand.run(() -> interfaces.forget(owner));
    }

    public CounterRegistry counters() {
        return drops;
    }

    public AutoCloseable tap(PacketTap tap) {
        return taps.add(tap, Taps.ALL);
    }

    /// Whether devices that bring traffic by themselves wait to be begun.
    public void holdPlayback(boolean hold) {
        held = hold;
    }

    public List<Playback> playbacks() {
        return strand.call(
                () ->
                        interfaces.all().stream()
                                .flatMap(it -> InterfacePlayback.of(it, strand))
                                .toList());
    }

    /// Also called by the driver of a device that needs another one below its own.
    public Link add(String name, String device) throws ErrnoException {
        return changes.<Link, ErrnoException>makeNested(
                () -> {
                    Opening open = opening("addDevice");
                    requireFree(name);
                    HostInterface it = made(name, device);
                    opens.add(name);
                    try {
                        DeviceBinding attached = open.open(device, it);
                        return strand.<Link, ErrnoException>call(() -> enter(it, attached));
                    } finally {
                        opens.remove(name);
                    }
                });
    }

    private HostInterface made(String name, String device) {
        HostInterface.Keeper keeper =
                new HostInterface.Keeper() {
                    @Override
                    public void changed(HostInterface it) {
                        control.linkChanged(it.link());
                        interfaces.tell(it);
                    }

                    @Override
                    public void failed(DeviceBinding failed) {
                        closer.add(failed::end);
                    }
                };
        InterfaceCounts counts = new InterfaceCounts(counters, name);
        return new HostInterface(
                name, device, keeper, strand, pool, protocols, taps, reasons, counts);
    }

    private Link enter(HostInterface it, DeviceBinding attached) throws ErrnoException {
        it.enter(++lastIndex);
        it.attach(attached);
        interfaces.add(it);
        it.counts().begin();
        watch(it, attached);
        control.linkAdded(it.link(), it);
        interfaces.tell(it);
        begin(it);
        return it.link();
    }

    private void begin(HostInterface it) {
        if (!held) {
            it.begin();
        }
    }

    /// Swaps the device under an interface; where the new one fails to open, the old one stays.
    public Link replace(String name, String device) throws ErrnoException {
        return changes.<Link, ErrnoException>make(
                "replaceDevice",
                () -> {
                    HostInterface it = require(name, "replaceDevice");
                    DeviceBinding next = opening("replaceDevice").open(device, it);
                    end(() -> swap(it, next));
                    return it.link();
                });
    }

    /// Ends the device that is taken from its interface on the strand, if there is one.
    private void end(Strand.Work<@Nullable DeviceBinding, RuntimeException> taken) {
        DeviceBinding old = strand.call(taken);
        if (old != null) {
            old.end();
        }
    }

    private @Nullable DeviceBinding swap(HostInterface it, DeviceBinding next) {
        DeviceBinding old = it.detach();
        it.attach(next);
        watch(it, next);
        it.changed();
        begin(it);
        return old;
    }

    public void remove(String name) throws ErrnoException {
        changes.<HostInterface, ErrnoException>make(
                "removeDevice",
                () -> {
                    HostInterface it = require(name, "removeDevice");
                    leave(it);
                    return it;
                });
    }

    /// Takes an interface down at once, so that nothing goes by it, then its rows away.
    private void leave(HostInterface it) {
        end(
                () -> {
                    DeviceBinding old = it.detach();
                    interfaces.remove(it);
                    it.counts().end();
                    control.linkLeaves(it.index());
                    interfaces.tell(it);
                    return old;
                });
        control.linkRemoved(it.index());
    }

    /// Ends the devices, and the captures, that a plug-in drives; their interfaces stay, down.
    @Override
    public void abort(String plugin) {
        changes.run(() -> all().forEach(it -> abort(it, plugin)));
        closer.flush(); // of one that failed just now
    }

    private void abort(HostInterface it, String plugin) {
        DeviceBinding attached =
                strand.<@Nullable DeviceBinding, RuntimeException>call(it::attached);
        if (attached != null && attached.drivenBy(plugin)) {
            end(() -> strip(it));
        } else if (attached != null && attached.capturedBy(plugin)) {
            attached.endCapture();
        }
    }

    private static @Nullable DeviceBinding strip(HostInterface it) {
        DeviceBinding gone = it.detach();
        it.changed();
        return gone;
    }

    /// Removes all devices. Idempotent; none can be added afterwards.
    @Override
    public void close() {
        changes.run(
                () -> {
                    opening = null;
                    all().forEach(this::leave);
                });
        closer.flush();
        taps.flush(); // not inside the change: a tap that is told may manage devices
    }

    private void watch(HostInterface it, DeviceBinding attached) {
        if (attached.capture != null) {
            attached.capture.begin(taps, it.index());
        }
    }

    private Opening opening(String call) throws ErrnoException {
        if (opening == null) {
            throw new ErrnoException(Errno.ENODEV, call, "the host is closed");
        }
        return opening;
    }

    private void requireFree(String name) throws ErrnoException {
        if (name.isEmpty() || name.length() > MAX_NAME || !NAME.matcher(name).matches()) {
            throw new ErrnoException(
                    Errno.EINVAL,
                    "addDevice",
                    "interface: '%s' (expected: 1 to %d letters, digits, '.', '_', '-')"
                            .formatted(name, MAX_NAME));
        }
        if (opens.contains(name) || find(name) != null) {
            throw new ErrnoException(
                    Errno.EEXIST, "addDevice", "interface: '" + name + "' is there already");
        }
    }

    private String thereAre() {
        List<String> names = all().stream().map(HostInterface::name).toList();
        return names.isEmpty() ? "the host has none" : "expected: one of " + names;
    }

    private HostInterface require(String name, String call) throws ErrnoException {
        HostInterface it = find(name);
        if (it == null) {
            throw new ErrnoException(
                    Errno.ENODEV, call, "interface: '%s' (%s)".formatted(name, thereAre()));
        }
        return it;
    }

    private @Nullable HostInterface find(String name) {
        return strand.<@Nullable HostInterface, RuntimeException>call(() -> interfaces.find(name));
    }

    private List<HostInterface> all() {
        return strand.call(interfaces::all);
    }
}
