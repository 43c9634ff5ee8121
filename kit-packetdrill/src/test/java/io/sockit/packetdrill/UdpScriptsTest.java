package io.sockit.packetdrill;

import static org.junit.jupiter.api.DynamicTest.dynamicTest;

import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;

/// Our own scripts over UDP, in every variant that their names allow.
class UdpScriptsTest {
    @TestFactory
    Stream<DynamicTest> scripts() {
        return scripts("udp").stream()
                .flatMap(
                        script ->
                                Arrays.stream(Variant.values())
                                        .filter(variant -> variant.suits(script.toString()))
                                        .map(variant -> test(script, variant)));
    }

    private static DynamicTest test(Path script, Variant variant) {
        return dynamicTest(
                script.getFileName() + " " + variant,
                () -> Packetdrill.of(variant).run(script).orThrow());
    }

    /// The scripts of a folder of resources.
    static List<Path> scripts(String folder) {
        try (Stream<Path> files =
                Files.list(
                        Path.of(
                                Objects.requireNonNull(
                                                UdpScriptsTest.class.getResource(folder), folder)
                                        .toURI()))) {
            return files.sorted().toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (URISyntaxException e) {
            throw new IllegalStateException(e);
        }
    }
}
