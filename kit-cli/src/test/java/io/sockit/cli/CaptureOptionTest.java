package io.sockit.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/// `--capture` of every verb that runs hosts, and what it shows: one seed gives the same packets,
/// whatever the threads do.
class CaptureOptionTest {
    private static final int RUNS = 10;
    private static final String SCENARIO =
            """
            hosts:
              server:
                devices: {eth0: "link:wan?delay=20ms&loss=20%"}
                addresses: {eth0: 10.0.0.2/24}
                programs: [echo]
              client:
                devices: {eth0: "link:wan?delay=20ms&loss=20%"}
                addresses: {eth0: 10.0.0.1/24}
                programs:
                  - run: source
                    name: one
                    with: {to: "10.0.0.2:7", count: 10, timeout: 100ms, retries: 50}
                    count: 5
                  - run: source
                    name: two
                    with: {to: "10.0.0.2:7", count: 10, timeout: 70ms, retries: 50, rate: 10}
                    thread: virtual
                    count: 5
            expect:
              - client.one.answered == 50
              - client.two.answered == 50
            """;

    @TempDir private Path folder;

    private String trace(String... options) throws IOException {
        Path file = Files.writeString(folder.resolve("s.yaml"), SCENARIO);
        String capture = folder.resolve("t.trace").toString();
        List<String> arguments =
                Stream.concat(
                                Stream.of("run", file.toString(), "--capture", capture),
                                Stream.of(options))
                        .toList();
        CommandLineRun run = CommandLineRun.of(arguments.toArray(String[]::new));
        assertEquals(0, run.status(), run.out() + run.err());
        return Files.readString(folder.resolve("t-server-eth0.trace"))
                + Files.readString(folder.resolve("t-client-eth0.trace"));
    }

    @Test
    void oneSeedGivesTheSamePackets() throws IOException {
        String first = trace();
        assertTrue(first.lines().count() > 400, first);
        for (int run = 1; run < RUNS; run++) {
            assertEquals(first, trace(), "run " + run);
        }
        assertNotEquals(first, trace("--seed", "2"));
    }

    @Test
    void ofOneDeviceIsTheFileItself() throws IOException {
        Path file =
                Files.writeString(
                        folder.resolve("s.yaml"),
                        """
                        hosts:
                          a:
                            devices: {lo: "loopback:"}
                            programs: [echo, {run: source, with: {to: "127.0.0.1:7", count: 3}}]
                        """);
        Path capture = folder.resolve("a & b.trace");

        CommandLineRun run =
                CommandLineRun.of("run", file.toString(), "--capture", capture.toString());

        assertEquals(0, run.status(), run.err());
        assertTrue(Files.readString(capture).lines().count() >= 6, Files.readString(capture));
    }

    @Test
    void leavesDevicesThatHaveOne() throws IOException {
        Path own = folder.resolve("own.trace");
        Path file =
                Files.writeString(
                        folder.resolve("s.yaml"),
                        "hosts: {a: {devices: {l: 'loopback:?capture=%s', m: 'loopback:'}}}"
                                .formatted(own));

        CommandLineRun run =
                CommandLineRun.of("run", file.toString(), "--capture", folder + "/t.trace");

        assertEquals("", run.err());
        assertTrue(Files.exists(own));
        assertTrue(Files.exists(folder.resolve("t.trace")));
    }

    @Test
    void thatNoDeviceWouldWriteIsTold() throws IOException {
        Path file =
                Files.writeString(
                        folder.resolve("s.yaml"),
                        "hosts: {a: {devices: {l: 'loopback:?capture=%s/own.trace'}}}"
                                .formatted(folder));

        CommandLineRun run = CommandLineRun.of("run", file.toString(), "--capture", "t.trace");

        assertEquals(0, run.status(), run.err());
        assertEquals(
                "sockit: --capture t.trace writes nothing: each device has a capture of its own:"
                        + " a.l\n",
                run.err());
    }

    @Test
    void ofPingAndNcIsWhatHostASees() throws IOException {
        Path pinged = folder.resolve("ping.trace");
        Path talked = folder.resolve("nc.trace");

        CommandLineRun.of("ping", "--virtual", "-c", "2", "--capture", pinged.toString());
        CommandLineRun.withInput("x\n", "nc", "-u", "--virtual", "--capture", talked.toString());

        assertEquals(4, Files.readString(pinged).lines().count());
        assertEquals(2, Files.readString(talked).lines().count());
    }

    @Test
    void ofAnEndingThatNobodyWritesNamesThoseThereAre() {
        CommandLineRun run = CommandLineRun.of("ping", "--virtual", "--capture", "x.nothing");

        assertEquals(2, run.status());
        assertTrue(run.err().contains("no loaded plug-in writes '.nothing'"), run.err());
        assertTrue(run.err().contains("(expected: one of [cap, dmp, gz, pcap, pcapng,"), run.err());
    }
}
