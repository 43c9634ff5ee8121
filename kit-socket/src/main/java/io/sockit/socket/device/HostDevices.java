package io.sockit.socket.device;

import com.google.errorprone.annotations.concurrent.GuardedBy;

import io.sockit.api.Errno;
import io.sockit.api.ErrnoException;
import io.sockit.api.Link;
import io.sockit.api.LinkAddress;
import io.sockit.api.LinkType;
import io.sockit.api.PacketTap;
import io.sockit.api.Playback;
import io.sockit.socket.control.ControlPlane;
import io.sockit.socket.control.CounterTable;
import io.sockit.socket.plugin.Users;
import io.sockit.socket.strand.HostStrand;
import io.sockit.socket.strand.OffStrandQueue;
import io.sockit.socket.strand.Owner;
import io.sockit.spi.CounterRegistry;
import io.sockit.spi.Extensions;
import io.sockit.spi.Interfaces;
import io.sockit.spi.NetworkProtocol;
import io.sockit.spi.packet.PacketPool;

import org.jspecify.annotations.Nullable;

import java.util.List;
import java.util.concurrent.locks.ReentrantLock;
import java.util.regex.Pattern;

/// The devices of one host. Thread-safe: adding, replacing and removing are done one at a time, off
/// the strand.
public final class HostDevices implements Users, AutoCloseable {
    private static final int MAX_NAME = 15; // IFNAMSIZ without its zero
    private static final Pattern NAME = Pattern.compile("[\\w.-]+");

    private final Room room;
    private volatile boolean held;
    private final ReentrantLock lock = new ReentrantLock();

    @GuardedBy("lock")
    private @Nullable Opening opening;

    @GuardedBy("lock")
    private int lastIndex;

    /// @param pool whose levels bound what waits in ports, queues and wires
    /// @param wires of the host's network
    public HostDevices(
            HostStrand strand,
            ControlPlane control,
            CounterTable counters,
            PacketPool pool,
            Wires wires) {
        InterfaceList interfaces = new InterfaceList();
        Taps taps = new Taps(strand, counters);
        room =
                new Room(
                        strand,
                        control,
                        counters,
                        pool,
                        new DropReasons(counters),
                        taps,
                        new Drops(counters, interfaces, taps),
                        new ProtocolTable(),
                        interfaces,
                        new OffStrandQueue(strand, "closing a device"),
                        wires);
    }

    /// Whether the calling thread is about to change the devices: a driver that is called
    /// meanwhile, for one.
    public boolean changing() {
        return lock.isHeldByCurrentThread();
    }

    /// Begins to look for drivers and protocols. Once, before the first device.
    public void start(Extensions extensions) {
        extensions.of(NetworkProtocol.POINT).listen(room.protocols());
        lock.lock();
        try {
            opening = new Opening(extensions, room);
        } finally {
            lock.unlock();
        }
    }

    /// The interfaces as an owner sees them.
    public Interfaces interfaces(Owner owner) {
        return new InterfacesView(room.strand(), room.interfaces(), owner);
    }

    /// Forgets an owner's listeners. Off the strand.
    public void forget(Owner owner) {
        onStrand(() -> room.interfaces().forget(owner));
    }

    public CounterRegistry counters() {
        return room.drops();
    }

    public AutoCloseable tap(PacketTap tap) {
        return room.taps().add(tap, Taps.ALL);
    }

    /// Whether devices that bring traffic by themselves wait to be begun.
    public void holdPlayback(boolean hold) {
        held = hold;
    }

    public List<Playback> playbacks() {
        return room.strand()
                .call(
                        () ->
                                room.interfaces().all().stream()
                                        .flatMap(it -> InterfacePlayback.of(it, room.strand()))
                                        .toList());
    }

    public Link add(String name, String device) throws ErrnoException {
        lock.lock();
        try {
            requireFree(name);
            HostInterface it = new HostInterface(room, blank(++lastIndex, name, device));
            Attached attached = openFirst(it, device);
            try {
                opening("addDevice"); // the driver may have changed devices, or closed the host
                requireFree(name);
            } catch (ErrnoException e) {
                discard(attached);
                throw e;
            }
            return room.strand().<Link, ErrnoException>call(() -> enter(it, attached));
        } finally {
            lock.unlock();
        }
    }

    /// Where that fails, the index is free again, unless the driver has added devices itself.
    @GuardedBy("lock")
    private Attached openFirst(HostInterface it, String device) throws ErrnoException {
        boolean open = false;
        try {
            Attached attached = opening("addDevice").open(device, it);
            open = true;
            return attached;
        } finally {
            if (!open && lastIndex == it.index()) {
                lastIndex--;
            }
        }
    }

    private Link enter(HostInterface it, Attached attached) throws ErrnoException {
        it.attach(attached);
        room.interfaces().add(it);
        it.counts().begin();
        watch(it, attached);
        room.control().linkAdded(it.link(), it);
        room.interfaces().tell(it);
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
        lock.lock();
        try {
            HostInterface it = require(name, "replaceDevice");
            Attached next = opening("replaceDevice").open(device, it);
            if (find(name) != it) { // the driver has removed what it was to serve
                discard(next);
                throw notThere(name, "replaceDevice");
            }
            Attached old =
                    room.strand().<@Nullable Attached, RuntimeException>call(() -> swap(it, next));
            if (old != null) {
                old.end();
            }
            return it.link();
        } finally {
            lock.unlock();
        }
    }

    private @Nullable Attached swap(HostInterface it, Attached next) {
        Attached old = it.detach();
        it.attach(next);
        watch(it, next);
        it.changed();
        begin(it);
        return old;
    }

    public void remove(String name) throws ErrnoException {
        lock.lock();
        try {
            remove(require(name, "removeDevice"));
        } finally {
            lock.unlock();
        }
    }

    @GuardedBy("lock")
    private void remove(HostInterface it) {
        Attached old = room.strand().<@Nullable Attached, RuntimeException>call(() -> leave(it));
        if (old != null) {
            old.end();
        }
    }

    private @Nullable Attached leave(HostInterface it) {
        Attached old = it.detach();
        room.interfaces().remove(it);
        it.counts().end();
        room.control().linkRemoved(it.index());
        room.interfaces().tell(it);
        return old;
    }

    /// Ends the devices, and the captures, that a plug-in drives; their interfaces stay, down.
    @Override
    public void abort(String plugin) {
        lock.lock();
        try {
            for (HostInterface it : all()) {
                Attached attached = attached(it);
                if (attached != null && attached.driver().plugin().equals(plugin)) {
                    strip(it);
                } else if (attached != null && attached.capturedBy(plugin)) {
                    attached.endCapture();
                }
            }
        } finally {
            lock.unlock();
        }
        room.closer().flush(); // of one that failed just now
    }

    private void strip(HostInterface it) {
        Attached old =
                room.strand()
                        .<@Nullable Attached, RuntimeException>call(
                                () -> {
                                    Attached gone = it.detach();
                                    it.changed();
                                    return gone;
                                });
        if (old != null) {
            old.end();
        }
    }

    /// Removes all devices. Idempotent; none can be added afterwards.
    @Override
    public void close() {
        lock.lock();
        try {
            opening = null;
            for (HostInterface it : all()) {
                remove(it);
            }
        } finally {
            lock.unlock();
        }
        room.closer().flush();
        room.taps().flush(); // a tap that is told may manage devices
    }

    /// Ends a device that came under no interface.
    private void discard(Attached device) {
        onStrand(device.port()::shut);
        device.end();
    }

    private void watch(HostInterface it, Attached attached) {
        if (attached.capture() != null) {
            attached.capture().begin(room.taps(), it.index());
        }
    }

    @GuardedBy("lock")
    private Opening opening(String call) throws ErrnoException {
        if (opening == null) {
            throw new ErrnoException(Errno.ENODEV, call, "the host is closed");
        }
        return opening;
    }

    private static Link blank(int index, String name, String device) {
        return new Link(index, name, device, LinkType.NONE, LinkAddress.NONE, 0, false, false);
    }

    private void requireFree(String name) throws ErrnoException {
        if (name.isEmpty() || name.length() > MAX_NAME || !NAME.matcher(name).matches()) {
            throw new ErrnoException(
                    Errno.EINVAL,
                    "addDevice",
                    "interface: '%s' (expected: 1 to %d letters, digits, '.', '_', '-')"
                            .formatted(name, MAX_NAME));
        }
        if (find(name) != null) {
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
            throw notThere(name, call);
        }
        return it;
    }

    private ErrnoException notThere(String name, String call) {
        return new ErrnoException(
                Errno.ENODEV, call, "interface: '%s' (%s)".formatted(name, thereAre()));
    }

    private @Nullable HostInterface find(String name) {
        return room.strand()
                .<@Nullable HostInterface, RuntimeException>call(
                        () -> room.interfaces().find(name));
    }

    private List<HostInterface> all() {
        return room.strand().call(room.interfaces()::all);
    }

    private @Nullable Attached attached(HostInterface it) {
        return room.strand().<@Nullable Attached, RuntimeException>call(it::attached);
    }

    private void onStrand(Runnable work) {
        room.strand()
                .call(
                        () -> {
                            work.run();
                            return room;
                        });
    }
}
