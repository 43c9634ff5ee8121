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

class PluginsVerbTest {
    @TempDir private Path folder;

    @ParameterizedTest
    @ValueSource(
            strings = {
                "family +AF_INET \\(2\\) +inet ",
                "family +AF_INET6 \\(10\\) +inet ",
                "device +loopback +loopback ",
                "device +link +link ",
                "network +.*0x0800 +inet ",
                "transport.* +udp ",
            })
    void listsEveryContributionWithItsJar(String row) {
        CommandLineRun run = CommandLineRun.of("plugins");

        assertEquals(0, run.status(), run.err());
        assertTrue(
                run.out().lines().anyMatch(line -> line.matches(row + ".* LOADED +\\d+ +\\S.*")),
                run.out());
    }

    @Test
    void namesARefusedJarWithItsReason() throws IOException {
        Files.createDirectory(folder.resolve("bad"));
        Files.writeString(folder.resolve("bad/bad.jar"), "this is no jar");

        CommandLineRun run = CommandLineRun.of("plugins", "--plugins", folder.toString());

        assertEquals(0, run.status(), run.err());
        assertTrue(
                run.out().lines().anyMatch(l -> l.startsWith("refused: ") && l.contains("bad")),
                run.out());
    }

    @Test
    void loadingABadJarFails() throws IOException {
        Files.writeString(folder.resolve("bad.jar"), "this is no jar");

        CommandLineRun run = CommandLineRun.of("plugins", "--load", folder.toString());

        assertEquals(1, run.status(), run.out());
        assertTrue(run.err().startsWith("sockit: "), run.err());
        assertTrue(run.err().contains("bad.jar"), run.err());
    }

    @Test
    void loadingFromNowhereFails() {
        CommandLineRun run = CommandLineRun.of("plugins", "--load", folder + "/nowhere");

        assertEquals(1, run.status(), run.out());
        assertTrue(run.err().contains("ENOENT"), run.err());
    }
}
