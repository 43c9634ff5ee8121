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

/// The programs of app-traffic over sockets of AF_UNIX, by scenarios.
class TrafficRunTest {
    @TempDir private Path folder;

    private CommandLineRun run(String programs) throws IOException {
        String scenario = "hosts:\n  site:\n    programs:\n" + programs;
        Path file = Files.writeString(folder.resolve("s.yaml"), scenario);
        return CommandLineRun.of("run", file.toString());
    }

    @ParameterizedTest
    @ValueSource(strings = {"dgram", "seqpacket", "stream"})
    void sourceIsAnsweredByEcho(String type) throws IOException {
        CommandLineRun run =
                run(
                        """
                              - run: echo
                                with: {listen: ["@one", "@two"], type: TYPE}
                              - run: source
                                with: {to: "@two", FROM type: TYPE, size: 3000, count: 20, timeout: 1s}
                        expect:
                          - site.source.answered == 20
                          - site.echo.sent >= 20
                          - site.echo.broken == 0
                        """
                                .replace("FROM", type.equals("dgram") ? "from: '@me'," : "")
                                .replace("TYPE", type));

        assertEquals(0, run.status(), run.out() + run.err());
    }

    @ParameterizedTest
    @ValueSource(strings = {"dgram", "seqpacket", "stream"})
    void sourceIsTakenBySinkFromManyAtOnce(String type) throws IOException {
        CommandLineRun run =
                run(
                        """
                              - run: sink
                                with: {listen: /run/log, type: TYPE}
                              - run: source
                                with: {to: /run/log, type: TYPE, size: 1000, count: 2000}
                                count: 5
                        expect: site.sink.bytes == 10000000
                        """
                                .replace("TYPE", type));

        assertEquals(0, run.status(), run.out() + run.err());
    }

    @Test
    void summaryNamesThePeersOfTheHost() throws IOException {
        CommandLineRun run =
                run(
                        """
                              - run: echo
                                with: {listen: "@one", type: stream}
                              - run: source
                                with: {to: "@one", type: stream, timeout: 1s}
                              - run: source
                                name: gram
                                with: {to: "@two", count: 1}
                              - run: sink
                                with: {listen: "@two"}
                        """);

        assertTrue(run.out().contains("  @two #2 "), run.out());
        assertTrue(run.out().matches("(?s).*  \\* #\\d+ +@one #\\d+ .*"), run.out());
        assertTrue(run.out().matches("(?s).*  \\* #\\d+ +@two #2 .*"), run.out());
    }

    @Test
    void serverDoesNotEndWithAClientThatCannotBeAnswered() throws IOException {
        CommandLineRun run =
                run(
                        """
                              - run: echo
                                with: {listen: "@one"}
                              - run: source
                                with: {to: "@one", from: "@gone", count: 1}
                              - run: source
                                name: later
                                delay: 1s
                                with: {to: "@one", from: "@later", timeout: 1s}
                        expect:
                          - site.later.answered == 10
                          - site.echo.received == 11
                        """);

        assertEquals(0, run.status(), run.out() + run.err());
    }

    @ParameterizedTest
    @ValueSource(strings = {"seqpacket", "stream"})
    void connectionsWaitForWorkersAndAreServedByThem(String type) throws IOException {
        CommandLineRun run =
                run(
                        """
                              - run: supervisor
                                with: {listen: "@site", type: TYPE}
                              - run: source
                                with: {to: "@site", type: TYPE, count: 20, timeout: 9s}
                                count: 5
                              - run: worker
                                delay: 1s
                                count: 2
                        expect:
                          - site.source.answered == 100
                          - site.supervisor.accepted == 5
                          - site.supervisor.handed == 5
                          - site.supervisor.dropped == 0
                          - site.worker.connections == 5
                          - site.worker.received == 100
                        """
                                .replace("TYPE", type));

        assertEquals(0, run.status(), run.out() + run.err());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "with: {to: '@a', type: tcp}",
                "with: {to: '@a', type: stream, timeout: 1s, retries: 3}"
            })
    void argumentThatDoesNotFitIsNamed(String arguments) throws IOException {
        refuses("source", arguments);
    }

    @Test
    void supervisorTakesConnectionsOnly() throws IOException {
        refuses("supervisor", "with: {listen: '@a', type: dgram}");
    }

    private void refuses(String program, String arguments) throws IOException {
        CommandLineRun run = run("      - run: " + program + "\n        " + arguments + "\n");

        assertEquals(2, run.status(), run.out() + run.err());
        assertTrue(run.err().contains("(expected: "), run.err());
    }
}
