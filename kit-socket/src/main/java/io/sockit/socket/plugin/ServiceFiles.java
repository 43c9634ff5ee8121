package io.sockit.socket.plugin;

import io.sockit.api.Errno;
import io.sockit.spi.Plugin;

import org.jspecify.annotations.Nullable;

import java.io.File;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.net.URL;
import java.net.URLConnection;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.SequencedSet;
import java.util.ServiceConfigurationError;
import java.util.ServiceLoader;

/// The providers that a loader's service files name. ServiceLoader finds and makes them; the files
/// are read once more so that a broken provider is named with its jar.
final class ServiceFiles {
    private static final String FILE = JarFacts.SERVICE_FILE;

    private final List<Found> found = new ArrayList<>();
    private final List<RefusedException> refused = new ArrayList<>();
    private final Map<String, String> sources;
    private final SequencedSet<String> ahead;
    private final String fallback;

    /// A provider whose class could be loaded.
    ///
    /// @param source its jar, or its folder of classes
    record Found(ServiceLoader.Provider<Plugin> provider, String source) {
        Plugin make() throws RefusedException {
            try {
                return provider.get();
            } catch (Throwable failure) {
                throw refusal(source, provider.type().getName(), failure);
            }
        }
    }

    /// @param fallback the source to name where none can be told
    ServiceFiles(ClassLoader loader, String fallback) {
        this.fallback = fallback;
        this.sources = sources(loader);
        this.ahead = new LinkedHashSet<>(sources.keySet());
        Iterator<ServiceLoader.Provider<Plugin>> providers =
                ServiceLoader.load(Plugin.class, loader).stream().iterator();
        String lastFailure = "";
        while (true) {
            try {
                if (!providers.hasNext()) {
                    return;
                }
                ServiceLoader.Provider<Plugin> provider = providers.next();
                String className = provider.type().getName();
                found.add(new Found(provider, sourceOf(className)));
                ahead.remove(className);
            } catch (Throwable failure) {
                String text = FaultText.of(failure);
                if (text.equals(lastFailure)) {
                    return; // ServiceLoader does not get past it
                }
                lastFailure = text;
                String className = culprit(failure);
                ahead.remove(className);
                refused.add(refusal(sourceOf(className), className, failure));
            }
        }
    }

    List<Found> found() {
        return found;
    }

    List<RefusedException> refused() {
        return refused;
    }

    private static RefusedException refusal(String source, String plugin, Throwable failure) {
        return new RefusedException(Errno.EINVAL, source, plugin, FaultText.of(failure));
    }

    private String sourceOf(String className) {
        return sources.getOrDefault(className, fallback);
    }

    /// The provider that a failure is about: ServiceLoader names it, or it is the next in line.
    private String culprit(Throwable failure) {
        String message = String.valueOf(failure.getMessage());
        for (String className : ahead) {
            if (message.contains(className)) {
                return className;
            }
        }
        return failure instanceof ServiceConfigurationError || ahead.isEmpty()
                ? fallback
                : ahead.getFirst();
    }

    private static Map<String, String> sources(ClassLoader loader) {
        Map<String, String> sources = new LinkedHashMap<>();
        try {
            for (URL file : Collections.list(loader.getResources(FILE))) {
                String source = source(file);
                for (String line : lines(file)) {
                    sources.putIfAbsent(line, source);
                }
            }
        } catch (IOException | RuntimeException e) {
            // Only the names of jars in messages come of it; ServiceLoader meets the same failure.
            return sources;
        }
        return sources;
    }

    private static List<String> lines(URL file) throws IOException {
        URLConnection connection = file.openConnection();
        connection.setUseCaches(false);
        try (InputStream in = connection.getInputStream()) {
            String text = new String(in.readNBytes(JarFacts.SERVICE_BYTES), StandardCharsets.UTF_8);
            return text.lines()
                    .map(line -> line.replaceFirst("#.*", "").strip())
                    .filter(line -> !line.isEmpty())
                    .toList();
        }
    }

    /// The jar, or the folder of classes, that a service file lies in.
    private static String source(URL file) {
        String text = file.toExternalForm();
        text = text.substring(0, text.length() - FILE.length());
        text = text.replaceFirst("^jar:", "").replaceFirst("!?/$", "");
        URI uri = URI.create(text);
        return uri.getScheme().equals("file") ? new File(uri).getPath() : text;
    }

    /// The class that a folder's own service files name, made anew; for a second loader of it.
    static @Nullable Plugin make(PluginLoader loader, String className) throws Exception {
        Class<?> type = Class.forName(className, true, loader);
        return type.getClassLoader() == loader
                ? (Plugin) type.getConstructor().newInstance()
                : null;
    }
}
