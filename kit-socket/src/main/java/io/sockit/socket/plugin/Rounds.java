package io.sockit.socket.plugin;

import io.sockit.api.Errno;
import io.sockit.api.ErrnoException;

import org.jspecify.annotations.Nullable;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// Finds plug-ins and loads them in the order of what they require, however many come at once. Used
/// inside [HostChanges], but for [#unchanged].
final class Rounds {
    private static final ClassLoader KIT = Rounds.class.getClassLoader();

    private final Registry registry;
    private final Loading loading;
    private final FolderWatch watch = new FolderWatch(PluginFolder::read);
    private volatile @Nullable Object lookedAt; // the registry's version after the last look

    Rounds(Registry registry, Loading loading) {
        this.registry = registry;
        this.loading = loading;
    }

    /// Those of the class path.
    ///
    /// @param only their names, or null for all
    void start(Discovery found, @Nullable List<String> only) throws ErrnoException {
        List<LoadUnit> units = new ArrayList<>();
        List<String> names = new ArrayList<>();
        for (LoadUnit unit : found.units()) {
            names.addAll(unit.names());
            if (only == null || only.containsAll(unit.names())) {
                units.add(unit);
            }
        }
        if (only != null && !names.containsAll(only)) {
            List<String> missing = new ArrayList<>(only);
            missing.removeAll(names);
            throw new ErrnoException(
                    Errno.ENOENT, "start", "plug-ins " + missing + " (there are: " + names + ")");
        }
        found.refused().forEach(registry::refuse);
        loadAll(units);
    }

    void watch(Path folder) throws ErrnoException {
        try {
            watch.add(folder);
        } catch (IOException e) {
            throw notThere("plugins", folder);
        }
    }

    /// Whether another look would find what the last one found: neither the folders nor the
    /// plug-ins that are loaded have changed. Any thread.
    @SuppressWarnings("ReferenceEquality") // of versions
    boolean unchanged() {
        return lookedAt == registry.version() && watch.unchanged();
    }

    /// Loads what is new in the watched folders.
    ///
    /// @return whether anything was loaded
    boolean look() {
        boolean any = loadFresh();
        lookedAt = any ? null : registry.version(); // what came may be required by what waits
        return any;
    }

    private boolean loadFresh() {
        List<PluginFolder> fresh = new ArrayList<>();
        for (PluginFolder folder : watch.fresh(registry::refuse)) {
            if (!registry.holds(folder.path())) {
                watch.tried(folder);
                fresh.add(folder);
            }
        }
        if (fresh.isEmpty()) {
            return false;
        }
        boolean any = loadAll(ask(fresh));
        if (any) {
            watch.loadedSomething();
        }
        return any;
    }

    /// The one of a folder.
    List<String> load(Path path) throws ErrnoException, RefusedException {
        PluginFolder folder;
        try {
            folder = PluginFolder.read(path);
        } catch (IOException e) {
            throw notThere("load", path);
        }
        watch.tried(folder);
        List<String> loaded = loading.load(Discovery.inFolder(folder, loaders()));
        watch.loadedSomething();
        return loaded;
    }

    private List<LoadUnit> ask(List<PluginFolder> folders) {
        List<LoadUnit> units = new ArrayList<>();
        for (PluginFolder folder : folders) {
            try {
                units.add(Discovery.inFolder(folder, loaders()));
            } catch (RefusedException e) {
                registry.refuse(e);
            }
        }
        // A folder with copies of what others hold comes after them.
        units.sort(Comparator.comparingInt(unit -> unit.members().size()));
        return units;
    }

    private boolean loadAll(List<LoadUnit> units) {
        LoadOrder<LoadUnit> order = LoadOrder.of(units);
        order.circles().forEach(this::refuseCircle);
        boolean any = false;
        for (LoadUnit unit : order.sorted()) {
            try {
                loading.load(unit);
                any = true;
            } catch (RefusedException e) {
                registry.refuse(e);
                PluginFolder folder = unit.folder();
                if (folder != null && e.errno() == Errno.ENODEV) {
                    watch.waits(folder);
                }
            }
        }
        return any;
    }

    private void refuseCircle(LoadUnit unit, String circle) {
        for (Declared member : unit.members()) {
            registry.refuse(Loading.inCircle(member, circle));
        }
    }

    private List<ClassLoader> loaders() {
        Map<ClassLoader, String> loaders = new LinkedHashMap<>();
        for (LoadedPlugin plugin : registry.all()) {
            ClassLoader loader = plugin.loader();
            loaders.put(loader == null ? KIT : loader, plugin.name());
        }
        return List.copyOf(loaders.keySet());
    }

    String thereAre() {
        return " (there are: "
                + String.join(", ", registry.all().stream().map(LoadedPlugin::name).toList())
                + ")";
    }

    private static ErrnoException notThere(String call, Path folder) {
        return new ErrnoException(
                Errno.ENOENT, call, folder + " (expected: a readable folder of plug-ins)");
    }
}
