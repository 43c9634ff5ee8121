package io.sockit.socket.plugin;

import io.sockit.api.Errno;

import org.jspecify.annotations.Nullable;

import java.io.File;
import java.io.IOException;
import java.util.jar.JarFile;
import java.util.jar.Manifest;

/// What is read of a jar before any of its code runs.
///
/// @param api the kit API version that it was built for, or null
/// @param namesPlugin whether it names a plug-in in `META-INF/services`
record JarFacts(@Nullable String api, boolean namesPlugin) {
    /// The manifest attribute of a plug-in's jar.
    static final String ATTRIBUTE = "Sockit-Api";

    private static final String OURS = "1.0";
    private static final String SERVICE_FILE = "META-INF/services/io.sockit.spi.Plugin";

    static JarFacts read(File jar) throws RefusedException {
        try (JarFile file = new JarFile(jar, false)) {
            Manifest manifest = file.getManifest();
            String api = manifest == null ? null : manifest.getMainAttributes().getValue(ATTRIBUTE);
            return new JarFacts(api, file.getEntry(SERVICE_FILE) != null);
        } catch (IOException | RuntimeException e) {
            // Hostile archives meet unchecked exceptions too.
            throw new RefusedException(
                    Errno.EINVAL,
                    jar.toString(),
                    jar.getName(),
                    "cannot be read as a jar: " + FaultText.of(e));
        }
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
