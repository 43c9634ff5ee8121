package io.sockit.cli.scenario;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.OptionalLong;

class ScenariosTest {
    private static final Path FOLDER = Path.of("/folder");

    private static Scenario parse(String text) throws ScenarioException {
        return Scenarios.parse("s.yaml", text, FOLDER);
    }

    private static List<String> problems(String text) {
        return assertThrows(ScenarioException.class, () -> parse(text)).problems().stream()
                .map(Problem::toString)
                .toList();
    }

    private static String problem(String text) {
        List<String> all = problems(text);
        assertEquals(1, all.size(), all::toString);
        return all.getFirst();
    }

    @Nested
    class Reads {
        @Test
        void everyKey(@TempDir Path folder) throws Exception {
            Files.createDirectory(folder.resolve("jars"));
            Scenario scenario =
                    Scenarios.parse(
                            "s.yaml",
                            """
                            seed: 9
                            time: real
                            duration: 1.5m
                            plugins: [jars, /]
                            hosts:
                              a:
                                sysctls: {net.ipv4.ip_forward: 1}
                                devices: {eth0: "link:wan?delay=1ms"}
                                addresses: {eth0: [10.0.0.1/24, "fd00::1/64"]}
                                routes:
                                  - {to: default, via: 10.0.0.9, device: eth0}
                                neighbours: {eth0: {10.0.0.7: "02:00:00:00:00:07"}}
                                programs:
                                  - echo
                                  - run: org.example.Greeter
                                    name: hello
                                    with: {to: "10.0.0.2:7", ports: [1, 2]}
                                    thread: virtual
                                    delay: 20ms
                                    count: 3
                            expect:
                              - a.udp.sent >= 200
                              - a.eth0.received == a.hello.sent
                            """,
                            folder);

            assertEquals(9, scenario.seed());
            assertFalse(scenario.virtual());
            assertEquals(OptionalLong.of(90_000_000_000L), scenario.durationNanos());
            assertEquals(List.of(folder.resolve("jars"), Path.of("/")), scenario.plugins());
            HostPlan a = scenario.hosts().getFirst();
            assertEquals("a", a.name().text());
            assertEquals("net.ipv4.ip_forward", a.sysctls().getFirst().name());
            assertEquals("link:wan?delay=1ms", a.devices().getFirst().string().text());
            assertEquals(2, a.addresses().size());
            assertEquals("10.0.0.9", String.valueOf(a.routes().getFirst().via()));
            assertEquals("10.0.0.7", a.neighbours().getFirst().address());
            assertEquals("echo", a.programs().getFirst().name());
            ProgramPlan hello = a.programs().getLast();
            assertEquals("hello", hello.name());
            assertEquals("1,2", hello.arguments().get("ports").text());
            assertTrue(hello.virtualThread());
            assertEquals(20_000_000, hello.delayNanos());
            assertEquals(3, hello.count());
            assertEquals(new Check.Counter("a", "hello.sent"), scenario.checks().getLast().right());
        }

        @Test
        void virtualTimeAndSeedOneWhereNothingIsSaid() throws ScenarioException {
            Scenario scenario = parse("hosts: {a: {}}");

            assertTrue(scenario.virtual());
            assertEquals(1, scenario.seed());
            assertTrue(scenario.durationNanos().isEmpty());
        }

        @Test
        void folderOfTheScenarioInDeviceStrings() throws ScenarioException {
            Scenario scenario =
                    Scenarios.parse(
                            "s.yaml",
                            "hosts: {a: {devices: {e: 'pcap:${folder}/in.pcapng'}}}",
                            Path.of("/a & b"));

            assertEquals(
                    "pcap:/a %26 b/in.pcapng",
                    scenario.hosts().getFirst().devices().getFirst().string().text());
        }

        @Test
        void aliasesAsWhatTheyStandFor() throws ScenarioException {
            Scenario scenario =
                    parse(
                            """
                            hosts:
                              a: {devices: {eth0: &wire "link:wan"}}
                              b: {devices: {eth0: *wire}}
                            """);

            assertEquals(
                    "link:wan", scenario.hosts().getLast().devices().getFirst().string().text());
        }

        @Test
        void aFileFromItsFolder(@TempDir Path folder) throws Exception {
            Path file = Files.writeString(folder.resolve("s.yaml"), "hosts: {a: {}}");

            assertEquals(folder, Scenarios.read(file).folder());
        }
    }

    @Nested
    class Refuses {
        @ParameterizedTest
        @CsvSource(
                delimiter = '|',
                value = {
                    "seeds: 1|s.yaml:1:1: seeds: unknown key (expected: 'seed'? one of [compare,"
                            + " duration, expect, hosts, plugins, seed, time])",
                    "seed: x|s.yaml:1:7: seed: 'x' (expected: -9223372036854775808 to"
                            + " 9223372036854775807)",
                    "time: never|s.yaml:1:7: time: 'never' (expected: virtual or real)",
                    "duration: 5|s.yaml:1:11: duration: '5' (expected: a time such as 20ms (ns, us,"
                            + " ms, s, m, h))",
                    "seed: [1]|s.yaml:1:7: seed: a list (expected: a value)",
                    "seed:|s.yaml:1:6: seed: nothing (expected: a value)",
                })
        void valuesOfTheTop(String line, String problem) {
            assertEquals(problem, problem(line + "\nhosts: {a: {}}"));
        }

        @ParameterizedTest
        @CsvSource(
                delimiter = '|',
                value = {
                    "device: {}|hosts.a.device: unknown key (expected: 'devices'? one of"
                            + " [addresses, devices, neighbours, programs, routes, sysctls])",
                    "addresses: {eth1: 10.0.0.1/8}|hosts.a.addresses.eth1: no device 'eth1'"
                            + " (expected: 'eth0'? one of [eth0])",
                    "routes: {to: default}|hosts.a.routes: keys with values (expected: a list)",
                    "routes: [{via: 10.0.0.1, device: eth0}]|hosts.a.routes[0]: 'to' is missing",
                    "programs: [{with: {}}]|hosts.a.programs[0]: 'run' is missing",
                    "programs: [eth0]|hosts.a.programs[0]: name 'eth0' is that of an interface"
                            + " (expected: another one, given by 'name')",
                    "programs: [echo, echo]|hosts.a.programs[1]: name 'echo' is that of another"
                            + " program (expected: another one, given by 'name')",
                    "programs: [{run: x, count: 0}]|hosts.a.programs[0].count: '0' (expected: 1 to"
                            + " 10000)",
                })
        void valuesOfAHost(String line, String problem) {
            String text = "hosts:\n  a:\n    devices: {eth0: 'loopback:'}\n    ";
            // devices are taken back where the line itself has the key
            assertTrue(problem(text + line).endsWith(": " + problem), problem(text + line));
        }

        @ParameterizedTest
        @CsvSource(
                delimiter = '|',
                value = {
                    "a.udp.sent => 1|'=>' (expected: one of [==, !=, <=, >=, <, >])",
                    "a.udp.sent|'a.udp.sent' (expected: a check such as a.udp.sent >= 200)",
                    "a.x > 1|'x' (expected: a.x.NAME, a number that it counts)",
                    "1 < 1234567890123456789|'1234567890123456789' (expected: a number of at most"
                            + " 18 digits)",
                    "b.udp.sent > 1|host 'b' is not there (expected: 'a'? one of [a])",
                    "a.upd.sent > 1|'upd' of host a (expected: 'udp'? one of [dropped, eth0, icmp,"
                            + " icmp6, ip, ip6, udp, x], or a full name such as Udp.InDatagrams)",
                    "a.udp.snt > 1|'udp.snt' (expected: 'sent'? one of [dropped, received, sent])",
                    "a.eth0.sen > 1|'eth0.sen' (expected: 'sent'? one of [dropped, received,"
                            + " received-bytes, sent, sent-bytes])",
                })
        void checks(String check, String problem) {
            String text =
                    "hosts: {a: {devices: {eth0: 'loopback:'}, programs: [x]}}\nexpect:\n  - ";

            assertEquals("s.yaml:3:5: expect[0]: " + problem, problem(text + check));
        }

        @Test
        void allThatIsWrongInTheOrderOfTheFile() {
            assertEquals(
                    List.of(
                            "s.yaml:1:7: time: 'x' (expected: virtual or real)",
                            "s.yaml:2:9: hosts.9: host '9' (expected: a letter, then letters,"
                                    + " digits, '_', '-')",
                            "s.yaml:3:9: expect: 'y' (expected: a check such as a.udp.sent >="
                                    + " 200)"),
                    problems("time: x\nhosts: {9: {}}\nexpect: y\n"));
        }

        @Test
        void charactersThatAreNoneFarBehind() {
            String text = "# \ud83d\ude00 a comment\n".repeat(3_000) + "hosts: \u0007";

            assertEquals(
                    "s.yaml:3001:8: character U+0007 (expected: printable text)", problem(text));
        }

        @Test
        void charactersThatAreNone() {
            assertEquals(
                    "s.yaml:2:4: character U+0000 (expected: printable text)",
                    problem("hosts:\n  a\0: {}"));
        }

        @Test
        void keysThatAreNoNames() {
            assertEquals(
                    "s.yaml:2:3: hosts: a list as a key (expected: a name)",
                    problem("hosts:\n  [x]: {}\n  a: {}\n"));
            assertEquals(
                    "s.yaml:2:1: keys with values as a key (expected: a name)",
                    problem("hosts: {a: {}}\n{hosts: x}: y\n"));
        }

        @Test
        void versionsOfYamlThatThereAreNot() {
            assertEquals(
                    "s.yaml: %YAML 3.7 (expected: 1.2)", problem("%YAML 3.7\n---\nhosts: {}\n"));
        }

        @Test
        void moreThanOneDocument() {
            assertEquals(
                    "s.yaml:2:1: expected a single document in the stream, but found another"
                            + " document",
                    problem("hosts: {a: {}}\n---\nhosts: {}"));
        }

        @ParameterizedTest
        @CsvSource(
                delimiter = '|',
                value = {
                    "hosts: x|s.yaml:1:8: hosts: 'x' (expected: keys with values)",
                    "x|s.yaml:1:1: 'x' (expected: keys with values)",
                    "hosts: {a: {routes: [5]}}|s.yaml:1:22: hosts.a.routes[0]: '5' (expected: keys"
                            + " with values)",
                    "hosts: {a: {devices: {lo: [x]}, addresses: {lo: 10.0.0.1/8}}}|s.yaml:1:27:"
                            + " hosts.a.devices.lo: a list (expected: a value)",
                    "hosts: {a: {programs: [{run: sink, with: {listen: []}}]}}|s.yaml:1:43:"
                            + " hosts.a.programs[0].with.listen: an empty list (expected: a value"
                            + " or more)",
                    "{hosts: {a: {}}, plugins: nodir}|s.yaml:1:27: plugins: 'nodir' (expected: a"
                            + " folder of plug-ins)",
                    "{hosts: {a: {}}, compare: [{recorded: /no.pcap, answers: a}]}|s.yaml:1:29:"
                            + " compare[0].recorded: /no.pcap: no such file",
                })
        void oneMistakeOnce(String text, String problem) {
            assertEquals(List.of(problem), problems(text));
        }

        @Test
        void keysGivenTwice() {
            assertTrue(problems("hosts: {a: {}, a: {}}").toString().contains("a: given twice"));
        }

        @Test
        void brokenYamlAtItsPlace() {
            assertTrue(problem("hosts: {a: [").startsWith("s.yaml:1:13: "));
        }

        @Test
        void nothing() {
            assertEquals("s.yaml: empty (expected: hosts)", problem(""));
            assertEquals("s.yaml:1:1: no hosts (expected: at least one)", problem("seed: 1"));
            assertEquals(
                    "s.yaml:1:1: a list (expected: keys with values)", problems("[]").getFirst());
        }

        @Test
        void filesThatAreNotThereOrNoText(@TempDir Path folder) throws IOException {
            Path missing = folder.resolve("no.yaml");
            Path binary =
                    Files.write(
                            folder.resolve("b.yaml"),
                            new byte[] {'a', '\n', 'b', 'c', (byte) 0xff, 0});

            assertEquals(
                    missing + ": no such file",
                    assertThrows(ScenarioException.class, () -> Scenarios.read(missing))
                            .getMessage());
            assertEquals(
                    binary + ":2:3: byte 0xff (expected: UTF-8 text)",
                    assertThrows(ScenarioException.class, () -> Scenarios.read(binary))
                            .getMessage());
        }
    }

    /// What hostile text could cost.
    @Nested
    class Bounds {
        @Test
        void depth() {
            String deep = "[".repeat(100_000);

            assertEquals(
                    "s.yaml: too many lists and maps inside each other", problem("hosts: " + deep));
        }

        @Test
        void length() {
            assertTrue(problem("#".repeat((1 << 20) + 1)).contains("at most 1048576"));
        }

        @Test
        void nodes() {
            assertTrue(
                    problem("hosts: [" + "1,".repeat(100_001) + "]")
                            .endsWith("a list (expected: keys with values)"));
        }

        @Test
        void hosts() {
            StringBuilder text = new StringBuilder("hosts:\n");
            for (int i = 0; i <= 1_000; i++) {
                text.append("  h").append(i).append(": {}\n");
            }

            assertTrue(problem(text.toString()).contains("too many hosts"));
        }

        @Test
        void whatAliasesMultiply() {
            StringBuilder text = new StringBuilder("hosts:\n  a: &h\n    programs: &p\n");
            text.append("      - &q {run: x, with: &w {a: [").append("1,".repeat(500));
            text.append("]}}\n");
            for (int i = 0; i < 600; i++) {
                text.append("  h").append(i).append(": *h\n");
            }

            assertTrue(problems(text.toString()).toString().contains("by way of aliases"));
        }

        @Test
        void numberOfProblems() {
            String text = "hosts:\n" + "  9: {}\n".repeat(2_000);

            assertEquals(51, problems(text).size());
            assertEquals("s.yaml: and more", problems(text).getLast());
        }
    }
}
