package io.sockit.packetdrill;

import static org.junit.jupiter.api.DynamicTest.dynamicTest;

import org.junit.jupiter.api.DynamicTest;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;

/// Our own scripts, which are resources beside the tests.
final class OwnScripts {
    private OwnScripts() {}

    /// Those below a folder.
    static List<Path> below(String folder) {
        try (Stream<Path> files = Files.walk(path(folder))) {
            return files.filter(file -> file.toString().endsWith(".pkt")).sorted().toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static Path path(String folder) {
        try {
            return Path.of(
                    Objects.requireNonNull(OwnScripts.class.getResource(folder), folder).toURI());
        } catch (URISyntaxException e) {
            throw new IllegalStateException(e);
        }
    }

    /// A test for each script below a folder and each variant that its name allows.
    static Stream<DynamicTest> tests(String folder) {
        Path root = path(folder);
        return below(folder).stream()
                .flatMap(
                        script ->
                                Arrays.stream(Variant.values())
                                        .filter(variant -> variant.suits(script.toString()))
                                        .map(variant -> test(root, script, variant)));
    }

    private static DynamicTest test(Path root, Path script, Variant variant) {
        return dynamicTest(
                root.relativize(script) + " " + variant,
                () -> Packetdrill.of(variant).run(script).orThrow());
    }
}
