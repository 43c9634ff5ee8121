package io.sockit.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;

class NetcatVerbTest {
    @Test
    void printsWhatHostBSendsBack() {
        CommandLineRun run =
                CommandLineRun.withInput("hello\nworld\n\nümlaut\n", "nc", "-u", "--virtual");

        assertEquals("", run.err());
        assertEquals("hello\nworld\n\nümlaut\n", run.out());
        assertEquals(0, run.status());
    }

    @Test
    void goesOverIpv6() {
        CommandLineRun run =
                CommandLineRun.withInput("six\n", "nc", "-u", "-6", "--virtual", "fd00::2", "9");

        assertEquals("six\n", run.out(), run.err());
    }

    @Test
    void hostBPrintsWhatArrivesAtAPort() {
        CommandLineRun run =
                CommandLineRun.withInput(
                        "one\ntwo\n", "nc", "-u", "--virtual", "-l", "5000", "-p", "4000");

        assertEquals("10.0.0.1:4000: one\n10.0.0.1:4000: two\n", run.out(), run.err());
    }

    @Test
    void lostReplyIsWaitedForAndGivenUp() {
        CommandLineRun run =
                CommandLineRun.withInput(
                        "lost\n", "nc", "-u", "--virtual", "-w", "5", "--wire", "link:w?loss=100%");

        assertEquals("", run.out() + run.err());
        assertEquals(0, run.status());
    }

    @Test
    void portThatNobodyServesIsRefused() {
        CommandLineRun run =
                CommandLineRun.withInput(
                        "x\n", "nc", "-u", "--virtual", "-l", "5000", "10.0.0.2", "5001");

        assertEquals(1, run.status());
        assertTrue(run.err().contains("ECONNREFUSED"), run.err());
    }

    @Test
    void lineThatIsTooLongIsNamedAndTheRestIsSent() {
        String longest = "x".repeat(65_508);
        CommandLineRun run =
                CommandLineRun.withInput("one\n" + longest + "\ntwo\n", "nc", "-u", "--virtual");

        assertEquals("one\ntwo\n", run.out());
        assertTrue(run.err().startsWith("sockit: nc: line 2 not sent: "), run.err());
        assertTrue(run.err().contains("EMSGSIZE"), run.err());
        assertEquals(1, run.err().lines().count(), run.err());
        assertEquals(1, run.status());
    }

    @Test
    void hostAloneHasNobodyToListen() {
        CommandLineRun run =
                CommandLineRun.of("nc", "-u", "--device", "loopback:", "-l", "500", "127.0.0.1");

        assertEquals(2, run.status(), run.err());
        assertTrue(run.err().startsWith("sockit: -l: 500 (expected: none with --device"));
    }

    @Test
    void hostAloneNeedsToBeToldWhereTo() {
        CommandLineRun run = CommandLineRun.of("nc", "-u", "--device", "loopback:");

        assertEquals(2, run.status(), run.err());
        assertTrue(run.err().startsWith("sockit: DEST: none (expected: an address"), run.err());
    }

    @Test
    void addressThatIsNoneIsUsage() {
        CommandLineRun run = CommandLineRun.of("nc", "-u", "foo", "7");

        assertEquals(2, run.status(), run.err());
        assertTrue(run.err().startsWith("sockit: DEST: 'foo' (expected: an IPv4"), run.err());
    }

    @Test
    void streamsAreNotThereYet() {
        CommandLineRun run = CommandLineRun.of("nc");

        assertEquals(2, run.status());
        assertTrue(run.err().startsWith("sockit: only datagrams yet: add -u"), run.err());
    }

    @Test
    void portOutOfRangeIsUsage() {
        CommandLineRun run = CommandLineRun.of("nc", "-u", "-p", "70000");

        assertEquals(2, run.status());
        assertTrue(run.err().contains("-p: 70000 (expected: 0 to 65535)"), run.err());
    }
}
