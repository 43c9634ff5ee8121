package io.sockit.udp;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

import java.io.BufferedReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;

/// Loads that do not fit into the heap, in a JVM of 64 MiB.
@Timeout(120)
class SmallHeapTest {
    private static final int MOST_LINES = 60; // of a failure

    @Test
    void isEnoughForEveryLoad() throws Exception {
        Process jvm =
                new ProcessBuilder(
                                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                                "-Xmx64m",
                                "-XX:+ExitOnOutOfMemoryError",
                                "-XX:TieredStopAtLevel=1",
                                "-Dguice_bytecode_gen_option=DISABLED",
                                "-cp",
                                System.getProperty("java.class.path"),
                                SmallHeap.class.getName())
                        .redirectErrorStream(true)
                        .start();
        try (BufferedReader out = jvm.inputReader(StandardCharsets.UTF_8)) {
            List<String> lines = out.lines().limit(MOST_LINES).toList();
            List<String> loads = lines.stream().map(line -> line.split(":", 2)[0]).toList();
            assertEquals(
                    List.of(
                            "unread",
                            "unread across a wire",
                            "wire",
                            "fragments",
                            "descriptors",
                            "ports",
                            "pipes",
                            "names"),
                    loads,
                    () -> String.join("\n", lines));
            assertEquals(0, jvm.waitFor());
        } finally {
            jvm.destroyForcibly();
        }
    }
}
