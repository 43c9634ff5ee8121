package io.sockit.socket.plugin;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;

/// Remembers what the configured folders held, so that each content of a plug-in folder is tried
/// once. Of whoever holds the lock of [HostPlugins].
final class FolderWatch {
    private final List<Path> roots = new ArrayList<>();
    private final Map<Path, String> seen = new HashMap<>();
    private final Set<Path> waiting = new HashSet<>();
    private final PluginFolder.Reader reader;

    /// @param reader of a folder
    FolderWatch(PluginFolder.Reader reader) {
        this.reader = reader;
    }

    /// @throws IOException where it cannot be read
    void add(Path root) throws IOException {
        PluginFolder.under(root, reader);
        roots.add(root);
    }

    /// The plug-in folders that have come or changed since the last look.
    ///
    /// @param refuse takes those that cannot be read
    List<PluginFolder> fresh(Consumer<RefusedException> refuse) {
        List<PluginFolder> fresh = new ArrayList<>();
        for (Path root : roots) {
            PluginFolder.Found found = under(root);
            found.refused().forEach(refuse);
            for (PluginFolder folder : found.folders()) {
                if (!folder.content().equals(seen.get(folder.path()))) {
                    fresh.add(folder);
                }
            }
        }
        return fresh;
    }

    private PluginFolder.Found under(Path root) {
        try {
            return PluginFolder.under(root, reader);
        } catch (IOException e) {
            // Gone or being replaced: the next look may find it.
            return new PluginFolder.Found(List.of(), List.of());
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
