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
import java.util.regex.Pattern;

/// What is read of a jar before any of its code runs. What a class loader will read of it later by
/// itself is bounded here: manifest, signatures and service file.
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

    private static final String MANIFEST = "META-INF/MANIFEST.MF";
    private static final Pattern SIGNATURE = Pattern.compile("META-INF/[^/]*\\.(SF|RSA|DSA|EC)");

    /// A manifest lists every entry of a signed jar.
    private static final int MANIFEST_BYTES = 1 << 20;

    static JarFacts read(File jar) throws RefusedException {
        try (JarFile file = new JarFile(jar, false)) {
            String api = null;
            int manifests = 0;
            for (JarEntry entry : Collections.list(file.entries())) {
                String name = entry.getName().toUpperCase(Locale.ROOT);
                if (name.equals(MANIFEST)) {
                    manifests++;
                    api = api(jar, bytes(jar, file, entry, MANIFEST_BYTES));
                } else if (SIGNATURE.matcher(name).matches()) {
                    checkRepeats(jar, bytes(jar, file, entry, MANIFEST_BYTES));
                }
            }
            if (manifests > 1) {
                throw refuse(jar, manifests + " manifests (expected: one at most)");
            }
            JarEntry services = file.getJarEntry(SERVICE_FILE);
            if (services != null) {
                bytes(jar, file, services, SERVICE_BYTES);
            }
            return new JarFacts(api, services != null);
        } catch (IOException | RuntimeException e) {
            // Hostile archives meet unchecked exceptions too.
            throw refuse(jar, "cannot be read as a jar: " + FaultText.of(e));
        }
    }

    private static byte[] bytes(File jar, JarFile file, JarEntry entry, int most)
            throws IOException, RefusedException {
        try (InputStream in = file.getInputStream(entry)) {
            byte[] bytes = in.readNBytes(most + 1); // its declared size may be a lie
            if (bytes.length > most) {
                throw refuse(jar, entry.getName() + ": larger than " + most + " bytes");
            }
            return bytes;
        }
    }

    private static @Nullable String api(File jar, byte[] manifest)
            throws IOException, RefusedException {
        checkRepeats(jar, manifest);
        return new Manifest(new ByteArrayInputStream(manifest))
                .getMainAttributes()
                .getValue(ATTRIBUTE);
    }

    private static void checkRepeats(File jar, byte[] manifest) throws RefusedException {
        String repeated = Repeats.find(manifest);
        if (repeated != null) {
            throw refuse(
                    jar,
                    "manifest repeats '"
                            + repeated
                            + "' more often than "
                            + Repeats.MOST
                            + " times");
        }
    }

    private static RefusedException refuse(File jar, String reason) {
        return new RefusedException(Errno.EINVAL, jar.toString(), jar.getName(), reason);
    }

    /// Whether it was built for this major version; a missing attribute is not.
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
