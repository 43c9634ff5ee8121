package io.sockit.docs;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.sockit.api.Clock;
import io.sockit.api.Host;
import io.sockit.api.Network;
import io.sockit.api.Process;
import io.sockit.api.Sock;
import io.sockit.inet.Inet;
import io.sockit.inet.SockaddrIn;

import org.junit.jupiter.api.Test;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/// What README says is so: its example runs as printed, its tests and its links are there.
class ReadmeTest {
    private static final String WIRE = "link:wan?delay=20ms";
    private static final Path ROOT = root();

    @Test
    void exampleRunsAsPrinted() throws Exception {
        ByteArrayOutputStream printed = new ByteArrayOutputStream();
        example(new PrintStream(printed, true, UTF_8));
        assertEquals("hello after 20000000", printed.toString(UTF_8).strip());
        assertTrue(readme().contains("`hello after 20000000`"));
    }

    @Test
    void exampleIsTheOneThatRuns() throws IOException {
        String shown = only("```java\n(.*?)```", readme()).group(1);
        String source =
                Files.readString(
                        ROOT.resolve("kit-cli/src/test/java/io/sockit/docs/ReadmeTest.java"));
        String runs = only("// README begins\n(.*?)// README ends", source).group(1);
        assertEquals(words(shown), words(runs.replace("out.println", "System.out.println")));
    }

    @Test
    void everyFeatureNamesATestThatIsThere() throws IOException {
        String table = only("<!-- features -->(.*?)<!-- /features -->", readme()).group(1);
        List<String> missing = new ArrayList<>();
        List<MatchResult> rows = matches("\\| `(\\w+)(?:\\.(\\w+))?` \\|", table);
        assertFalse(rows.isEmpty());
        List<Path> tests = tests();
        for (MatchResult row : rows) {
            if (!isTest(tests, row.group(1), row.group(2))) {
                missing.add(row.group());
            }
        }
        assertEquals(List.of(), missing);
    }

    @Test
    void everyLinkLeadsSomewhere() throws IOException {
        List<String> broken = new ArrayList<>();
        for (MatchResult link : matches("\\]\\((?!http)([^)#]+)", readme())) {
            if (!Files.exists(ROOT.resolve(link.group(1)))) {
                broken.add(link.group(1));
            }
        }
        assertEquals(List.of(), broken);
    }

    @Test
    void everyModuleIsInTheTable() throws IOException {
        String pom = Files.readString(ROOT.resolve("pom.xml"));
        List<String> missing = new ArrayList<>();
        for (MatchResult module : matches("<module>([^<]+)</module>", pom)) {
            if (!readme().contains("| `" + module.group(1) + "` |")) {
                missing.add(module.group(1));
            }
        }
        assertEquals(List.of(), missing);
    }

    private static void example(PrintStream out) throws Exception {
        // README begins
        try (Network net = Network.create(Clock.virtual(), 7);
                Host a = net.host("a").device("eth0", WIRE).address("eth0", "10.0.0.1/24").start();
                Host b =
                        net.host("b").device("eth0", WIRE).address("eth0", "10.0.0.2/24").start()) {
            Process client = a.process();
            Process server = b.process();
            int there = server.socket(Inet.AF_INET, Sock.SOCK_DGRAM, 0);
            server.bind(there, SockaddrIn.parse("10.0.0.2:7"));
            int here = client.socket(Inet.AF_INET, Sock.SOCK_DGRAM, 0);
            client.sendto(here, "hello".getBytes(UTF_8), 0, 5, 0, SockaddrIn.parse("10.0.0.2:7"));
            byte[] buffer = new byte[100];
            int length = server.recv(there, buffer, 0, buffer.length, 0);
            out.println(new String(buffer, 0, length, UTF_8) + " after " + net.clock().nanoTime());
        }
        // README ends
    }

    /// The sources of all tests.
    private static List<Path> tests() throws IOException {
        try (Stream<Path> files = Files.walk(ROOT)) {
            return files.filter(path -> path.toString().endsWith(".java"))
                    .filter(path -> path.toString().contains("/src/test/"))
                    .toList();
        }
    }

    private static boolean isTest(List<Path> tests, String type, String method) throws IOException {
        for (Path source : tests) {
            if (source.endsWith(type + ".java")
                    && (method == null
                            || Files.readString(source).contains("void " + method + "("))) {
                return true;
            }
        }
        return false;
    }

    private static String readme() throws IOException {
        return Files.readString(ROOT.resolve("README.md"));
    }

    private static MatchResult only(String pattern, String text) {
        List<MatchResult> found = matches(pattern, text);
        assertEquals(1, found.size(), pattern);
        return found.getFirst();
    }

    private static List<MatchResult> matches(String pattern, String text) {
        return Pattern.compile(pattern, Pattern.DOTALL).matcher(text).results().toList();
    }

    private static String words(String code) {
        return code.replaceAll("\\s+", " ").strip();
    }

    /// The folder that holds README, from wherever the build runs a module's tests.
    private static Path root() {
        Path folder = Path.of("").toAbsolutePath();
        while (folder != null && !Files.exists(folder.resolve("sockit"))) {
            folder = folder.getParent();
        }
        if (folder == null) {
            throw new IllegalStateException("no checkout around " + Path.of("").toAbsolutePath());
        }
        return folder;
    }
}
