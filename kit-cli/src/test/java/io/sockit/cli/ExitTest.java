package io.sockit.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.sockit.spi.HostProgram;
import io.sockit.spi.ProgramContext;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import java.io.BufferedReader;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Set;
import java.util.concurrent.CountDownLatch;

/// Programs that end the JVM, in one of its own.
@Timeout(60)
class ExitTest {
    private static final int SIGTERM = 128 + 15;

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

    /// Cannot even be made, and takes no interrupt.
    public static final class Unmade implements HostProgram {
        public Unmade() {
            System.out.println("begun");
            CountDownLatch never = new CountDownLatch(1);
            while (true) {
                try {
                    never.await();
                } catch (InterruptedException e) {
                    // it goes on, as the opening of a pipe does
                }
            }
        }

        @Override
        public Set<String> arguments() {
            return Set.of();
        }

        @Override
        public void run(ProgramContext context) {}
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
        Process process = start(file);
        String told = new String(process.getInputStream().readAllBytes(), UTF_8);

        assertEquals(1, process.waitFor(), told);
        assertTrue(told.contains("FAILED  a/exiting called System.exit at io.sockit.cli"), told);
        assertTrue(told.contains("exits 1"), told);
        assertEquals(1, told.lines().filter(line -> line.startsWith("FAILED")).count(), told);
    }

    @Test
    void aSignalEndsARunThatIsBeingSetUp() throws Exception {
        Path file =
                Files.writeString(
                        folder.resolve("s.yaml"),
                        "hosts: {a: {programs: [io.sockit.cli.ExitTest$Unmade]}}");
        Process process = start(file);
        try (BufferedReader out = process.inputReader(UTF_8)) {
            assertEquals("begun", out.readLine());
            process.toHandle().destroy(); // leaves its streams open
            String told = out.readAllAsString();

            assertEquals(SIGTERM, process.waitFor(), told);
            assertEquals("sockit: the run was still being set up, so it has no summary\n", told);
        }
    }

    private static Process start(Path file) throws IOException {
        return new ProcessBuilder(
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
    }
}
