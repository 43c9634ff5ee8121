package io.sockit.socket.plugin;

import io.sockit.api.Errno;

import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.ArrayList;
import java.util.List;

/// A folder with the jars of a plug-in and its libraries, at one moment.
///
/// @param jars sorted by name
/// @param content changes whenever a jar comes, goes or is written
record PluginFolder(Path path, List<Path> jars, String content) {
    /// @throws IOException if it is no readable folder
    static PluginFolder read(Path folder) throws IOException {
        Path path = folder.toRealPath();
        List<Path> jars = list(path, "*.jar");
        jars.removeIf(jar -> !Files.isRegularFile(jar));
        StringBuilder content = new StringBuilder();
        for (Path jar : jars) {
            content.append(jar.getFileName()).append(' ').append(stamp(jar)).append('\n');
        }
        return new PluginFolder(path, List.copyOf(jars), content.toString());
    }

    /// Changes whenever a file is written, or an entry of a folder comes or goes.
    static String stamp(Path jar) {
        try {
            BasicFileAttributes facts = Files.readAttributes(jar, BasicFileAttributes.class);
            return facts.size() + " " + facts.lastModifiedTime() + " " + facts.fileKey();
        } catch (IOException e) {
            return "gone"; // since it was listed: opening it will say so
        }
    }

    /// Reads a folder; tests have one of their own.
    interface Reader {
        PluginFolder read(Path folder) throws IOException;
    }

    /// The plug-in folders under a configured folder.
    ///
    /// @param folders itself and those below it that hold jars
    /// @param refused those below it that cannot be read
    record Found(List<PluginFolder> folders, List<RefusedException> refused) {}

    /// @throws IOException where the configured folder itself cannot be read
    static Found under(Path configured, Reader reader) throws IOException {
        List<PluginFolder> folders = new ArrayList<>();
        List<RefusedException> refused = new ArrayList<>();
        List<Path> below = list(configured, "*");
        PluginFolder own = reader.read(configured);
        if (!own.jars.isEmpty()) {
            folders.add(own);
        }
        for (Path candidate : below) {
            if (Files.isDirectory(candidate)) {
                try {
                    PluginFolder folder = reader.read(candidate);
                    if (!folder.jars.isEmpty()) {
                        folders.add(folder);
                    }
                } catch (IOException e) {
                    refused.add(unreadable(candidate, e));
                }
            }
        }
        return new Found(folders, refused);
    }

    private static RefusedException unreadable(Path folder, IOException e) {
        String name = String.valueOf(folder.getFileName());
        String reason = "cannot be read as a folder: " + FaultText.of(e);
        return new RefusedException(Errno.EACCES, folder.toString(), name, reason);
    }

    private static List<Path> list(Path folder, String glob) throws IOException {
        List<Path> paths = new ArrayList<>();
        try (DirectoryStream<Path> stream = Files.newDirectoryStream(folder, glob)) {
            stream.forEach(paths::add);
        }
        paths.sort(null);
        return paths;
    }
}
