package io.sockit.socket.plugin;

import io.sockit.api.Errno;
import io.sockit.spi.Plugin;

import org.jspecify.annotations.Nullable;

import java.io.ByteArrayInputStream;
import java.io.File;
import java.io.IOException;
import java.io.InputStream;
import java.util.Collections;
import java.util.Locale;
import java.util.jar.JarEntry;
import java.util.jar.JarFile;
import java.util.jar.Manifest;

/// What is read of a jar before any of its code runs. Its code has all rights of this JVM, so only
/// accidents are looked for here: a file that is no jar, another version of the API, and sizes that
/// would fill the heap.
///
/// @param api the kit API version that it was built for, or null
/// @param namesPlugin whether it names a plug-in in [#SERVICE_FILE]
record JarFacts(@Nullable String api, boolean namesPlugin) {
    /// Names the plug-ins of a jar.
    static final String SERVICE_FILE = "META-INF/services/" + Plugin.class.getName();

    /// The most bytes of a service file.
    static final int SERVICE_BYTES = 16 << 10;

    /// The manifest attribute of a plug-in's jar.
    static final String ATTRIBUTE = "Sockit-Api";

    /// The kit API that this kit serves; the build's property `sockit.api` is the same.
    static final String OURS = "1.0";

    /// A manifest lists every entry of a signed jar.
    private static final int MANIFEST_BYTES = 1 << 20;

    /// A class loader takes a class as a whole; the largest in public jars have a few MiB.
    private static final int CLASS_BYTES = 16 << 20;

    static JarFacts read(File jar) throws RefusedException {
        try (JarFile file = new JarFile(jar, false)) {
            Manifest manifest = new Manifest();
            for (JarEntry entry : Collections.list(file.entries())) {
                String name = entry.getName().toUpperCase(Locale.ROOT);
                if (name.equals(JarFile.MANIFEST_NAME)) {
                    byte[] bytes = bytes(jar, file, entry, MANIFEST_BYTES);
                    manifest = new Manifest(new ByteArrayInputStream(bytes));
                } else if (name.endsWith(".CLASS") && entry.getSize() > CLASS_BYTES) {
                    throw tooLarge(jar, entry, CLASS_BYTES);
                }
            }
            JarEntry services = file.getJarEntry(SERVICE_FILE);
            if (services != null) {
                bytes(jar, file, services, SERVICE_BYTES);
            }
            return new JarFacts(manifest.getMainAttributes().getValue(ATTRIBUTE), services != null);
        } catch (IOException | RuntimeException e) {
            throw refuse(jar, "cannot be read as a jar: " + FaultText.of(e));
        }
    }

    private static byte[] bytes(File jar, JarFile file, JarEntry entry, int most)
            throws IOException, RefusedException {
        try (InputStream in = file.getInputStream(entry)) {
            byte[] bytes = in.readNBytes(most + 1); // its declared size may be wrong
            if (bytes.length > most) {
                throw tooLarge(jar, entry, most);
            }
            return bytes;
        }
    }

    private static RefusedException tooLarge(File jar, JarEntry entry, int most) {
        return refuse(jar, entry.getName() + ": larger than " + most + " bytes");
    }

    private static RefusedException refuse(File jar, String reason) {
        return new RefusedException(Errno.EINVAL, jar.toString(), jar.getName(), reason);
    }

    /// Whether it was built for this major version; false if it does not say.
    boolean fits() {
        return api != null && major(api).equals(major(OURS));
    }

    RefusedException misfit(String source, String plugin) {
        return new RefusedException(
                Errno.EINVAL,
                source,
                plugin,
                ATTRIBUTE + ": " + api + " (expected: " + major(OURS) + ".x in its manifest)");
    }

    private static String major(String version) {
        String trimmed = version.strip();
        int dot = trimmed.indexOf('.');
        return dot < 0 ? trimmed : trimmed.substring(0, dot);
    }
}
