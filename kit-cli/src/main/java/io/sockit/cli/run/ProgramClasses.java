package io.sockit.cli.run;

import io.sockit.api.Host;
import io.sockit.cli.term.Messages;
import io.sockit.spi.Contribution;
import io.sockit.spi.Plugin;

import org.jspecify.annotations.Nullable;

import java.io.IOException;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.zip.ZipFile;

/// The classes that a scenario can name: those on the class path, in the folders of plug-ins, and
/// in folders whose jars name no plug-in. Each of the latter has a loader of its own until the run
/// is over, above it the class path. On the run's thread.
final class ProgramClasses implements AutoCloseable {
    private static final String SERVICE_FILE = "META-INF/services/" + Plugin.class.getName();
    private static final ClassLoader CLASS_PATH = ProgramClasses.class.getClassLoader();

    private final List<URLClassLoader> folders = new ArrayList<>();

    /// Jars and folders that cannot be read, with the reason.
    private final List<String> unreadable = new ArrayList<>();

    /// A class, and the plug-in that answers for it.
    ///
    /// @param owner null if the class is not a plug-in's
    record Found(Class<?> type, @Nullable Contribution<?> owner) {}

    /// @param configured as the kit takes them: each folder below, and one itself that holds jars
    ProgramClasses(List<Path> configured) {
        for (Path folder : configured) {
            open(folder);
            list(folder, "*").stream().filter(Files::isDirectory).forEach(this::open);
        }
    }

    /// Opens a folder, unless it holds a plug-in: that is the kit's to load, or to refuse.
    private void open(Path folder) {
        List<URL> jars = new ArrayList<>();
        for (Path jar : list(folder, "*.jar")) {
            try (ZipFile file = new ZipFile(jar.toFile())) {
                if (file.getEntry(SERVICE_FILE) != null) {
                    return;
                }
                jars.add(jar.toUri().toURL());
            } catch (IOException e) {
                unreadable.add(jar + ": " + Messages.of(e));
            }
        }
        if (!jars.isEmpty()) {
            folders.add(new URLClassLoader(jars.toArray(URL[]::new), CLASS_PATH));
        }
    }

    private List<Path> list(Path folder, String glob) {
        List<Path> paths = new ArrayList<>();
        try (DirectoryStream<Path> stream = Files.newDirectoryStream(folder, glob)) {
            stream.forEach(paths::add);
        } catch (IOException | DirectoryIteratorException e) {
            unreadable.add(folder + ": " + Messages.of(e));
        }
        paths.sort(null);
        return paths;
    }

    /// @return null if there is no class of that name
    /// @throws LinkageError if there is one that cannot be linked
    @Nullable Found find(Host host, String name) {
        Class<?> type = load(CLASS_PATH, name);
        Contribution<Class<?>> owner = type == null ? host.plugins().findClass(name) : null;
        if (owner != null) {
            return new Found(owner.value(), owner);
        }
        for (int i = 0; type == null && i < folders.size(); i++) {
            type = load(folders.get(i), name);
        }
        return type == null ? null : new Found(type, null);
    }

    private static @Nullable Class<?> load(ClassLoader loader, String name) {
        try {
            return loader.loadClass(name);
        } catch (ClassNotFoundException e) {
            return null;
        } catch (SecurityException e) { // in a package of the JDK, or signed by others
            throw new LinkageError(name + ": " + e.getMessage(), e);
        }
    }

    /// The jars and folders that cannot be read, for messages; empty if all can be.
    String unreadable() {
        return String.join("; ", unreadable);
    }

    @Override
    public void close() {
        for (URLClassLoader folder : folders) {
            try {
                folder.close();
            } catch (IOException e) {
                unreadable.add(Messages.of(e));
            }
        }
    }
}
