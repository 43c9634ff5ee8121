package io.sockit.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.sockit.api.Host;
import io.sockit.api.Network;
import io.sockit.spi.HostProgram;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;

/// What docs/scenarios.md says is so: its examples run, and it has every key.
class ScenarioPageTest {
    private static final Path PAGE =
            Path.of("").toAbsolutePath().resolveSibling("docs").resolve("scenarios.md");

    @TempDir private Path folder;

    private static List<String> blocks(String kind) throws IOException {
        return Pattern.compile("^```" + kind + "\n(.*?)^```$", Pattern.DOTALL | Pattern.MULTILINE)
                .matcher(Files.readString(PAGE))
                .results()
                .map((MatchResult block) -> block.group(1))
                .toList();
    }

    @Test
    void everyExampleRunsAndItsChecksHold() throws Exception {
        List<String> examples = blocks("yaml");
        assertTrue(examples.size() >= 3);
        PluginJar.writeWithoutPlugin(
                folder.resolve("jars/org"), "org.example.Greeter", blocks("java").getFirst());
        for (String example : examples) {
            Path file = Files.writeString(folder.resolve("s.yaml"), example);
            CommandLineRun run =
                    CommandLineRun.of(
                            "run", file.toString(), "--plugins", folder.resolve("jars").toString());
            assertEquals(0, run.status(), example + run.out() + run.err());
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"x: 1", "hosts: {a: {x: 1}}", "hosts: {a: {programs: [{x: 1}]}}"})
    void hasEveryKey(String wrong) throws IOException {
        Path file = Files.writeString(folder.resolve("s.yaml"), wrong + "\n");
        String told = CommandLineRun.of("run", file.toString()).err();
        MatchResult keys =
                Pattern.compile("one of \\[([^]]+)]")
                        .matcher(told)
                        .results()
                        .findFirst()
                        .orElseThrow();
        String page = Files.readString(PAGE);
        for (String key : keys.group(1).split(", ", -1)) {
            assertTrue(page.contains("| `" + key + "` | "), key);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"echo", "sink", "source", "supervisor", "worker"})
    void hasEveryArgumentOfAProgram(String name) throws IOException {
        String row =
                Files.readString(PAGE)
                        .lines()
                        .filter(line -> line.startsWith("| `" + name + "` | "))
                        .findFirst()
                        .orElseThrow();
        try (Network network = Network.create(1);
                Host host = network.host("a").start()) {
            HostProgram program = host.extensions().of(HostProgram.POINT).find(name).value();
            for (String argument : program.arguments()) {
                assertTrue(row.contains("`" + argument + "`"), argument);
            }
        }
    }
}
