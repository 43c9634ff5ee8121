package io.sockit.cli;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.jar.Attributes;
import java.util.jar.JarEntry;
import java.util.jar.JarOutputStream;
import java.util.jar.Manifest;
import java.util.stream.Stream;

import javax.tools.JavaCompiler;
import javax.tools.StandardJavaFileManager;
import javax.tools.ToolProvider;

/// A plug-in made while a test runs, so that no other loader has its classes.
final class PluginJar {
    private PluginJar() {}

    /// Compiles one source file into a plug-in's jar in a folder of its own.
    static void write(Path folder, String plugin, String source) throws IOException {
        write(folder, plugin, source, true);
    }

    /// Compiles one source file into a jar that names no plug-in.
    static void writeWithoutPlugin(Path folder, String main, String source) throws IOException {
        write(folder, main, source, false);
    }

    private static void write(Path folder, String main, String source, boolean plugin)
            throws IOException {
        Path classes = Files.createDirectories(folder.resolve("classes"));
        String simple = main.substring(main.lastIndexOf('.') + 1);
        Path file = Files.writeString(classes.resolve(simple + ".java"), source);
        compile(file, classes);
        Manifest manifest = new Manifest();
        manifest.getMainAttributes().put(Attributes.Name.MANIFEST_VERSION, "1.0");
        manifest.getMainAttributes().putValue("Sockit-Api", "1.0");
        try (OutputStream out = Files.newOutputStream(folder.resolve("plugin.jar"));
                JarOutputStream jar = new JarOutputStream(out, manifest);
                Stream<Path> all = Files.walk(classes)) {
            if (plugin) {
                entry(jar, "META-INF/services/io.sockit.spi.Plugin", main.getBytes(UTF_8));
            }
            for (Path one : all.filter(path -> path.toString().endsWith(".class")).toList()) {
                entry(jar, classes.relativize(one).toString(), Files.readAllBytes(one));
            }
        }
    }

    private static void compile(Path file, Path to) throws IOException {
        JavaCompiler compiler = ToolProvider.getSystemJavaCompiler();
        try (StandardJavaFileManager files = compiler.getStandardFileManager(null, null, UTF_8)) {
            List<String> options =
                    List.of(
                            "-d",
                            to.toString(),
                            "-cp",
                            System.getProperty("java.class.path"),
                            "-proc:none");
            if (!compiler.getTask(null, files, null, options, null, files.getJavaFileObjects(file))
                    .call()) {
                throw new IllegalStateException(file + " does not compile");
            }
        }
    }

    private static void entry(JarOutputStream jar, String name, byte[] content) throws IOException {
        jar.putNextEntry(new JarEntry(name));
        jar.write(content);
        jar.closeEntry();
    }
}
