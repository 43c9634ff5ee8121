package io.sockit.packetdrill;

import io.sockit.api.Host;
import io.sockit.api.PluginInfo;
import io.sockit.spi.Command;
import io.sockit.spi.Plugin;

import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.ServiceLoader;
import java.util.Set;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/// The verb `packetdrill [--variant NAME]… [-D name=value]… [-v] FILE…`: a line for each script and
/// variant, what went wrong, and a summary.
final class PacketdrillCommand implements Command {
    private static final String USAGE =
            "usage: packetdrill [--variant ipv4|ipv4-mapped-ipv6|ipv6|all] [-D name=value] [-v]"
                    + " FILE|DIR...";

    @Override
    public String about() {
        return "Runs packetdrill scripts in virtual time: files, or all below a folder.";
    }

    @Override
    public int run(Host host, List<String> arguments, PrintWriter out)
            throws IOException, InterruptedException {
        List<Variant> variants = new ArrayList<>();
        List<String[]> defines = new ArrayList<>();
        List<Path> scripts = new ArrayList<>();
        boolean verbose = false;
        List<String> rest = new ArrayList<>(arguments);
        while (!rest.isEmpty()) {
            String word = rest.removeFirst();
            if (word.startsWith("-D") && word.length() > 2) {
                rest.addFirst(word.substring(2));
                word = "-D";
            }
            switch (word) {
                case "-v", "--verbose" -> verbose = true;
                case "-D", "--define" -> {
                    String[] pair = (rest.isEmpty() ? "" : rest.removeFirst()).split("=", 2);
                    if (pair.length < 2) {
                        return usage(out);
                    }
                    defines.add(pair);
                }
                case "--variant" -> {
                    if (rest.isEmpty() || !add(variants, rest.removeFirst())) {
                        return usage(out);
                    }
                }
                default -> {
                    if (word.startsWith("-") || !collect(Path.of(word), scripts)) {
                        out.println("packetdrill: '" + word + "' (expected: a file or a folder)");
                        return usage(out);
                    }
                }
            }
        }
        if (scripts.isEmpty()) {
            return usage(out);
        }
        Packetdrill drill = Packetdrill.asWritten().configure(withPlugins(host));
        for (String[] define : defines) {
            drill = drill.define(define[0], define[1]);
        }
        return new Report(out, verbose).run(scripts, variants, drill) ? 0 : 1;
    }

    /// Gives each script's host the plug-ins that this one has from folders; those of the class
    /// path it has anyway.
    private static UnaryOperator<Host.Builder> withPlugins(Host host) {
        Set<String> known =
                ServiceLoader.load(Plugin.class).stream()
                        .map(each -> each.get().name())
                        .collect(Collectors.toSet());
        List<Path> folders =
                host.plugins().all().stream()
                        .filter(plugin -> plugin.state() == PluginInfo.State.LOADED)
                        .filter(plugin -> !known.contains(plugin.name()))
                        .map(plugin -> Path.of(plugin.source()).toAbsolutePath())
                        .map(source -> Files.isDirectory(source) ? source : parent(source))
                        .toList();
        return builder -> {
            folders.forEach(builder::plugins);
            return builder;
        };
    }

    private static Path parent(Path jar) {
        return Objects.requireNonNull(jar.getParent(), jar::toString);
    }

    private static int usage(PrintWriter out) {
        out.println(USAGE);
        return 2;
    }

    private static boolean add(List<Variant> variants, String name) {
        if (name.equals("all")) {
            variants.addAll(List.of(Variant.values()));
            return true;
        }
        Variant found = Variant.find(name);
        return found != null && variants.add(found);
    }

    private static boolean collect(Path path, List<Path> scripts) throws IOException {
        if (!Files.isReadable(path)) {
            return false;
        }
        try (Stream<Path> found = Files.walk(path)) {
            found.filter(Files::isRegularFile)
                    .filter(file -> file.equals(path) || file.toString().endsWith(".pkt"))
                    .sorted()
                    .forEach(scripts::add);
        }
        return true;
    }
}
