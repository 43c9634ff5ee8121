package io.sockit.socket.plugin;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/// Remembers what the configured folders held, so that each content of a plug-in folder is tried
/// once. Of whoever holds the lock of [HostPlugins].
final class FolderWatch {
    private final List<Path> roots = new ArrayList<>();
    private final Map<Path, String> seen = new HashMap<>();
    private final Set<Path> waiting = new HashSet<>();

    void add(Path root) {
        roots.add(root);
    }

    /// The plug-in folders that have come or changed since the last look.
    List<PluginFolder> fresh() {
        List<PluginFolder> fresh = new ArrayList<>();
        for (Path root : roots) {
            for (PluginFolder folder : under(root)) {
                if (!folder.content().equals(seen.get(folder.path()))) {
                    fresh.add(folder);
                }
            }
        }
        return fresh;
    }

    private static List<PluginFolder> under(Path root) {
        try {
            return PluginFolder.under(root);
        } catch (IOException e) {
            return List.of(); // gone or being replaced: the next look may find it
        }
    }

    void tried(PluginFolder folder) {
        seen.put(folder.path(), folder.content());
    }

    /// Refused for what it requires: to be tried again once another plug-in has come.
    void waits(PluginFolder folder) {
        waiting.add(folder.path());
    }

    void loadedSomething() {
        waiting.forEach(seen::remove);
        waiting.clear();
    }
}
