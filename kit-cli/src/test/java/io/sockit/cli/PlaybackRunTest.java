package io.sockit.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/// Scenarios over devices that bring traffic by themselves.
class PlaybackRunTest {
    @TempDir private Path folder;

    private CommandLineRun run(String tape, String more) throws IOException {
        Path file =
                Files.writeString(
                        folder.resolve("s.yaml"),
                        """
                        hosts:
                          a:
                            devices: {eth0: "tape:?%s"}
                            addresses: {eth0: 192.0.2.2/24}
                            programs:
                              - run: sink
                                with: {listen: "0.0.0.0:514"}
                        """
                                        .formatted(tape)
                                + more);
        return CommandLineRun.of("run", file.toString());
    }

    @ParameterizedTest
    @ValueSource(strings = {"virtual", "real"})
    void trafficBeginsWhenTheSocketsOfServersStand(String time) throws IOException {
        CommandLineRun run =
                run(
                        "count=1",
                        "time: " + time + "\nexpect: [a.sink.received == 1, a.dropped == 0]");

        assertEquals(0, run.status(), run.out() + run.err());
    }

    @Test
    void runEndsWhenNothingMoreComes() throws IOException {
        CommandLineRun run = run("count=1000&every=1s", "expect: a.sink.received == 1000");

        assertEquals(0, run.status(), run.out() + run.err());
        assertTrue(run.out().startsWith("0:16:"), run.out());
    }

    @Test
    void durationEndsItBefore() throws IOException {
        CommandLineRun run =
                run("count=1000&every=1s", "duration: 9.5s\nexpect: a.sink.received == 10");

        assertEquals(0, run.status(), run.out() + run.err());
        assertTrue(run.out().startsWith("0:00:09.500"), run.out());
    }
}
