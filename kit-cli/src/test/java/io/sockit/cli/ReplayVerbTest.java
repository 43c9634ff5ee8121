package io.sockit.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/// The recorded samples into sockets.
class ReplayVerbTest {
    private static final Path SAMPLES = Path.of("").toAbsolutePath().resolveSibling("samples");
    private static final String DNS = SAMPLES.resolve("dns.pcapng").toString();

    @TempDir private Path folder;

    private static boolean has(CommandLineRun run, String line) {
        return run.out().lines().anyMatch(printed -> printed.matches(line));
    }

    @Test
    void servesTheAddressesAndPortsThatWereAsked() {
        CommandLineRun run = CommandLineRun.of("replay", DNS);

        assertEquals(0, run.status(), run.err());
        assertTrue(has(run, "host +udp +\\[::]:53 .*"), run.out());
        assertTrue(
                has(run, "host +sink +1 +serving +broken 0, bytes [\\d,]+, received [1-9]\\d+.*"),
                run.out());
    }

    @Test
    void isAHostForEachAddress() {
        CommandLineRun run =
                CommandLineRun.of(
                        "replay", DNS, "--to", "192.0.2.53", "--to", "192.0.2.54", "--port", "53");

        assertEquals(0, run.status(), run.err());
        assertTrue(has(run, "host +sink .* received [1-9]\\d+"), run.out());
        assertTrue(has(run, "host2 +sink .* received 0"), run.out());
    }

    @Test
    void mapsAddressesAndCaptures() throws Exception {
        Path trace = folder.resolve("t.trace");

        CommandLineRun run =
                CommandLineRun.of(
                        "replay",
                        DNS,
                        "--map",
                        "192.0.2.53:10.0.0.2",
                        "--to",
                        "10.0.0.2",
                        "--speed",
                        "max",
                        "--capture",
                        trace.toString());

        assertEquals(0, run.status(), run.err());
        assertTrue(has(run, "host +sink .* received [1-9]\\d+"), run.out());
        assertTrue(Files.readString(trace).lines().count() > 100);
    }

    @Test
    void aDamagedCaptureIsReplayedAndAFailure() throws Exception {
        byte[] whole = Files.readAllBytes(Path.of(DNS));
        Path cut = folder.resolve("cut.pcapng");
        Files.write(cut, Arrays.copyOf(whole, whole.length / 2 + 1));

        CommandLineRun run = CommandLineRun.of("replay", cut.toString());

        assertEquals(1, run.status(), run.out());
        assertTrue(has(run, "host +sink .* received [1-9]\\d+"), run.out());
        assertTrue(has(run, "FAILED +host: .*Pcap.FileErrors: 1\\)"), run.out());
    }

    @Test
    void aCaptureThatCannotBeWrittenIsAFailure() throws Exception {
        Path full = Files.createSymbolicLink(folder.resolve("full.pcapng"), Path.of("/dev/full"));

        CommandLineRun run = CommandLineRun.of("replay", DNS, "--capture", full.toString());
        Files.delete(full);

        assertEquals(1, run.status(), run.out());
        assertTrue(has(run, "FAILED +host: .*Pcap.WriteErrors: \\d+\\)"), run.out());
    }

    @Test
    void addressesThatNobodyAskedAreNamed() {
        CommandLineRun run = CommandLineRun.of("replay", DNS, "--to", "10.9.9.9");

        assertEquals(2, run.status(), run.out());
        assertTrue(run.err().contains("--to: 10.9.9.9: no datagrams to it"), run.err());
        assertTrue(run.err().contains("one of [192.0.2.53, 2001:db8::53]"), run.err());
    }

    @Test
    void addressesMayBeWrittenInAnyWay() {
        CommandLineRun run = CommandLineRun.of("replay", DNS, "--to", "2001:DB8:0::53/64");

        assertEquals(0, run.status(), run.err());
        assertTrue(has(run, "host +sink .* received [1-9]\\d+"), run.out());
    }

    @ParameterizedTest
    @ValueSource(strings = {"foo", "10.0.0.2/99", "10.0.0.2:53", ""})
    void whatIsNoAddressIsUsage(String address) {
        for (List<String> more : List.of(List.<String>of(), List.of("--port", "53"))) {
            List<String> arguments = new ArrayList<>(List.of("replay", DNS, "--to", address));
            arguments.addAll(more);
            CommandLineRun run = CommandLineRun.of(arguments.toArray(String[]::new));

            assertEquals(2, run.status(), run.out());
            assertTrue(
                    run.err().contains("--to: '" + address + "' (expected: an address such as"),
                    run.err());
        }
    }

    @Test
    void nothingToReplayIsAFailureThatSaysWhatIsThere() {
        CommandLineRun run = CommandLineRun.of("replay", DNS, "--filter", "udp port 9");

        assertEquals(1, run.status(), run.out());
        assertTrue(run.err().contains("nothing to replay: no UDP datagram in"), run.err());
        assertTrue(run.err().contains("that do not pass the filter"), run.err());
    }

    @Test
    void standardInputIsNotLookedAtBefore() {
        CommandLineRun run = CommandLineRun.of("replay", "-", "--port", "53");

        assertEquals(2, run.status());
        assertTrue(run.err().contains("(expected: --to and --port with it)"), run.err());
    }

    @Test
    void aFileThatIsNotThereIsAFailure() {
        CommandLineRun run = CommandLineRun.of("replay", folder + "/no.pcapng");

        assertEquals(1, run.status());
        assertTrue(run.err().contains("no.pcapng"), run.err());
    }

    @Test
    void oneFileForWhatSeveralHostsSendIsUsage() {
        CommandLineRun run =
                CommandLineRun.of(
                        "replay", DNS, "--to", "10.0.0.2", "--to", "10.0.0.3", "--out", "x.pcapng");

        assertEquals(2, run.status());
        assertTrue(run.err().contains("--out with more than one --to"), run.err());
    }
}
