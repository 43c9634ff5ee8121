package io.sockit.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;

class ContributedVerbsTest {
    @Test
    void runWithTheirArgumentsOnAHost() {
        CommandLineRun run = CommandLineRun.of("hello", "big", "--wide", "world");

        assertEquals("", run.err());
        assertEquals("hello big --wide world from sockit\n", run.out());
        assertEquals(0, run.status());
    }

    @Test
    void exitStatusIsTheirs() {
        assertEquals(2, CommandLineRun.of("hello").status());
    }

    @Test
    void areListedAmongTheVerbs() {
        CommandLineRun run = CommandLineRun.of("--help");

        assertTrue(run.out().matches("(?s).*hello +Greets, 100% of the time\\..*"), run.out());
    }

    @Test
    void explainThemselves() {
        CommandLineRun run = CommandLineRun.of("hello", "--help");

        assertEquals(0, run.status());
        assertTrue(run.out().contains("Greets, 100% of the time."), run.out());
    }

    @Test
    void failuresAreOneLine() {
        CommandLineRun run = CommandLineRun.of("stumble");

        assertEquals(1, run.status());
        assertEquals("sockit: stumble: LinkageError: a class that is not there\n", run.err());
    }

    @Test
    void areSuggestedForWhatIsMistyped() {
        CommandLineRun run = CommandLineRun.of("helo");

        assertEquals(2, run.status());
        assertTrue(run.err().contains("sockit hello"), run.err());
    }

    @Test
    void showAmongTheContributions() {
        assertTrue(
                CommandLineRun.of("plugins")
                        .out()
                        .lines()
                        .anyMatch(line -> line.matches("command +hello +hello +1.0 .*")));
    }
}
