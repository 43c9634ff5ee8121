package io.sockit.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

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

        assertEquals("one\ntwo\n", run.out(), run.err());
    }

    @Test
    void sendsFromThePortThatItIsTold(@TempDir Path folder) throws IOException {
        Path trace = folder.resolve("a.trace");
        CommandLineRun.withInput(
                "one\n", "nc", "-u", "--virtual", "-p", "4000", "--capture", trace.toString());

        // the first two bytes of its UDP header, behind the IPv4 header's last, 10.0.0.2
        assertTrue(Files.readString(trace).contains("0a0000020fa00007"), Files.readString(trace));
    }

    @ParameterizedTest
    @CsvSource({"''", "-l 5000"})
    void passesEveryByteAsItIs(String options) {
        String text = allBytes() + "one\r\n\n\u0000\n no end";
        List<String> arguments = new ArrayList<>(List.of("nc", "-u", "--virtual"));
        arguments.addAll(options.isEmpty() ? List.of() : List.of(options.split(" ", -1)));
        CommandLineRun run = CommandLineRun.withBytes(text, arguments.toArray(String[]::new));

        assertEquals(text, run.out());
        assertEquals("", run.err());
        assertEquals(0, run.status());
    }

    private static String allBytes() {
        StringBuilder text = new StringBuilder();
        for (char octet = 0; octet < 256; octet++) {
            text.append(octet);
        }
        return text.toString();
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
    void lineThatIsTooLongForADatagramIsCut() {
        String text = "one\n" + "x".repeat(65_507) + "y".repeat(65_507) + "z\ntwo\n";
        for (String family : List.of("-6", "--seed=1")) {
            CommandLineRun run = CommandLineRun.withInput(text, "nc", "-u", "--virtual", family);

            assertEquals(text, run.out());
            assertEquals("", run.err());
            assertEquals(0, run.status());
        }
    }

    @Test
    void hostAloneHasNobodyToListen() {
        CommandLineRun run =
                CommandLineRun.of("nc", "-u", "--device", "loopback:", "-l", "500", "127.0.0.1");

        assertEquals(2, run.status(), run.err());
        assertTrue(run.err().startsWith("sockit: -l: 500 (expected: no -l with --device"));
    }

    @Test
    void hostAloneNeedsToBeToldWhereTo() {
        CommandLineRun run = CommandLineRun.of("nc", "-u", "--device", "loopback:");

        assertEquals(2, run.status(), run.err());
        assertTrue(run.err().startsWith("sockit: DEST: missing (expected: an address"), run.err());
    }

    @Test
    void addressThatIsNoneIsUsage() {
        CommandLineRun run = CommandLineRun.of("nc", "-u", "foo", "7");

        assertEquals(2, run.status(), run.err());
        assertTrue(run.err().startsWith("sockit: DEST: 'foo' (expected: an IPv4"), run.err());
    }

    @Test
    void streamIsAnsweredToo() {
        CommandLineRun run = CommandLineRun.withInput("x\n", "nc", "--virtual");

        assertEquals(0, run.status(), run.err());
        assertTrue(run.out().contains("x\n"), run.out());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "-U --virtual",
                "-U",
                "-U -u --virtual",
                "-U -l @in --virtual",
                "-U -u -l @in --virtual",
                "-U @a --virtual",
                "-U -l @in @in"
            })
    void goesThroughSocketsOfTheHostAlone(String options) {
        String text = allBytes() + "one\r\n\n\u0000\n no end";
        List<String> arguments = new ArrayList<>(List.of("nc"));
        arguments.addAll(List.of(options.split(" ", -1)));
        CommandLineRun run = CommandLineRun.withBytes(text, arguments.toArray(String[]::new));

        assertEquals(text, run.out());
        assertEquals("", run.err());
        assertEquals(0, run.status());
    }

    @ParameterizedTest
    @ValueSource(strings = {"-U", "-U -l @in"})
    void streamHasNoLengthThatIsTooLong(String options) {
        String text = "x".repeat(3_000_000);
        List<String> arguments = new ArrayList<>(List.of("nc", "--virtual"));
        arguments.addAll(List.of(options.split(" ", -1)));
        CommandLineRun run = CommandLineRun.withBytes(text, arguments.toArray(String[]::new));

        assertEquals(text, run.out());
        assertEquals("", run.err());
        assertEquals(0, run.status());
    }

    @Test
    void nameThatNoSocketHasIsRefused() {
        CommandLineRun run = CommandLineRun.withInput("x\n", "nc", "-U", "-l", "@in", "@out");

        assertEquals(1, run.status());
        assertTrue(run.err().startsWith("sockit: connect: ECONNREFUSED"), run.err());
    }

    @ParameterizedTest
    @CsvSource({
        "-U -p 7,      -U: with a port (expected: a name alone)",
        "-U name,      -l: 'name' (expected: a name such as @echo or /tmp/echo)",
        "-U -l @a b,   DEST: 'b' (expected: a name such as @echo or /tmp/echo)",
        "-u -l x,      -l: 'x' (expected: a whole number)"
    })
    void nameThatIsNoneIsUsage(String options, String message) {
        List<String> arguments = new ArrayList<>(List.of("nc"));
        arguments.addAll(List.of(options.split(" ", -1)));
        CommandLineRun run = CommandLineRun.of(arguments.toArray(String[]::new));

        assertEquals(2, run.status(), run.err());
        assertTrue(run.err().startsWith("sockit: " + message), run.err());
    }

    @Test
    void portOutOfRangeIsUsage() {
        CommandLineRun run = CommandLineRun.of("nc", "-u", "-p", "70000");

        assertEquals(2, run.status());
        assertTrue(run.err().contains("-p: 70000 (expected: 0 to 65535)"), run.err());
    }
}
