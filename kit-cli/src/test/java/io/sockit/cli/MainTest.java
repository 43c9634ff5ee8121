package io.sockit.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.sockit.api.Errno;
import io.sockit.api.ErrnoException;
import io.sockit.cli.term.Messages;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import java.util.concurrent.ExecutionException;

class MainTest {
    @ParameterizedTest
    @ValueSource(strings = {"run", "replay", "plugins", "ping", "nc", "pcap", "bench"})
    void everyVerbExplainsItself(String verb) {
        CommandLineRun run = CommandLineRun.of(verb, "--help");

        assertEquals(0, run.status(), run.err());
        assertTrue(run.out().startsWith("Usage: sockit " + verb), run.out());
        assertTrue(run.out().contains("--plugins=DIR"), run.out());
    }

    @Test
    void helpListsTheVerbs() {
        CommandLineRun run = CommandLineRun.of("--help");

        assertEquals(0, run.status());
        assertTrue(run.out().contains("Verbs:"), run.out());
        assertTrue(run.out().contains("  ping "), run.out());
    }

    @Test
    void helpIsAVerbToo() {
        assertEquals(CommandLineRun.of("--help"), CommandLineRun.of("help"));
        assertEquals(CommandLineRun.of("ping", "--help"), CommandLineRun.of("help", "ping"));
    }

    @Test
    void helpIsThereWithoutTheFolderOfPlugins() {
        CommandLineRun all = CommandLineRun.of("--plugins", "no/dir", "help");

        assertEquals(0, all.status(), all.err());
        assertTrue(all.out().startsWith("Usage: sockit "), all.out());
        assertEquals(
                CommandLineRun.of("help", "nc"), CommandLineRun.of("--plugins=x", "help", "nc"));
    }

    @Test
    void saysItsVersion() {
        CommandLineRun run = CommandLineRun.of("--version");

        assertEquals(0, run.status());
        assertTrue(run.out().startsWith("sockit "), run.out());
    }

    @Test
    void unknownVerbIsUsageWithASuggestion() {
        CommandLineRun run = CommandLineRun.of("pong");

        assertEquals(2, run.status());
        assertTrue(run.err().startsWith("sockit: verb: 'pong' (expected: one of "), run.err());
        assertTrue(run.err().contains(" ping, "), run.err());
        assertTrue(run.err().contains("Did you mean: sockit ping"), run.err());
        assertFalse(run.err().contains("Usage: "), run.err());
    }

    @Test
    void whatNoVerbAsksForIsUsageInTwoLines() {
        CommandLineRun run = CommandLineRun.of("ping", "10.0.0.2", "10.0.0.3");

        assertEquals(2, run.status());
        assertEquals(
                "sockit: unexpected argument: '10.0.0.3'\nsee 'sockit ping --help'\n", run.err());
    }

    @Test
    void wrongValueIsUsageInTwoLines() {
        CommandLineRun run = CommandLineRun.of("ping", "-c", "many");

        assertEquals(2, run.status());
        assertTrue(run.err().contains("'many'"), run.err());
        assertTrue(run.err().endsWith("\nsee 'sockit ping --help'\n"), run.err());
        assertEquals(2, run.err().lines().count(), run.err());
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "pcap foo|verb: 'foo' (expected: one of convert, info)",
                "help foo|verb: 'foo' (expected: one of run, replay, plugins, ",
                "--plugins no/dir foo|--plugins: 'no/dir' (expected: a readable folder of",
                "replay .|FILE: '.' is a folder (expected: a capture)",
                "replay . --to 10.0.0.2 --port 53|FILE: '.' is a folder (expected: a capture)",
                "pcap|pcap: nothing to do (expected: one of convert, info)",
                "ping -c many|Invalid value for option '-c': 'many' (expected: a whole number)",
                "nc -u 10.0.0.2 99999|PORT: 99999 (expected: 0 to 65535)",
                "nc -u -l 99999|-l: 99999 (expected: 0 to 65535)",
                "replay x --port 99999|--port: 99999 (expected: 1 to 65535)",
                "run x.yaml --plugins no/dir|x.yaml: no such file",
                "plugins --plugins no/dir|--plugins: 'no/dir' (expected: a readable folder of"
                        + " plug-ins)",
            })
    void wrongArgumentsAreNamedWithWhatIsAllowed(String arguments, String told) {
        CommandLineRun run = CommandLineRun.of(arguments.split(" ", -1));

        assertEquals(2, run.status(), run.out());
        assertTrue(run.err().startsWith("sockit: " + told), run.err());
        assertFalse(run.err().contains("\tat "), run.err());
    }

    @Test
    void noVerbIsUsage() {
        CommandLineRun run = CommandLineRun.of();

        assertEquals(2, run.status());
        assertTrue(run.err().startsWith("sockit: no verb"), run.err());
        assertTrue(run.err().contains("Usage: sockit"), run.err());
    }

    @Test
    void unknownOptionIsUsage() {
        CommandLineRun run = CommandLineRun.of("ping", "--fast");

        assertEquals(2, run.status());
        assertTrue(run.err().startsWith("sockit: Unknown option: '--fast'"), run.err());
    }

    @Test
    void printsNoColours() {
        assertFalse(CommandLineRun.of("--help").out().contains("\u001b"));
    }

    @Test
    void failureIsOneLineWithItsCause() {
        Throwable shown =
                new ExecutionException(new ErrnoException(Errno.ENODEV, "device", "driver: 'foo'"));

        assertEquals("device: ENODEV (no such device): driver: 'foo'", Messages.of(shown));
        assertEquals("NoClassDefFoundError: a/B", Messages.of(new NoClassDefFoundError("a/B")));
        assertEquals("IllegalStateException", Messages.of(new IllegalStateException()));
    }
}
