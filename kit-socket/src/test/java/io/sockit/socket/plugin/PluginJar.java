package io.sockit.socket.plugin;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.jar.Attributes;
import java.util.jar.JarEntry;
import java.util.jar.JarOutputStream;
import java.util.jar.Manifest;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

import javax.tools.ForwardingJavaFileManager;
import javax.tools.JavaCompiler;
import javax.tools.JavaFileManager;
import javax.tools.JavaFileObject;
import javax.tools.SimpleJavaFileObject;
import javax.tools.ToolProvider;

/// Makes jars out of source text, for tests. What was compiled once is not compiled again.
final class PluginJar {
    private static final Pattern PACKAGE = Pattern.compile("package ([\\w.]+);");
    private static final Pattern TYPE = Pattern.compile("(?:class|interface|record|enum) (\\w+)");
    private static final Map<List<String>, Map<String, byte[]>> COMPILED =
            new ConcurrentHashMap<>();

    private final List<String> sources = new ArrayList<>();
    private final List<String> others = new ArrayList<>();
    private final List<String> providers = new ArrayList<>();
    private final Map<String, byte[]> entries = new LinkedHashMap<>();
    private final List<String> without = new ArrayList<>();
    private String api = "1.0";

    /// A jar whose first type is the plug-in, where there is one.
    static PluginJar of(String... sources) {
        PluginJar jar = new PluginJar();
        jar.sources.addAll(List.of(sources));
        return jar;
    }

    /// Sources that it is compiled with, but that are not in it.
    PluginJar against(String... more) {
        others.addAll(List.of(more));
        return this;
    }

    /// A line of its service file.
    PluginJar provider(String className) {
        providers.add(className);
        return this;
    }

    /// The manifest's `Sockit-Api`, or null for none.
    PluginJar api(String version) {
        api = version;
        return this;
    }

    PluginJar entry(String name, byte[] bytes) {
        entries.put(name, bytes);
        return this;
    }

    /// Leaves a compiled class out.
    PluginJar without(String className) {
        without.add(className);
        return this;
    }

    Path writeTo(Path file) {
        Map<String, byte[]> all = new LinkedHashMap<>();
        if (!providers.isEmpty()) {
            all.put(
                    "META-INF/services/io.sockit.spi.Plugin",
                    String.join("\n", providers).getBytes(StandardCharsets.UTF_8));
        }
        compile()
                .forEach(
                        (name, bytes) -> {
                            if (!without.contains(name) && !isOther(name)) {
                                all.put(name.replace('.', '/') + ".class", bytes);
                            }
                        });
        all.putAll(entries);
        try {
            Files.createDirectories(file.getParent());
            try (OutputStream out = Files.newOutputStream(file);
                    JarOutputStream jar = new JarOutputStream(out, manifest())) {
                for (Map.Entry<String, byte[]> entry : all.entrySet()) {
                    jar.putNextEntry(new JarEntry(entry.getKey()));
                    jar.write(entry.getValue());
                }
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return file;
    }

    private boolean isOther(String className) {
        return others.stream()
                .map(PluginJar::nameOf)
                .anyMatch(other -> className.equals(other) || className.startsWith(other + "$"));
    }

    private Manifest manifest() {
        Manifest manifest = new Manifest();
        manifest.getMainAttributes().put(Attributes.Name.MANIFEST_VERSION, "1.0");
        if (api != null) {
            manifest.getMainAttributes().putValue("Sockit-Api", api);
        }
        return manifest;
    }

    private Map<String, byte[]> compile() {
        List<String> all = new ArrayList<>(sources);
        all.addAll(others);
        return all.isEmpty() ? Map.of() : COMPILED.computeIfAbsent(all, PluginJar::compile);
    }

    private static Map<String, byte[]> compile(List<String> sources) {
        JavaCompiler compiler = ToolProvider.getSystemJavaCompiler();
        Map<String, ByteArrayOutputStream> classes = new LinkedHashMap<>();
        JavaFileManager files =
                new ForwardingJavaFileManager<JavaFileManager>(
                        compiler.getStandardFileManager(null, null, null)) {
                    @Override
                    public JavaFileObject getJavaFileForOutput(
                            Location location,
                            String className,
                            JavaFileObject.Kind kind,
                            javax.tools.FileObject sibling) {
                        return new ClassFile(className, classes);
                    }
                };
        List<String> options = List.of("-proc:none", "-cp", System.getProperty("java.class.path"));
        List<Source> units = sources.stream().map(Source::new).toList();
        if (!compiler.getTask(null, files, null, options, null, units).call()) {
            throw new IllegalArgumentException("does not compile: " + sources);
        }
        Map<String, byte[]> bytes = new LinkedHashMap<>();
        classes.forEach((name, out) -> bytes.put(name, out.toByteArray()));
        return bytes;
    }

    private static String nameOf(String source) {
        Matcher type = TYPE.matcher(source);
        Matcher in = PACKAGE.matcher(source);
        if (!type.find() || !in.find()) {
            throw new IllegalArgumentException(source);
        }
        return in.group(1) + "." + type.group(1);
    }

    private static final class Source extends SimpleJavaFileObject {
        private final String text;

        Source(String text) {
            super(
                    URI.create("mem:///" + nameOf(text).replace('.', '/') + ".java"),
                    JavaFileObject.Kind.SOURCE);
            this.text = text;
        }

        @Override
        public CharSequence getCharContent(boolean ignoreEncodingErrors) {
            return text;
        }
    }

    private static final class ClassFile extends SimpleJavaFileObject {
        private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();

        ClassFile(String className, Map<String, ByteArrayOutputStream> classes) {
            super(
                    URI.create("mem:///" + className.replace('.', '/') + ".class"),
                    JavaFileObject.Kind.CLASS);
            classes.put(className, bytes);
        }

        @Override
        public OutputStream openOutputStream() {
            return bytes;
        }
    }
}
