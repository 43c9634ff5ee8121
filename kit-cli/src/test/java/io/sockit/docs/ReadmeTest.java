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

/// What README says is so: its example runs as printed, its tests and its links are there.
class ReadmeTest {
    private static final String WIRE = "link:wan?delay=20ms";

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
        String source = Checkout.read("kit-cli/src/test/java/io/sockit/docs/ReadmeTest.java");
        String runs = only("// README begins\n(.*?)// README ends", source).group(1);
        assertEquals(words(shown), words(runs.replace("out.println", "System.out.println")));
    }

    @Test
    void everyFeatureNamesATestThatIsThere() throws IOException {
        String table = only("<!-- features -->(.*?)<!-- /features -->", readme()).group(1);
        List<String> missing = new ArrayList<>();
        List<MatchResult> rows = Checkout.matches("\\| `(\\w+)(?:\\.(\\w+))?` \\|", table);
        assertFalse(rows.isEmpty());
        List<Path> tests = Checkout.tests();
        for (MatchResult row : rows) {
            String source = Checkout.source(tests, row.group(1));
            String method = row.group(2) == null ? "" : "void " + row.group(2) + "(";
            if (source.isEmpty() || !source.contains(method)) {
                missing.add(row.group());
            }
        }
        assertEquals(List.of(), missing);
    }

    @Test
    void everyLinkLeadsSomewhere() throws IOException {
        List<String> broken = new ArrayList<>();
        for (MatchResult link : Checkout.matches("\\]\\((?!http)([^)#]+)", readme())) {
            if (!Files.exists(Checkout.ROOT.resolve(link.group(1)))) {
                broken.add(link.group(1));
            }
        }
        assertEquals(List.of(), broken);
    }

    @Test
    void everyModuleIsInTheTable() throws IOException {
        String pom = Checkout.read("pom.xml");
        List<String> missing = new ArrayList<>();
        for (MatchResult module : Checkout.matches("<module>([^<]+)</module>", pom)) {
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

    private static String readme() throws IOException {
        return Checkout.read("README.md");
    }

    private static MatchResult only(String pattern, String text) {
        List<MatchResult> found = Checkout.matches(pattern, text);
        assertEquals(1, found.size(), pattern);
        return found.getFirst();
    }

    private static String words(String code) {
        return code.replaceAll("\\s+", " ").strip();
    }
}
