package io.sockit.socket.plugin;

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

/// The plug-ins of one host: what the other rooms use of this one. Thread-safe; loading and
/// unloading are done one at a time, off the strand, as [HostChanges].
public final class HostPlugins implements Plugins, AutoCloseable {
    private final HostChanges changes;
    private final Points points;
    private final Discovery classPath;
    private final Extensions ofKit;
    private final Drain drain;
    private final Registry registry = new Registry();
    private final Rounds rounds;
    private final Unloading unloading;
    private boolean closed; // inside a change

    /// @param host what plug-ins are given
    /// @param strand where rows come and go
    public HostPlugins(HostServices host, HostStrand strand, HostChanges changes) {
        this(host, strand, changes, Discovery.ofClassPath());
    }

    HostPlugins(HostServices host, HostStrand strand, HostChanges changes, Discovery classPath) {
        this.changes = changes;
        this.points = new Points(strand);
        this.classPath = classPath;
        this.ofKit = points.viewOf(KitOwner.KIT);
        this.drain = new Drain(strand);
        this.unloading = new Unloading(host, strand, points, registry);
        this.rounds = new Rounds(registry, new Loading(host, strand, points, registry, unloading));
    }

    /// Adds a room whose sockets or devices use plug-ins.
    public void register(Users users) {
        drain.register(users);
    }

    /// Loads what is on the class path and in the folders. [#all] names what is refused, which
    /// does not keep the rest from being loaded.
    ///
    /// @param only the plug-ins to load of the class path; null for all
    /// @param folders looked into again by [#lookInFolders]
    /// @throws ErrnoException `ENOENT` for a name in `only` or a folder
    public void start(@Nullable List<String> only, List<Path> folders) throws ErrnoException {
        change(
                "start",
                () -> {
                    rounds.start(classPath, only);
                    for (Path folder : folders) {
                        rounds.watch(folder);
                    }
                    return rounds.look();
                });
    }

    private <T, E extends Exception> T change(String call, HostChanges.Change<T, E> change)
            throws ErrnoException, E {
        return changes.make(
                call,
                () -> {
                    if (closed) {
                        throw new ErrnoException(Errno.ENODEV, call, "the host is closed");
                    }
                    return change.make();
                });
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
        if (changes.inside() || rounds.unchanged()) {
            return false;
        }
        try {
            return change("look", rounds::look);
        } catch (ErrnoException closedMeanwhile) {
            return false;
        }
    }

    @Override
    public List<PluginInfo> all() {
        return registry.infos();
    }

    @Override
    public List<String> load(Path folder) throws ErrnoException {
        try {
            return change("load", () -> rounds.load(folder));
        } catch (RefusedException e) {
            throw new ErrnoException(
                    e.errno(), "load", e.source() + ": plug-in " + e.plugin() + ": " + e.reason());
        }
    }

    @Override
    public void unload(String name) throws ErrnoException {
        change(
                "unload",
                () -> {
                    LoadedPlugin plugin = unneeded("unload", name);
                    if (!plugin.pins().shutIfIdle()) {
                        int uses = plugin.pins().count();
                        throw new ErrnoException(
                                Errno.EBUSY,
                                "unload",
                                "plug-in " + name + " (used by " + uses + " sockets or devices)");
                    }
                    unloading.unload(plugin);
                    return plugin;
                });
    }

    @Override
    public void drain(String name, Duration deadline) throws ErrnoException {
        long until = drain.deadline(deadline);
        LoadedPlugin plugin =
                change(
                        "drain",
                        () -> {
                            LoadedPlugin found = unneeded("drain", name);
                            found.beginDrain();
                            return found;
                        });
        boolean over = false;
        try {
            over = drain.await(plugin, until);
        } finally {
            if (!over) {
                changes.run(plugin::endDrain);
            }
        }
        if (!over) {
            throw new ErrnoException(Errno.EINTR, "drain", "plug-in " + name + " stays loaded");
        }
        drain.abort(plugin);
        change(
                "drain",
                () -> {
                    if (registry.find(name) == plugin) { // else another thread was faster
                        unneeded("drain", name);
                        unloading.unload(plugin);
                    }
                    return plugin;
                });
    }

    @Override
    public @Nullable Contribution<Class<?>> findClass(String name) {
        return registry.findClass(name);
    }

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

    /// Unloads all, last loaded first, used or not. Idempotent.
    @Override
    public void close() {
        changes.run(
                () -> {
                    closed = true;
                    List.copyOf(registry.all()).reversed().forEach(unloading::unload);
                });
    }
}
