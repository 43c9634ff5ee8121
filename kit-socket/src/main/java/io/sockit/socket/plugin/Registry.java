package io.sockit.socket.plugin;

import io.sockit.api.PluginInfo;
import io.sockit.spi.Contribution;

import org.jspecify.annotations.Nullable;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// The plug-ins that are loaded, and those refused or gone with a fault. Used inside [HostChanges],
/// but for [#infos] and [#findClass]: those read what was last seen, on any thread.
final class Registry {
    private static final int REMEMBERED = 256;

    private final Map<String, LoadedPlugin> loaded = new LinkedHashMap<>();

    /// Those that are not loaded, with the reason or the fault.
    private final Map<String, PluginInfo> others = new LinkedHashMap<>();

    private volatile Seen seen = new Seen(List.of(), List.of());

    private record Seen(List<LoadedPlugin> loaded, List<PluginInfo> others) {}

    @Nullable LoadedPlugin find(String name) {
        return loaded.get(name);
    }

    /// In the order of loading.
    Collection<LoadedPlugin> all() {
        return loaded.values();
    }

    void add(LoadedPlugin plugin) {
        loaded.put(plugin.name(), plugin);
        others.values().removeIf(info -> Path.of(plugin.source()).startsWith(info.source()));
        changed();
    }

    void remove(LoadedPlugin plugin) {
        loaded.remove(plugin.name(), plugin);
        changed();
    }

    /// Another object after every change. Any thread.
    Object version() {
        return seen;
    }

    private void changed() {
        seen = new Seen(List.copyOf(loaded.values()), List.copyOf(others.values()));
    }

    void refuse(RefusedException refusal) {
        remember(
                new PluginInfo(
                        refusal.plugin(),
                        "",
                        refusal.source(),
                        PluginInfo.State.REFUSED,
                        List.of(),
                        List.of(),
                        0,
                        refusal.reason()));
    }

    /// A plug-in has been unloaded. One that had a fault is remembered with it.
    void ended(PluginInfo plugin) {
        if (plugin.fault() != null) {
            remember(plugin);
        }
    }

    /// Remembers the newest, one of a plug-in and jar.
    private void remember(PluginInfo info) {
        String key = info.source() + '\n' + info.name();
        others.remove(key);
        others.put(key, info);
        if (others.size() > REMEMBERED) {
            others.remove(others.keySet().iterator().next());
        }
        changed();
    }

    List<String> neededBy(String name) {
        return loaded.values().stream()
                .filter(plugin -> plugin.requires().contains(name))
                .map(LoadedPlugin::name)
                .toList();
    }

    /// Whether this very plug-in is loaded from elsewhere.
    boolean gives(Declared declared) {
        LoadedPlugin same = loaded.get(declared.name());
        return same != null && same.className().equals(declared.className());
    }

    boolean holds(Path folder) {
        return loaded.values().stream()
                .anyMatch(
                        plugin ->
                                plugin.loader() instanceof PluginLoader own
                                        && own.folder().equals(folder));
    }

    @Nullable Contribution<Class<?>> findClass(String name) {
        for (LoadedPlugin plugin : seen.loaded) {
            Class<?> found =
                    plugin.loader() instanceof PluginLoader loader ? loader.ownClass(name) : null;
            if (found != null) {
                return new ClassOfPlugin(plugin, found);
            }
        }
        return null;
    }

    List<PluginInfo> infos() {
        Seen now = seen;
        List<PluginInfo> infos = new ArrayList<>();
        now.loaded.forEach(plugin -> infos.add(plugin.info()));
        infos.removeIf(info -> info.state() == PluginInfo.State.UNLOADED); // just now
        infos.addAll(now.others);
        return List.copyOf(infos);
    }

    /// A class that is used without being contributed; whatever keeps this keeps the class.
    private static final class ClassOfPlugin extends Pinned<Class<?>> {
        private final Class<?> value;

        ClassOfPlugin(LoadedPlugin owner, Class<?> value) {
            super(owner);
            this.value = value;
        }

        @Override
        public Class<?> value() {
            return value;
        }
    }
}
