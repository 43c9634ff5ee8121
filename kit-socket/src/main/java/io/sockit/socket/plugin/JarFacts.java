package io.sockit.socket.plugin;

import io.sockit.api.Errno;
import io.sockit.spi.Plugin;

import org.jspecify.annotations.Nullable;

import java.io.ByteArrayInputStream;
import java.io.File;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.util.Collections;
import java.util.Locale;
import java.util.jar.Attributes;
import java.util.jar.JarEntry;
import java.util.jar.JarFile;
import java.util.jar.Manifest;
import java.util.regex.Pattern;

/// What is read of a jar before any of its code runs. What a class loader will read of it later by
/// itself is bounded here: manifest, signatures, service file and classes.
///
/// @param api the kit API version that it was built for, or null
/// @param classPath the jars that its manifest adds, separated by spaces
/// @param namesPlugin whether it names a plug-in in [#SERVICE_FILE]
record JarFacts(@Nullable String api, String classPath, boolean namesPlugin) {
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

    /// A class loader takes a class as a whole; the largest in public jars have a few MiB.
    private static final int CLASS_BYTES = 16 << 20;

    static JarFacts read(File jar) throws RefusedException {
        try (JarFile file = new JarFile(jar, false)) {
            Attributes main = new Attributes();
            int manifests = 0;
            for (JarEntry entry : Collections.list(file.entries())) {
                String name = entry.getName().toUpperCase(Locale.ROOT);
                if (name.equals(MANIFEST)) {
                    manifests++;
                    main = main(jar, bytes(jar, file, entry, MANIFEST_BYTES));
                } else if (SIGNATURE.matcher(name).matches()) {
                    checkRepeats(jar, bytes(jar, file, entry, MANIFEST_BYTES));
                } else if (name.endsWith(".CLASS") && entry.getSize() > CLASS_BYTES) {
                    throw tooLarge(jar, entry, CLASS_BYTES); // no loader reads beyond that size
                }
            }
            if (manifests > 1) {
                throw refuse(jar, manifests + " manifests (expected: one at most)");
            }
            JarEntry services = file.getJarEntry(SERVICE_FILE);
            if (services != null) {
                bytes(jar, file, services, SERVICE_BYTES);
            }
            String path = main.getValue(Attributes.Name.CLASS_PATH);
            return new JarFacts(
                    main.getValue(ATTRIBUTE), path == null ? "" : path, services != null);
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
                throw tooLarge(jar, entry, most);
            }
            return bytes;
        }
    }

    private static RefusedException tooLarge(File jar, JarEntry entry, int most) {
        return refuse(jar, entry.getName() + ": larger than " + most + " bytes");
    }

    private static Attributes main(File jar, byte[] manifest) throws IOException, RefusedException {
        checkRepeats(jar, manifest);
        return new Manifest(new ByteArrayInputStream(manifest)).getMainAttributes();
    }

    /// Sees to it that the jar adds none from outside of its folder, which nobody has looked at.
    /// What is not there does no harm.
    void checkClassPath(File jar) throws RefusedException {
        for (String added : classPath.split(" ", -1)) {
            if (!added.isEmpty() && isElsewhere(jar, added)) {
                throw refuse(jar, "Class-Path: " + added + " (expected: jars of its folder)");
            }
        }
    }

    private static boolean isElsewhere(File jar, String added) {
        try {
            URI place = jar.toURI().resolve(added);
            File file = "file".equals(place.getScheme()) ? new File(place.normalize()) : jar;
            boolean lookedAt =
                    file.isFile()
                            && file.getName().endsWith(".jar")
                            && jar.getParentFile().equals(file.getParentFile());
            return file.exists() && !lookedAt;
        } catch (IllegalArgumentException e) {
            return true; // who knows what a class loader makes of it
        }
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
