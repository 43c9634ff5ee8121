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

/// The plug-ins that are loaded, and those refused. Used inside [HostChanges], but for
/// [#infos] and [#findClass]: those read what was last seen, on any thread.
final class Registry {
    private static final int REMEMBERED = 256;

    private final Map<String, LoadedPlugin> loaded = new LinkedHashMap<>();
    private final Map<String, PluginInfo> refused = new LinkedHashMap<>();
    private volatile Seen seen = new Seen(List.of(), List.of());

    private record Seen(List<LoadedPlugin> loaded, List<PluginInfo> refused) {}

    @Nullable LoadedPlugin find(String name) {
        return loaded.get(name);
    }

    /// In the order of loading.
    Collection<LoadedPlugin> all() {
        return loaded.values();
    }

    void add(LoadedPlugin plugin) {
        loaded.put(plugin.name(), plugin);
        refused.values().removeIf(info -> Path.of(plugin.source()).startsWith(info.source()));
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
        seen = new Seen(List.copyOf(loaded.values()), List.copyOf(refused.values()));
    }

    /// Remembers the newest refusals, one of a plug-in and jar.
    void refuse(RefusedException refusal) {
        String key = refusal.source() + '\n' + refusal.plugin();
        refused.remove(key);
        refused.put(
                key,
                new PluginInfo(
                        refusal.plugin(),
                        "",
                        refusal.source(),
                        PluginInfo.State.REFUSED,
                        List.of(),
                        List.of(),
                        0,
                        refusal.reason()));
        if (refused.size() > REMEMBERED) {
            refused.remove(refused.keySet().iterator().next());
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
        infos.addAll(now.refused);
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
