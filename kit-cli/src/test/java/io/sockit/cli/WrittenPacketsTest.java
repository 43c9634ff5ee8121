package io.sockit.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.io.BufferedReader;
import java.io.File;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Pattern;

/// What the main job writes, decoded by tshark with all checksums checked.
class WrittenPacketsTest {
    private static final Path SAMPLES = Path.of("..", "samples").toAbsolutePath().normalize();

    /// Malformed packets, wrong checksums, and everything that an expert notes.
    private static final String COMPLAINTS =
            "_ws.malformed || _ws.expert.severity >= 4194304 || ip.checksum.status == 0"
                    + " || udp.checksum.status == 0";

    @TempDir private Path folder;

    @Test
    void tsharkDecodesEveryPacketWithoutAComplaint() throws Exception {
        assumeTrue(isInstalled("tshark"), "tshark is not on the PATH");
        Path answers = run();

        assertEquals(List.of(), tshark(answers, COMPLAINTS));
        assertEquals(436, tshark(answers, "udp.checksum.status == 1 && dns").size());
        assertEquals(2, tshark(answers, "dns && frame.number < 3").size());
    }

    private static boolean isInstalled(String program) {
        for (String place : System.getenv("PATH").split(Pattern.quote(File.pathSeparator), -1)) {
            if (Files.isExecutable(Path.of(place, program))) {
                return true;
            }
        }
        return false;
    }

    /// Runs the main job with its answers in a folder of the test.
    private Path run() throws IOException {
        Path answers = folder.resolve("answers.pcapng");
        String text =
                Files.readString(SAMPLES.resolve("dns.yaml"))
                        .replace("${folder}/../target/answers.pcapng", answers.toString())
                        .replace("../target/answers.pcapng", answers.toString())
                        .replace("${folder}", SAMPLES.toString())
                        .replaceAll("([\\w.-]+\\.zone)", SAMPLES + "/$1")
                        .replace("recorded: dns", "recorded: " + SAMPLES + "/dns")
                        .replace("queries: dns", "queries: " + SAMPLES + "/dns");
        Path scenario = Files.writeString(folder.resolve("dns.yaml"), text);
        CommandLineRun run = CommandLineRun.of("run", scenario.toString());
        assertEquals(0, run.status(), () -> run.out() + run.err());
        return answers;
    }

    private static List<String> tshark(Path file, String filter)
            throws IOException, InterruptedException {
        Process tshark =
                new ProcessBuilder(
                                "tshark",
                                "-n",
                                "-o",
                                "ip.check_checksum:TRUE",
                                "-o",
                                "udp.check_checksum:TRUE",
                                "-r",
                                file.toString(),
                                "-Y",
                                filter)
                        .redirectError(ProcessBuilder.Redirect.DISCARD)
                        .start();
        try (BufferedReader lines = tshark.inputReader(StandardCharsets.UTF_8)) {
            List<String> printed = lines.lines().toList();
            assertEquals(0, tshark.waitFor());
            return printed;
        }
    }
}
