package io.sockit.socket.plugin;

import org.jspecify.annotations.Nullable;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;

/// Remembers what the configured folders held, so that each content of a plug-in folder is tried
/// once. Used inside [HostChanges], but for [#unchanged].
final class FolderWatch {
    /// A file that was written this short a time ago may be written once more without another
    /// modification time.
    private static final long FRESH_MILLIS = 2_000;

    private final List<Path> roots = new ArrayList<>();
    private final Map<Path, String> seen = new HashMap<>();
    private final Set<Path> waiting = new HashSet<>();
    private final PluginFolder.Reader reader;

    /// The stamps of all folders and files at the last look; null if they do not tell of changes.
    private volatile @Nullable Map<Path, String> stamps;

    /// @param reader of a folder
    FolderWatch(PluginFolder.Reader reader) {
        this.reader = reader;
    }

    /// @throws IOException where it cannot be read
    void add(Path root) throws IOException {
        PluginFolder.under(root, reader);
        roots.add(root);
    }

    /// Whether the folders and their files are as they were at the last look. Any thread; it asks
    /// for their times and lists nothing.
    boolean unchanged() {
        Map<Path, String> known = stamps;
        return known != null
                && known.entrySet().stream()
                        .allMatch(
                                entry ->
                                        PluginFolder.stamp(entry.getKey())
                                                .equals(entry.getValue()));
    }

    /// The plug-in folders that have come or changed since the last look.
    ///
    /// @param refuse takes those that cannot be read
    List<PluginFolder> fresh(Consumer<RefusedException> refuse) {
        stamps = stampAll(); // before: what changes meanwhile is seen by the next look
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

    private @Nullable Map<Path, String> stampAll() {
        Map<Path, String> all = new HashMap<>();
        long since = System.currentTimeMillis() - FRESH_MILLIS;
        try {
            for (Path root : roots) {
                try (var below = Files.walk(root, 2)) {
                    for (Path path : (Iterable<Path>) below::iterator) {
                        all.put(path, PluginFolder.stamp(path));
                        if (Files.getLastModifiedTime(path).toMillis() > since) {
                            return null;
                        }
                    }
                }
            }
        } catch (IOException | RuntimeException e) {
            return null; // something is being replaced: the next look may find it
        }
        return Map.copyOf(all);
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
