package io.sockit.cli.run;

import io.sockit.api.Host;
import io.sockit.cli.term.Messages;
import io.sockit.spi.Contribution;
import io.sockit.spi.Plugin;

import org.jspecify.annotations.Nullable;

import java.io.File;
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

/// Where the classes are that a scenario names: on the class path, in the folders of plug-ins, and
/// in folders whose jars name no plug-in. Each of these has a loader of its own, above it the class
/// path, until the run is over. On the run's thread.
final class ProgramClasses implements AutoCloseable {
    private static final String SERVICE_FILE = "META-INF/services/" + Plugin.class.getName();

    private final List<URLClassLoader> folders = new ArrayList<>();

    /// Jars and folders that cannot be read, with the reason.
    private final List<String> unreadable = new ArrayList<>();

    /// A class, and the plug-in that answers for it.
    ///
    /// @param owner null where it is no plug-in's
    record Found(Class<?> type, @Nullable Contribution<?> owner) {}

    /// @param configured as the kit takes them: each folder below, and one itself that holds jars
    ProgramClasses(List<Path> configured) {
        for (Path folder : configured) {
            open(folder);
            list(folder, "*").stream().filter(Files::isDirectory).forEach(this::open);
        }
    }

    private void open(Path folder) {
        List<URL> jars = new ArrayList<>();
        for (Path jar : list(folder, "*.jar")) {
            try {
                if (isPlugin(jar)) {
                    return; // the kit's to load, or to refuse
                }
                jars.add(jar.toUri().toURL());
            } catch (IOException e) {
                unreadable.add(jar + ": " + Messages.of(e));
            }
        }
        if (!jars.isEmpty()) {
            String name = String.valueOf(folder.getFileName());
            ClassLoader classPath = ProgramClasses.class.getClassLoader();
            folders.add(new URLClassLoader(name, jars.toArray(URL[]::new), classPath));
        }
    }

    private static boolean isPlugin(Path jar) throws IOException {
        try (ZipFile file = new ZipFile(new File(jar.toString()))) {
            return file.getEntry(SERVICE_FILE) != null;
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

    /// @return null where there is none of that name
    /// @throws LinkageError where it is there and cannot be linked
    @Nullable Found find(Host host, String name) {
        Class<?> type = load(ProgramClasses.class.getClassLoader(), name);
        if (type != null) {
            return new Found(type, null);
        }
        Contribution<Class<?>> ofPlugin = host.plugins().findClass(name);
        if (ofPlugin != null) {
            return new Found(ofPlugin.value(), ofPlugin);
        }
        for (ClassLoader folder : folders) {
            type = load(folder, name);
            if (type != null) {
                return new Found(type, null);
            }
        }
        return null;
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

    /// What could not be looked into, for messages; empty where there is nothing of the kind.
    String unreadable() {
        return String.join("; ", unreadable);
    }

    /// Closes the jars.
    @Override
    public void close() {
        for (URLClassLoader folder : folders) {
            try {
                folder.close();
            } catch (IOException e) {
                unreadable.add(folder.getName() + ": " + Messages.of(e));
            }
        }
    }
}
