package io.sockit.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import static java.nio.charset.StandardCharsets.UTF_8;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/// The scenarios of the samples, in a copy of their folder.
class MainJobTest {
    private static final Path SAMPLES = Path.of("..", "samples");
    private static final String ALL_EQUAL = "436 of 436 replies equal";

    @TempDir private Path root;

    private Path samples = Path.of("");

    @BeforeEach
    void copySamples() throws IOException {
        samples = Files.createDirectory(root.resolve("samples"));
        Files.createDirectory(root.resolve("target"));
        try (Stream<Path> files = Files.list(SAMPLES)) {
            for (Path file : files.toList()) {
                Files.copy(file, samples.resolve(file.getFileName()));
            }
        }
    }

    /// What a run printed, and its exit status.
    private record Ran(int status, String text) {}

    private Ran run(String scenario) {
        CommandLineRun run = CommandLineRun.of("run", samples.resolve(scenario).toString());
        return new Ran(run.status(), run.out() + run.err());
    }

    private void replace(String file, String old, String other) throws IOException {
        Path path = samples.resolve(file);
        String text = Files.readString(path);
        assertTrue(text.contains(old));
        Files.write(path, text.replace(old, other).getBytes(UTF_8));
    }

    @ParameterizedTest
    @ValueSource(strings = {"dns.yaml", "dns-loopback.yaml", "dns-lossy.yaml"})
    void everyReplyEqualsThatOfTheRecordedServer(String scenario) {
        Ran ran = run(scenario);

        assertEquals(0, ran.status(), ran.text());
        assertTrue(ran.text().contains(ALL_EQUAL), ran.text());
    }

    @Test
    void theSecondScenarioDiffersInTheDeviceStringAlone() throws IOException {
        assertEquals(
                List.of("      eth0: "),
                differences("dns.yaml", "dns-loopback.yaml").stream()
                        .map(line -> line.replaceFirst("(pcap|loopback):.*", ""))
                        .distinct()
                        .toList());
    }

    private static List<String> differences(String one, String other) throws IOException {
        List<String> lines = content(one);
        List<String> others = content(other);
        assertEquals(lines.size(), others.size());
        List<String> differences = new ArrayList<>();
        for (int i = 0; i < lines.size(); i++) {
            if (!lines.get(i).equals(others.get(i))) {
                differences.add(lines.get(i));
                differences.add(others.get(i));
            }
        }
        return differences;
    }

    private static List<String> content(String file) throws IOException {
        return Files.readAllLines(SAMPLES.resolve(file)).stream()
                .filter(line -> !line.startsWith("#"))
                .toList();
    }

    @Test
    void aLossyRunReplaysFromItsSeed() {
        assertEquals(run("dns-lossy.yaml"), run("dns-lossy.yaml"));
    }

    @Nested
    class WithAnotherZoneFile {
        @Test
        void itFailsAndSaysWhatDiffers() throws IOException {
            replace("sockit.example.zone", "192.0.2.84", "192.0.2.99");

            Ran ran = run("dns.yaml");

            assertEquals(1, ran.status(), ran.text());
            assertTrue(ran.text().contains("434 of 436 replies equal"), ran.text());
            assertTrue(ran.text().contains("v4only.sockit.example. IN A, id "), ran.text());
            assertTrue(
                    ran.text().contains("answer: v4only.sockit.example. 3600 IN A 192.0.2.84"),
                    ran.text());
            assertTrue(
                    ran.text().contains("answer: v4only.sockit.example. 3600 IN A 192.0.2.99"),
                    ran.text());
        }

        @Test
        void thatCannotBeReadItsLineIsNamed() throws IOException {
            replace("other.example.zone", "203.0.113.81", "203.0.113.256");

            Ran ran = run("dns.yaml");

            assertEquals(2, ran.status(), ran.text());
            assertTrue(ran.text().contains("other.example.zone:5"), ran.text());
        }
    }
}
