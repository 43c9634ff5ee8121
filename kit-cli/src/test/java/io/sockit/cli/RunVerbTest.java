package io.sockit.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

class RunVerbTest {
    private static final String TWO =
            """
            seed: 7
            hosts:
              server:
                devices: {eth0: "link:wan?delay=20ms&loss=10%"}
                addresses: {eth0: 10.0.0.2/24}
                programs: [echo]
              client:
                devices: {eth0: "link:wan?delay=20ms&loss=10%"}
                addresses: {eth0: 10.0.0.1/24}
                programs:
                  - run: source
                    with: {to: "10.0.0.2:7", count: 50, timeout: 100ms, retries: 10}
            """;

    @TempDir private Path folder;

    private CommandLineRun run(String scenario, String... options) throws IOException {
        Path file = Files.writeString(folder.resolve("s.yaml"), scenario);
        List<String> arguments = new ArrayList<>(List.of("run", file.toString()));
        arguments.addAll(List.of(options));
        return CommandLineRun.of(arguments.toArray(String[]::new));
    }

    private static boolean has(CommandLineRun run, String line) {
        return run.out().lines().anyMatch(printed -> printed.matches(line));
    }

    @Nested
    class Checks {
        @Test
        void thatHoldEndWellWithTheirValues() throws IOException {
            CommandLineRun run =
                    run(
                            TWO
                                    + """
                                    expect:
                                      - client.source.answered == 50
                                      - client.source.retries > 0
                                      - server.udp.sent == server.echo.sent
                                      - server.eth0.received >= 50
                                      - server.Udp.InDatagrams >= 50
                                      - server.udp.dropped == 0
                                      - client.dropped > 0
                                    """);

            assertEquals(0, run.status(), run.out() + run.err());
            assertTrue(has(run, "ok +client.source.answered == 50  \\(50\\)"), run.out());
            assertFalse(run.out().contains("FAILED"), run.out());
        }

        @Test
        void thatFailSayWhatIsSoAndEndInOne() throws IOException {
            CommandLineRun run = run(TWO + "expect: client.source.answered == 51\n");

            assertEquals(1, run.status(), run.out() + run.err());
            assertTrue(has(run, "FAILED +client.source.answered == 51  \\(50\\)"), run.out());
        }

        @Test
        void ofWhatNobodyCountsFail() throws IOException {
            CommandLineRun run =
                    run(
                            TWO
                                    + "expect:\n  - client.source.answer == 0\n"
                                    + "  - client.Udp.InDatagram == 0\n");

            assertEquals(1, run.status());
            assertTrue(run.out().contains("expected: 'answered'?"), run.out());
            assertTrue(run.out().contains("expected: 'Udp.InDatagrams'?"), run.out());
        }
    }

    @Nested
    class Prints {
        @Test
        void aTableForDevicesSocketsProgramsAndDrops() throws IOException {
            CommandLineRun run = run(TWO);

            assertEquals(0, run.status(), run.err());
            assertTrue(has(run, "server +eth0 .*link:wan.*"), run.out());
            assertTrue(has(run, "server +udp .*\\[::]:7 .*"), run.out());
            assertTrue(has(run, "client +udp .*10.0.0.2:7 .*"), run.out());
            assertTrue(has(run, "client +source +1 +ended .*answered 50.*"), run.out());
            assertTrue(has(run, "server +echo +1 +serving .*"), run.out());
            assertTrue(has(run, "client +Link.Lost +\\d+"), run.out());
        }

        @Test
        void whatPassedSocketsThatProgramsClosed() throws IOException {
            CommandLineRun run =
                    run(
                            greeted("io.sockit.cli.Closer", "Closer")
                                    .replace("name: Closer", "name: Closer, count: 3")
                                    .replace("expect: a.Closer.sent == 1", ""));

            assertEquals(0, run.status(), run.out() + run.err());
            assertTrue(has(run, "a +6 closed +- +- +3 +15 +3 +15 +0 +0"), run.out());
            assertTrue(has(run, "a +udp .*\\[::]:7 .*"), run.out());
        }

        @Test
        void whatPassedMoreSocketsThanItHasRowsFor() throws IOException {
            CommandLineRun run = run(TWO.replace("run: source", "run: source\n        count: 60"));

            assertTrue(has(run, "client +20 more +- +- +1,000 .*"), run.out());
        }

        @Test
        void theSameForTheSameSeed() throws IOException {
            assertEquals(run(TWO).out(), run(TWO).out());
            assertFalse(run(TWO).out().equals(run(TWO, "--seed", "8").out()));
        }

        @Test
        void whatProgramsPrintWithTheirNames() throws IOException {
            CommandLineRun run = run(greeted("io.sockit.cli.Greeter", "Greeter"));

            assertEquals(0, run.status(), run.out() + run.err());
            assertTrue(has(run, "a/Greeter: hello \\d+"), run.out());
        }
    }

    private static String greeted(String program, String name) {
        return """
        hosts:
          a:
            devices: {lo: "loopback:"}
            programs:
              - echo
              - {run: %s, name: %s, with: {to: "127.0.0.1:7"}}
        expect: a.%s.sent == 1
        """
                .formatted(program, name, name);
    }

    @Nested
    class Programs {
        @Test
        void ofAPluginInAFolder() throws Exception {
            PluginJar.write(
                    folder.resolve("jars/greet"),
                    "outside.Greet",
                    """
                    package outside;
                    import io.sockit.spi.*;
                    import java.util.Set;
                    public final class Greet extends PluginModule {
                        public Greet() { super("greet", "1"); }
                        @Override protected void configure() {
                            contribute(HostProgram.POINT, "greet", Greeting.class);
                        }
                        static final class Greeting implements HostProgram {
                            public Set<String> arguments() { return Set.of("to"); }
                            public void run(ProgramContext context) throws Exception {
                                var to = context.arguments().address("to");
                                int fd = context.process().socket(to.family(), 2, 0);
                                context.process().sendto(fd, new byte[5], 0, 5, 0, to);
                                context.counter("sent").increment();
                            }
                        }
                    }
                    """);

            CommandLineRun run =
                    run(greeted("greet", "hi"), "--plugins", folder.resolve("jars").toString());

            assertEquals(0, run.status(), run.out() + run.err());
            assertTrue(has(run, "a +echo .*received 1, .*"), run.out());
        }

        @Test
        void thatFailAreNamedAndEndInOne() throws IOException {
            CommandLineRun run =
                    run(
                            """
                            hosts:
                              a:
                                programs:
                                  - run: source
                                    with: {to: "10.0.0.2:7"}
                            """);

            assertEquals(1, run.status(), run.out());
            assertTrue(has(run, "FAILED +a/source: .*ENETUNREACH.*"), run.out());
        }

        @Test
        void beginAfterTheirDelay() throws IOException {
            CommandLineRun run =
                    run(
                            TWO.replace(
                                    "programs:\n      - run",
                                    "programs:\n      - delay: 1h\n        run"));

            assertTrue(run.out().startsWith("1:0"), run.out() + run.err());
        }

        @Test
        void runAsOftenAsTheirCountOnThreadsOfEitherKind() throws IOException {
            for (String thread : List.of("platform", "virtual")) {
                CommandLineRun run =
                        run(
                                TWO.replace(
                                                "run: source",
                                                "run: source\n        count: 20\n        thread: "
                                                        + thread)
                                        + "expect: client.source.answered == 1000");

                assertEquals(0, run.status(), run.out() + run.err());
                assertTrue(has(run, "client +source +20 +ended .*"), run.out());
            }
        }

        @Test
        void waitingForWhatNeverComesAreNamed() throws IOException {
            CommandLineRun run =
                    run(greeted("io.sockit.cli.Greeter", "Greeter").replace("- echo", "- sink: 1"));

            assertEquals(2, run.status(), run.out());
            run =
                    run(
                            greeted("io.sockit.cli.Greeter", "Greeter")
                                    .replace("- echo", "- {run: sink, with: {listen: '[::]:7'}}"));

            assertTrue(has(run, "note +a/Greeter waits for what never comes"), run.out());
        }
    }

    @Nested
    class Options {
        @Test
        void anotherDeviceUnderTheSamePrograms() throws IOException {
            CommandLineRun run =
                    run(
                            TWO + "expect: client.source.retries == 0",
                            "--device",
                            "client.eth0=link:wan",
                            "--device",
                            "server.eth0=link:wan?delay=1ms");

            assertEquals(0, run.status(), run.out() + run.err());
        }

        @Test
        void aDeviceThatIsNotThereIsUsage() throws IOException {
            CommandLineRun run = run(TWO, "--device", "client.eth1=link:wan");

            assertEquals(2, run.status());
            assertTrue(run.err().contains("expected: 'client.eth0'?"), run.err());
        }

        @Test
        void aDurationEndsWhatWouldGoOn() throws IOException {
            CommandLineRun run =
                    run(TWO.replace("count: 50", "count: 1000000000"), "--duration", "10s");

            assertEquals(0, run.status(), run.err());
            assertTrue(run.out().startsWith("0:00:1"), run.out());
        }

        @ParameterizedTest
        @ValueSource(strings = {"--virtual", "--real"})
        void aDurationEndsWhatWaits(String time) throws IOException {
            String waiting =
                    greeted("io.sockit.cli.Greeter", "Greeter")
                            .replace("- echo", "- {run: sink, with: {listen: '[::]:7'}}");

            CommandLineRun run =
                    run(waiting.replaceFirst("expect.*", ""), time, "--duration", "50ms");

            assertEquals(0, run.status(), run.out() + run.err());
            assertTrue(has(run, "a +Greeter +1 +running .*"), run.out());
        }

        @ParameterizedTest
        @ValueSource(strings = {"--virtual", "--real"})
        void aDurationEndsWhatSleeps(String time) throws IOException {
            CommandLineRun run =
                    run(
                            TWO.replace("count: 50", "count: 1000000000, rate: 1"),
                            time,
                            "--duration",
                            "50ms");

            assertEquals(0, run.status(), run.out() + run.err());
            assertTrue(has(run, "client +source +1 +running .*"), run.out());
        }

        @ParameterizedTest
        @ValueSource(strings = {"--virtual", "--real"})
        void whatGoesOnAfterItsDurationIsAFailure(String time) throws IOException {
            CommandLineRun run =
                    run(
                            "hosts: {a: {programs: [sink, io.sockit.cli.Stubborn]}}",
                            time,
                            "--duration",
                            "50ms");

            assertEquals(1, run.status(), run.out() + run.err());
            assertTrue(
                    has(run, "FAILED +a/Stubborn does not end .* at io.sockit.cli.Stubborn.run.*"),
                    run.out());
        }

        @Test
        void captureWithoutItsJarNamesWhatIsMissing() throws IOException {
            CommandLineRun run = run(TWO, "--capture", "trace.nothing");

            assertEquals(2, run.status(), run.out());
            assertTrue(run.err().contains("writes '.nothing'"), run.err());
        }
    }

    @Nested
    class Errors {
        @Test
        void ofTheFileHaveTheirPlaceAndEndInTwo() throws IOException {
            CommandLineRun run = run("hosts: {a: {programs: [{run: ecko}]}}\ntime: x\n");

            assertEquals(2, run.status());
            assertTrue(run.err().contains("s.yaml:2:7: time: 'x'"), run.err());
        }

        @Test
        void ofTheHostsHaveTheirPlaceAndAreAllThere() throws IOException {
            CommandLineRun run =
                    run(
                            """
                            hosts:
                              a:
                                sysctls: {net.nothing: 1}
                                devices: {eth0: "foo:", lo: "loopback:"}
                                addresses: {eth0: 10.0.0.1/8, lo: 10.0.0.1/99}
                                routes: [{to: x, device: lo}]
                                neighbours: {lo: {10.0.0.7: zz}}
                                programs:
                                  - ecko
                                  - org.example.Nobody
                                  - java.lang.String
                                  - {run: source, with: {too: 1}}
                            """);

            assertEquals(2, run.status());
            List<String> lines = run.err().lines().toList();
            assertEquals(9, lines.size(), run.err());
            assertTrue(lines.get(0).contains("s.yaml:3:28: hosts.a.sysctls.net.nothing"));
            assertTrue(lines.get(1).contains(":4:21: hosts.a.devices.eth0: "), run.err());
            assertTrue(lines.get(1).contains("'foo' (expected: one of ["), run.err());
            assertTrue(run.err().contains("'ecko' (expected: 'echo'? one of ["), run.err());
            assertTrue(run.err().contains("no such class"), run.err());
            assertTrue(run.err().contains("is no program"), run.err());
            assertTrue(run.err().contains("(expected: 'to'? one of ["), run.err());
        }

        @Test
        void ofAnArgumentsValueHaveItsPlace() throws IOException {
            CommandLineRun run = run(TWO.replace("count: 50", "count: many"));

            assertEquals(2, run.status(), run.out());
            assertTrue(
                    run.err().contains("s.yaml:12:41: hosts.client.programs[0].with.count: "),
                    run.err());
            assertTrue(run.err().contains("'many' (expected: a whole number)"), run.err());
        }

        @Test
        void ofAnAddressThatIsGivenTwiceHaveItsPlace() throws IOException {
            CommandLineRun run =
                    run(
                            """
                            hosts:
                              a:
                                devices: {eth0: "link:x"}
                                addresses: {eth0: [10.0.0.1/8, fd00::1/64, "FD00:0::1/64"]}
                            """);

            assertEquals(2, run.status(), run.out());
            assertTrue(
                    run.err().contains("s.yaml:4:48: hosts.a.addresses.eth0[2]: 'FD00:0::1/64'"));
        }

        @Test
        void areNeverAStackTrace() throws IOException {
            CommandLineRun run = run(TWO.replace("to: \"10.0.0.2:7\", ", ""));

            assertEquals(2, run.status(), run.out());
            assertTrue(run.err().contains("to: missing"), run.err());
            assertFalse(run.err().contains("\tat "), run.err());
        }
    }
}
