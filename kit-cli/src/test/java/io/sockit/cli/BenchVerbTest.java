package io.sockit.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;

class BenchVerbTest {
    @Test
    void listsWhatWouldBeMeasured() {
        CommandLineRun run = CommandLineRun.of("bench", "--list", "proto-udp");

        assertEquals(0, run.status(), run.err());
        assertTrue(run.out().contains("UdpPingPong"), run.out());
    }

    @Test
    void measuresTheClassPathAlone() {
        CommandLineRun run = CommandLineRun.of("bench", "--list", "--plugins", "src");

        assertEquals(2, run.status(), run.out());
        assertTrue(run.err().startsWith("sockit: --plugins: src (expected: no folder"));
    }

    @Test
    void unknownModuleIsUsageAndNamesTheModules() {
        CommandLineRun run = CommandLineRun.of("bench", "proto-tpc");

        assertEquals(2, run.status());
        assertTrue(run.err().contains("proto-udp"), run.err());
        assertTrue(run.err().contains(" udp"), run.err());
    }
}
