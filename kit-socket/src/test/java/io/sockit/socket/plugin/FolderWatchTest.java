package io.sockit.socket.plugin;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/// Folders that may not be read; a test that runs as root could read any.
class FolderWatchTest {
    @TempDir Path root;

    private final Set<String> locked = new HashSet<>();
    private final List<RefusedException> refused = new ArrayList<>();
    private final FolderWatch watch = new FolderWatch(this::read);

    private PluginFolder read(Path folder) throws IOException {
        if (locked.contains(folder.getFileName().toString())) {
            throw new AccessDeniedException(folder.toString());
        }
        return PluginFolder.read(folder);
    }

    @BeforeEach
    void threeFolders() throws IOException {
        for (String name : List.of("a", "b", "c")) {
            Files.createFile(Files.createDirectory(root.resolve(name)).resolve("x.jar"));
        }
    }

    private List<String> fresh() {
        return watch.fresh(refused::add).stream()
                .map(folder -> folder.path().getFileName().toString())
                .toList();
    }

    @Test
    void oneBelowIsRefusedByNameAndHidesNoOther() throws Exception {
        locked.add("b");
        watch.add(root);
        assertEquals(List.of("a", "c"), fresh());
        assertEquals("b", refused.getFirst().plugin());
        assertEquals(root.resolve("b").toString(), refused.getFirst().source());
        assertTrue(refused.getFirst().reason().contains("cannot be read"));
    }

    @Test
    void oneThatCanBeReadLaterIsFoundThen() throws Exception {
        watch.add(root);
        watch.fresh(refused::add).forEach(watch::tried);
        locked.add("b");
        Files.createFile(root.resolve("b/y.jar"));
        assertEquals(List.of(), fresh());
        locked.clear();
        assertEquals(List.of("b"), fresh());
    }

    /// Files that are written just now may be written again without another time.
    private void age() throws IOException {
        try (var all = Files.walk(root)) {
            for (Path path : all.toList().reversed()) {
                Files.setLastModifiedTime(path, FileTime.fromMillis(1_000_000));
            }
        }
    }

    @Test
    void nothingIsReadWhileTheTimesAreTheSame() throws Exception {
        age();
        watch.add(root);
        assertFalse(watch.unchanged());
        fresh();
        assertTrue(watch.unchanged());
        Files.writeString(root.resolve("b/x.jar"), "other");
        assertFalse(watch.unchanged());
        age();
        fresh();
        Files.createDirectory(root.resolve("d"));
        assertFalse(watch.unchanged());
    }

    @Test
    void timesOfJustNowTellNothing() throws Exception {
        watch.add(root);
        fresh();
        assertFalse(watch.unchanged());
    }

    @Test
    void theConfiguredOneItselfIsAnError() {
        locked.add(root.getFileName().toString());
        assertThrows(IOException.class, () -> watch.add(root));
    }
}
