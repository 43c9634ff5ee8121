package io.sockit.socket.plugin;

import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.ArrayList;
import java.util.List;

/// A folder with the jars of a plug-in and its libraries, as it was when it was looked at.
///
/// @param jars sorted by name
/// @param content changes whenever a jar comes, goes or is written
record PluginFolder(Path path, List<Path> jars, String content) {
    /// @throws IOException where it is no readable folder
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

    private static String stamp(Path jar) {
        try {
            BasicFileAttributes facts = Files.readAttributes(jar, BasicFileAttributes.class);
            return facts.size() + " " + facts.lastModifiedTime() + " " + facts.fileKey();
        } catch (IOException e) {
            return "gone"; // since it was listed: opening it will say so
        }
    }

    /// The plug-in folders of a configured one: itself and those below it that hold jars.
    static List<PluginFolder> under(Path configured) throws IOException {
        List<PluginFolder> found = new ArrayList<>();
        List<Path> candidates = new ArrayList<>();
        candidates.add(configured);
        candidates.addAll(list(configured, "*"));
        for (Path candidate : candidates) {
            if (Files.isDirectory(candidate)) {
                PluginFolder folder = read(candidate);
                if (!folder.jars.isEmpty()) {
                    found.add(folder);
                }
            }
        }
        return found;
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
