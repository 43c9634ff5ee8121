package io.sockit.socket.plugin;

import com.google.errorprone.annotations.concurrent.GuardedBy;

import io.sockit.api.Errno;
import io.sockit.api.ErrnoException;
import io.sockit.api.PluginInfo;
import io.sockit.api.Plugins;
import io.sockit.socket.strand.HostStrand;
import io.sockit.socket.strand.KitOwner;
import io.sockit.spi.Contribution;
import io.sockit.spi.Extensions;

import org.jspecify.annotations.Nullable;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.BooleanSupplier;

/// The plug-ins of one host: what the other rooms use of this one. Thread-safe; loading and
/// unloading are done one at a time, off the strand, under a lock.
///
/// The constructor of a plug-in that is loaded may add devices, so the lock of the devices is taken
/// inside this one: who has that one must not wait for this.
public final class HostPlugins implements Plugins, AutoCloseable {
    private final Points points;
    private final Discovery classPath;
    private final Extensions ofKit;
    private final Drain drain;
    private final ReentrantLock lock = new ReentrantLock();
    private volatile BooleanSupplier elsewhere = () -> false;

    private final Registry registry = new Registry();

    @GuardedBy("lock")
    private final Rounds rounds;

    @GuardedBy("lock")
    private final Unloading unloading;

    private volatile boolean closed;
    private volatile boolean ended;

    /// @param host what plug-ins are given
    /// @param strand where rows come and go
    public HostPlugins(HostServices host, HostStrand strand) {
        this(host, strand, Discovery.ofClassPath());
    }

    HostPlugins(HostServices host, HostStrand strand, Discovery classPath) {
        this.points = new Points(strand);
        this.classPath = classPath;
        this.ofKit = points.viewOf(KitOwner.KIT);
        this.drain = new Drain(strand);
        this.unloading = new Unloading(host, strand, points, registry);
        this.rounds = new Rounds(registry, new Loading(host, strand, points, registry, unloading));
    }

    /// Adds a room whose sockets or devices live on plug-ins.
    public void register(Users users) {
        drain.register(users);
    }

    /// Sees to it that a plug-in that another room called, with that room's lock held, does not
    /// wait for this one: here the locks are taken in the other order.
    ///
    /// @param inside whether the calling thread is inside that room
    public void avoid(BooleanSupplier inside) {
        elsewhere = inside;
    }

    /// Loads what is on the class path and in the folders. What is refused is told by [#all] and
    /// does not keep the rest from being loaded.
    ///
    /// @param only the plug-ins to load of the class path; null for all
    /// @param folders looked into again by [#lookInFolders]
    /// @throws ErrnoException `ENOENT` for a name in `only` or a folder
    public void start(@Nullable List<String> only, List<Path> folders) throws ErrnoException {
        lock.lock();
        try {
            rounds.start(classPath, only);
            for (Path folder : folders) {
                rounds.watch(folder);
            }
            rounds.look();
            checkOpen("start"); // a plug-in may have closed the host
        } finally {
            lock.unlock();
            endIfClosed();
        }
    }

    /// The extension points as the kit sees them.
    public Extensions extensions() {
        return ofKit;
    }

    /// Loads what has newly appeared in the folders, each content of a folder once: what `socket()`
    /// does when it finds no row. Off the strand.
    ///
    /// @return whether anything was loaded
    public boolean lookInFolders() {
        if (lock.isHeldByCurrentThread() || elsewhere.getAsBoolean()) {
            return false; // a plug-in that opens sockets while it, or its device, is made
        }
        lock.lock();
        try {
            return !closed && rounds.look() && !closed;
        } finally {
            lock.unlock();
            endIfClosed();
        }
    }

    @Override
    public List<PluginInfo> all() {
        return registry.infos();
    }

    @Override
    public List<String> load(Path folder) throws ErrnoException {
        notInside("load");
        lock.lock();
        try {
            checkOpen("load");
            List<String> loaded = rounds.load(folder);
            checkOpen("load");
            return loaded;
        } catch (RefusedException e) {
            throw new ErrnoException(
                    e.errno(), "load", e.source() + ": plug-in " + e.plugin() + ": " + e.reason());
        } finally {
            lock.unlock();
            endIfClosed();
        }
    }

    @Override
    public void unload(String name) throws ErrnoException {
        notInside("unload");
        lock.lock();
        try {
            checkOpen("unload");
            LoadedPlugin plugin = unneeded("unload", name);
            if (!plugin.pins().shutIfIdle()) {
                throw new ErrnoException(
                        Errno.EBUSY,
                        "unload",
                        "plug-in "
                                + name
                                + " (used by "
                                + plugin.pins().count()
                                + " sockets or devices)");
            }
            unloading.unload(plugin);
        } finally {
            lock.unlock();
            endIfClosed();
        }
    }

    @Override
    public void drain(String name, Duration deadline) throws ErrnoException {
        long until = drain.deadline(deadline);
        LoadedPlugin plugin = beginDrain(name);
        boolean over = false;
        try {
            over = drain.await(plugin, until);
        } finally {
            if (!over) {
                endDrain(plugin);
            }
        }
        if (!over) {
            throw new ErrnoException(Errno.EINTR, "drain", "plug-in " + name + " stays loaded");
        }
        drain.abort(plugin);
        lock.lock();
        try {
            checkOpen("drain");
            if (registry.find(name) == plugin) { // else another thread was faster
                unneeded("drain", name);
                unloading.unload(plugin);
            }
        } finally {
            lock.unlock();
            endIfClosed();
        }
    }

    @Override
    public @Nullable Contribution<Class<?>> findClass(String name) {
        return registry.findClass(name);
    }

    private LoadedPlugin beginDrain(String name) throws ErrnoException {
        notInside("drain");
        lock.lock();
        try {
            checkOpen("drain");
            LoadedPlugin plugin = unneeded("drain", name);
            plugin.beginDrain();
            return plugin;
        } finally {
            lock.unlock();
            endIfClosed();
        }
    }

    private void endDrain(LoadedPlugin plugin) {
        lock.lock();
        try {
            plugin.endDrain();
        } finally {
            lock.unlock();
            endIfClosed();
        }
    }

    @GuardedBy("lock")
    private LoadedPlugin unneeded(String call, String name) throws ErrnoException {
        LoadedPlugin plugin = registry.find(name);
        if (plugin == null) {
            throw new ErrnoException(Errno.ENOENT, call, "plug-in " + name + rounds.thereAre());
        }
        List<String> needers = registry.neededBy(name);
        if (!needers.isEmpty()) {
            throw new ErrnoException(
                    Errno.EBUSY,
                    call,
                    "plug-in " + name + " (needed by " + String.join(", ", needers) + ")");
        }
        return plugin;
    }

    private void notInside(String call) throws ErrnoException {
        if (lock.isHeldByCurrentThread() || elsewhere.getAsBoolean()) {
            throw new ErrnoException(
                    Errno.EBUSY, call, "from inside a plug-in that is loaded, or opens a device");
        }
    }

    private void checkOpen(String call) throws ErrnoException {
        if (closed) {
            throw new ErrnoException(Errno.ENODEV, call, "the host is closed");
        }
    }

    /// Unloads all, last loaded first, whoever still uses them. Called from inside a plug-in that
    /// is loaded, or by who changes devices, this may happen only once it is out of there.
    /// Idempotent.
    @Override
    public void close() {
        closed = true;
        if (lock.isHeldByCurrentThread()) {
            return; // the load, or unload, that is under way ends it
        }
        if (elsewhere.getAsBoolean()) {
            endIfClosed();
            return;
        }
        lock.lock();
        try {
            unloadAll();
        } finally {
            lock.unlock();
        }
    }

    /// After every unlock: who closed the host meanwhile may not have waited for the lock.
    private void endIfClosed() {
        if (closed && !ended && !lock.isHeldByCurrentThread() && lock.tryLock()) {
            try {
                unloadAll();
            } finally {
                lock.unlock();
            }
        }
    }

    @GuardedBy("lock")
    private void unloadAll() {
        ended = true;
        for (LoadedPlugin plugin : List.copyOf(registry.all()).reversed()) {
            unloading.unload(plugin);
        }
    }
}
