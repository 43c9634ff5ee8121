package io.sockit.bench.deadend;

import io.sockit.api.AddressFamily;

import java.io.FileNotFoundException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.jar.Attributes;
import java.util.jar.JarEntry;
import java.util.jar.JarOutputStream;
import java.util.jar.Manifest;

/// Makes a plug-in jar of the classes of this package.
public final class DeadEndJar {
    public static final AddressFamily AF_DEAD_END = new AddressFamily(0x7ead, "AF_DEAD_END");

    private static final List<String> CLASSES =
            List.of(
                    "DeadEndPlugin",
                    "DeadEndFamily",
                    "DeadEndFamily$Nowhere",
                    "DeadEndFamily$Pcb",
                    "DeadEndJar");

    private DeadEndJar() {}

    /// Writes the jar into a folder.
    public static void write(Path folder) throws IOException {
        Manifest manifest = new Manifest();
        manifest.getMainAttributes().put(Attributes.Name.MANIFEST_VERSION, "1.0");
        manifest.getMainAttributes().putValue("Sockit-Api", "1.0");
        Path jar = folder.resolve("dead-end.jar");
        try (JarOutputStream out = new JarOutputStream(Files.newOutputStream(jar), manifest)) {
            out.putNextEntry(new JarEntry("META-INF/services/io.sockit.spi.Plugin"));
            out.write(DeadEndPlugin.class.getName().getBytes(StandardCharsets.UTF_8));
            for (String name : CLASSES) {
                String path = DeadEndJar.class.getPackageName().replace('.', '/') + "/" + name;
                out.putNextEntry(new JarEntry(path + ".class"));
                out.write(bytes(path + ".class"));
            }
        }
    }

    private static byte[] bytes(String path) throws IOException {
        try (InputStream in = DeadEndJar.class.getResourceAsStream("/" + path)) {
            if (in == null) {
                throw new FileNotFoundException(path);
            }
            return in.readAllBytes();
        }
    }
}
