package io.sockit.socket.plugin;

import io.sockit.api.Errno;
import io.sockit.spi.Plugin;

import java.io.File;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.net.URL;
import java.net.URLConnection;
import java.nio.charset.StandardCharsets;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// The plug-in classes that a loader's service files name. The files are read here and not by
/// ServiceLoader, so that a broken class is named with its jar and hides no other.
final class ServiceFiles {
    private ServiceFiles() {}

    /// The names of classes, each with its jar or folder of classes, in the order of the files.
    static Map<String, String> read(ClassLoader loader) throws IOException {
        Map<String, String> sources = new LinkedHashMap<>();
        for (URL file : Collections.list(loader.getResources(JarFacts.SERVICE_FILE))) {
            String source = source(file);
            for (String className : lines(file)) {
                sources.putIfAbsent(className, source);
            }
        }
        return sources;
    }

    /// Makes a plug-in.
    ///
    /// @param source its jar, for the message
    static Plugin make(ClassLoader loader, String className, String source)
            throws RefusedException {
        try {
            Class<?> type = Class.forName(className, true, loader);
            if (Plugin.class.isAssignableFrom(type)) {
                return (Plugin) type.getConstructor().newInstance();
            }
        } catch (ClassNotFoundException e) {
            throw refusal(source, className, "plug-in class " + className + " not found");
        } catch (Throwable failure) {
            throw refusal(source, className, FaultText.of(failure));
        }
        throw refusal(source, className, className + " is not a subtype of " + Plugin.class);
    }

    private static RefusedException refusal(String source, String plugin, String reason) {
        return new RefusedException(Errno.EINVAL, source, plugin, reason);
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

    /// The jar, or the folder of classes, that holds a service file.
    private static String source(URL file) {
        String text = file.toExternalForm();
        text = text.substring(0, text.length() - JarFacts.SERVICE_FILE.length());
        text = text.replaceFirst("^jar:", "").replaceFirst("!?/$", "");
        URI uri = URI.create(text);
        return uri.getScheme().equals("file") ? new File(uri).getPath() : text;
    }
}
