package io.sockit.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.sockit.spi.HostProgram;
import io.sockit.spi.ProgramContext;

import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Set;

/// Programs that end the JVM, in one of its own.
@Timeout(60)
class ExitTest {
    /// Calls for the end of the JVM, as if all were well.
    public static final class Exiting implements HostProgram {
        @Override
        public Set<String> arguments() {
            return Set.of();
        }

        @Override
        public void run(ProgramContext context) {
            context.counter("exits").increment();
            System.exit(0);
        }
    }

    @TempDir private Path folder;

    @ParameterizedTest
    @CsvSource({"virtual,platform", "real,virtual"})
    void aProgramThatCallsForItFailsTheRun(String time, String thread) throws Exception {
        Path file =
                Files.writeString(
                        folder.resolve("s.yaml"),
                        """
                        time: %s
                        hosts:
                          a:
                            devices: {lo: "loopback:"}
                            programs:
                              - echo
                              - {run: io.sockit.cli.ExitTest$Exiting, name: exiting, thread: %s}
                        """
                                .formatted(time, thread));
        Process process =
                new ProcessBuilder(
                                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                                "-Dguice_bytecode_gen_option=DISABLED",
                                "-XX:TieredStopAtLevel=1",
                                "-cp",
                                System.getProperty("java.class.path"),
                                Main.class.getName(),
                                "run",
                                file.toString())
                        .redirectErrorStream(true)
                        .start();
        String told = new String(process.getInputStream().readAllBytes(), UTF_8);

        assertEquals(1, process.waitFor(), told);
        assertTrue(told.contains("FAILED  a/exiting called System.exit at io.sockit.cli"), told);
        assertTrue(told.contains("exits 1"), told);
    }
}
