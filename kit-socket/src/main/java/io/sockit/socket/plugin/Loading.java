package io.sockit.socket.plugin;

import io.sockit.api.Errno;
import io.sockit.api.PluginInfo;
import io.sockit.socket.strand.HostStrand;
import io.sockit.spi.ExtensionPoint;
import io.sockit.spi.Extensions;
import io.sockit.spi.Plugin;
import io.sockit.spi.PluginModule.Row;

import org.jspecify.annotations.Nullable;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;

/// Loads what was found: all of a unit or nothing. Used inside [HostChanges]; off the
/// strand, which only sees the finished rows.
record Loading(
        HostServices host,
        HostStrand strand,
        Points points,
        Registry registry,
        Unloading unloading) {
    /// @return the names of what was loaded
    List<String> load(LoadUnit found) throws RefusedException {
        LoadUnit unit = found.without(registry::gives);
        LoadOrder<Declared> order = LoadOrder.of(unit.members());
        for (Map.Entry<Declared, String> circle : order.circles().entrySet()) {
            throw inCircle(circle.getKey(), circle.getValue());
        }
        PluginFolder folder = unit.folder();
        PluginLoader loader =
                folder == null ? null : new PluginLoader(folder, parents(unit), List.of());
        List<LoadedPlugin> loaded = new ArrayList<>();
        try {
            for (Declared member : order.sorted()) {
                loaded.add(load(member, loader));
            }
        } catch (RefusedException e) {
            loaded.reversed().forEach(unloading::unload);
            throw e;
        } finally {
            if (loader != null && loaded.isEmpty()) {
                unloading.close(loader);
            }
        }
        return unit.names();
    }

    static RefusedException inCircle(Declared declared, String circle) {
        return declared.refuse(Errno.EINVAL, "requires itself in a circle: " + circle);
    }

    /// Checks before any code of the unit runs.
    private List<ClassLoader> parents(LoadUnit unit) throws RefusedException {
        Set<ClassLoader> parents = new LinkedHashSet<>();
        List<String> inside = unit.names();
        for (Declared member : unit.members()) {
            for (String name : member.requires()) {
                if (!inside.contains(name)) {
                    ClassLoader parent = required(member, name).loader();
                    if (parent != null) {
                        parents.add(parent);
                    }
                }
            }
        }
        return List.copyOf(parents);
    }

    private LoadedPlugin required(Declared by, String name) throws RefusedException {
        LoadedPlugin plugin = registry.find(name);
        if (plugin == null || plugin.state() != PluginInfo.State.LOADED) {
            String why = plugin == null ? "not loaded" : "draining";
            throw by.refuse(Errno.ENODEV, "requires plug-in " + name + ", which is " + why);
        }
        return plugin;
    }

    private LoadedPlugin load(Declared declared, @Nullable PluginLoader loader)
            throws RefusedException {
        LoadedPlugin holder = registry.find(declared.name());
        if (holder != null) {
            throw declared.refuse(
                    Errno.EEXIST, "a plug-in of this name is loaded from " + holder.source());
        }
        Map<Class<?>, Object> given = new HashMap<>();
        for (String name : declared.requires()) {
            given.putAll(required(declared, name).exports());
        }
        Plugin object = object(declared, loader);
        LoadedPlugin plugin =
                new LoadedPlugin(declared, object.getClass().getClassLoader(), strand);
        Thread thread = Thread.currentThread();
        ClassLoader context = thread.getContextClassLoader();
        try {
            thread.setContextClassLoader(plugin.loader());
            given.putAll(host.open(plugin));
            given.put(Extensions.class, points.viewOf(plugin));
            wire(plugin, new Wiring(object, given));
            publish(plugin);
        } catch (Throwable failure) {
            unloading.takeBack(plugin);
            plugin.end();
            throw failure instanceof RefusedException refused
                    ? refused
                    : declared.refuse(Errno.EINVAL, FaultText.of(failure));
        } finally {
            thread.setContextClassLoader(context);
        }
        registry.add(plugin);
        if (loader != null) {
            loader.use();
        }
        return plugin;
    }

    private static Plugin object(Declared declared, @Nullable PluginLoader loader)
            throws RefusedException {
        if (declared.object() != null) {
            return declared.object();
        }
        ClassLoader own = Objects.requireNonNull(loader, "loader of a folder");
        Plugin made = ServiceFiles.make(own, declared.className(), declared.source());
        if (!own.equals(made.getClass().getClassLoader())) {
            throw declared.refuse(
                    Errno.EEXIST, declared.className() + " comes from a required plug-in");
        }
        return made;
    }

    private void wire(LoadedPlugin plugin, Wiring wiring) throws RefusedException {
        List<Contributed<?, ?>> rows = new ArrayList<>();
        Map<ExtensionPoint<?, ?>, Set<Object>> keys = new HashMap<>();
        for (Row<?, ?> row : wiring.rows()) {
            Contributed<?, ?> made = contributed(plugin, row, wiring.made().get(row.type()));
            checkFree(made, keys.computeIfAbsent(row.point(), p -> new LinkedHashSet<>()));
            rows.add(made);
        }
        plugin.wired(List.copyOf(rows), wiring.exports());
    }

    private static <K, T> Contributed<K, T> contributed(
            LoadedPlugin plugin, Row<K, T> row, @Nullable Object made) {
        ExtensionPoint<K, T> point = row.point();
        K key = point.keyType().cast(row.key());
        T value = point.type().cast(made);
        if (key == null || value == null) {
            throw new IllegalArgumentException(
                    point + " " + key + ": " + value + " (expected: a key and an object)");
        }
        return new Contributed<>(plugin, point, key, value);
    }

    private <K, T> void checkFree(Contributed<K, T> row, Set<Object> ownKeys)
            throws RefusedException {
        Contributed<K, T> holder = points.table(row.point()).find(row.key());
        if (holder != null) {
            LoadedPlugin owner = holder.owner();
            throw row.refuse("is held by plug-in " + owner.name() + " from " + owner.source());
        }
        if (!ownKeys.add(row.key())) {
            throw row.refuse("is contributed twice");
        }
    }

    private void publish(LoadedPlugin plugin) {
        strand.run(() -> plugin.rows().forEach(this::add));
    }

    private <K, T> void add(Contributed<K, T> row) {
        points.table(row.point()).add(row);
    }
}
