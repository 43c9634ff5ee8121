package io.sockit.socket.plugin;

import org.jspecify.annotations.Nullable;

import java.io.IOException;
import java.net.MalformedURLException;
import java.net.URI;
import java.net.URL;
import java.net.URLClassLoader;
import java.net.URLConnection;
import java.net.URLStreamHandler;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Enumeration;
import java.util.List;

/// The loader of one plug-in folder. What kit-api is made of comes from the kit, so that both mean
/// the same types; then the JDK, the loaders of the required plug-ins, and its own jars. Resources
/// are its own first. Its jars are never in the cache of URL connections. Thread-safe.
final class PluginLoader extends URLClassLoader {
    private static final ClassLoader KIT = PluginLoader.class.getClassLoader();
    private static final List<String> FROM_KIT =
            List.of(
                    "io.sockit.api.",
                    "io.sockit.spi.",
                    "com.google.common.",
                    "com.google.errorprone.annotations.",
                    "com.google.inject.",
                    "jakarta.inject.",
                    "org.aopalliance.",
                    "org.jspecify.annotations.");

    static {
        registerAsParallelCapable();
    }

    private final List<ClassLoader> parents;
    private final List<ClassLoader> lastResort;
    private final Path folder;
    private int users; // inside a change

    /// @param parents of the required plug-ins
    /// @param lastResort asked after its own jars: for a first look at a plug-in, before it is
    ///     known what it requires
    PluginLoader(PluginFolder folder, List<ClassLoader> parents, List<ClassLoader> lastResort) {
        super(String.valueOf(folder.path().getFileName()), urls(folder), getPlatformClassLoader());
        this.folder = folder.path();
        this.parents = List.copyOf(parents);
        this.lastResort = List.copyOf(lastResort);
    }

    private static URL[] urls(PluginFolder folder) {
        return folder.jars().stream().map(PluginLoader::url).toArray(URL[]::new);
    }

    private static URL url(Path jar) {
        try {
            return jar.toUri().toURL();
        } catch (MalformedURLException e) {
            throw new IllegalArgumentException(jar + " (expected: a file)", e);
        }
    }

    Path folder() {
        return folder;
    }

    /// Counts a plug-in of the folder in.
    void use() {
        users++;
    }

    /// Counts one out.
    ///
    /// @return whether it was the last
    boolean leave() {
        return --users == 0;
    }

    @Override
    protected Class<?> loadClass(String name, boolean resolve) throws ClassNotFoundException {
        synchronized (getClassLoadingLock(name)) {
            Class<?> loaded = findLoadedClass(name);
            if (loaded == null) {
                loaded = find(name);
            }
            if (resolve) {
                resolveClass(loaded);
            }
            return loaded;
        }
    }

    /// A class of its own jars, or null.
    ///
    /// @throws LinkageError where it is there and cannot be linked, or may not be: in a package
    ///     that is the JDK's, or with other signers than the package
    @Nullable Class<?> ownClass(String name) {
        try {
            Class<?> found = tryIn(this, name);
            return found != null && found.getClassLoader() == this ? found : null;
        } catch (SecurityException e) {
            throw new LinkageError(name + ": " + e.getMessage(), e);
        }
    }

    private Class<?> find(String name) throws ClassNotFoundException {
        if (FROM_KIT.stream().anyMatch(name::startsWith)) {
            return KIT.loadClass(name);
        }
        Class<?> found = tryIn(getPlatformClassLoader(), name);
        for (int i = 0; found == null && i < parents.size(); i++) {
            found = tryIn(parents.get(i), name);
        }
        if (found != null) {
            return found;
        }
        try {
            return findClass(name);
        } catch (ClassNotFoundException e) {
            for (ClassLoader other : lastResort) {
                found = tryIn(other, name);
                if (found != null) {
                    return found;
                }
            }
            throw e;
        }
    }

    private static @Nullable Class<?> tryIn(ClassLoader loader, String name) {
        try {
            return loader.loadClass(name);
        } catch (ClassNotFoundException e) {
            return null;
        }
    }

    @Override
    public @Nullable URL getResource(String name) {
        URL found = findResource(name);
        for (int i = 0; found == null && i < parents.size(); i++) {
            found = parents.get(i).getResource(name);
        }
        return found != null ? found : getPlatformClassLoader().getResource(name);
    }

    @Override
    public Enumeration<URL> getResources(String name) throws IOException {
        if (name.equals(JarFacts.SERVICE_FILE)) {
            return findResources(name); // what a parent gave is not taken twice
        }
        List<URL> all = new ArrayList<>(Collections.list(findResources(name)));
        for (ClassLoader parent : parents) {
            all.addAll(Collections.list(parent.getResources(name)));
        }
        all.addAll(Collections.list(getPlatformClassLoader().getResources(name)));
        return Collections.enumeration(all);
    }

    @Override
    public @Nullable URL findResource(String name) {
        URL found = super.findResource(name);
        return found == null ? null : uncached(found);
    }

    @Override
    public Enumeration<URL> findResources(String name) throws IOException {
        List<URL> found = Collections.list(super.findResources(name));
        found.replaceAll(PluginLoader::uncached);
        return Collections.enumeration(found);
    }

    /// Opens what a `jar:` URL names without the JVM's cache of open jars, which would hold the
    /// file, and show its old content once another has taken its place.
    private static final class UncachedJars extends URLStreamHandler {
        @Override
        protected URLConnection openConnection(URL url) throws IOException {
            URLConnection connection = URI.create(url.toExternalForm()).toURL().openConnection();
            connection.setUseCaches(false);
            return connection;
        }
    }

    private static URL uncached(URL url) {
        try {
            return URL.of(URI.create(url.toExternalForm()), new UncachedJars());
        } catch (MalformedURLException e) {
            throw new IllegalStateException(url.toExternalForm(), e);
        }
    }

    @Override
    public String toString() {
        return "loader of " + folder;
    }
}
