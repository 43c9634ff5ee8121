package io.sockit.cli.scenario;

import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;

import java.nio.file.Path;
import java.time.Duration;
import java.util.SplittableRandom;

/// Whatever a scenario's text is, it is read, or refused with its errors: nothing else comes out,
/// and not late. `-Dsockit.fuzz=SECONDS` goes on for longer.
class ScenarioFuzzTest {
    private static final long NANOS = Duration.ofSeconds(Long.getLong("sockit.fuzz", 2)).toNanos();

    /// Pieces that a mutation puts in.
    private static final String[] PIECES = {
        "hosts",
        ": ",
        "\n",
        "  ",
        "- ",
        "[",
        "]",
        "{",
        "}",
        "&a ",
        "*a",
        "!!str ",
        "<<: ",
        "\"",
        "'",
        "|",
        ">",
        "#",
        "%",
        "? ",
        "\t",
        "\0",
        "\ud800",
        "expect",
        "programs",
        "devices",
        "~",
        "1e9",
        "-1",
        "99999999999999999999",
        "${folder}",
        "${x}",
        "a.udp.sent",
        ">=",
        "...",
        "---",
    };

    private static final String SEED_TEXT =
            """
            seed: 9
            time: virtual
            duration: 10s
            plugins: [/]
            hosts:
              a: &a
                sysctls: {net.ipv4.ip_forward: 1}
                devices: {eth0: "link:wan?delay=1ms", lo: "loopback:${folder}"}
                addresses: {eth0: [10.0.0.1/24, "fd00::1/64"]}
                routes: [{to: default, via: 10.0.0.9, device: eth0}]
                neighbours: {eth0: {10.0.0.7: "02:00:00:00:00:07"}}
                programs:
                  - echo
                  - {run: source, with: {to: "10.0.0.2:7"}, thread: virtual, delay: 1s, count: 3}
              b: *a
            expect:
              - a.udp.sent >= 200
              - b.source.answered == a.echo.sent
            """;

    @Test
    void anyTextIsReadOrRefused() {
        SplittableRandom random = new SplittableRandom(7);
        long end = System.nanoTime() + NANOS;
        int refused = 0;
        while (System.nanoTime() < end) {
            if (!isRead(mutated(random))) {
                refused++;
            }
        }
        assertTrue(isRead(SEED_TEXT), "what is mutated is a scenario");
        assertTrue(refused > 0, "most do not");
    }

    private static boolean isRead(String text) {
        try {
            Scenarios.parse("fuzz", text, Path.of("/f"));
            return true;
        } catch (ScenarioException e) {
            assertFalse(e.problems().isEmpty());
            return false;
        } catch (Throwable t) {
            throw new AssertionError("text:\n" + text, t);
        }
    }

    private static String mutated(SplittableRandom random) {
        StringBuilder text = new StringBuilder(SEED_TEXT);
        for (int i = random.nextInt(6); i >= 0; i--) {
            int at = random.nextInt(text.length() + 1);
            int to = Math.min(text.length(), at + random.nextInt(20));
            switch (random.nextInt(5)) {
                case 0 -> text.delete(at, to);
                case 1 -> text.insert(at, PIECES[random.nextInt(PIECES.length)]);
                case 2 -> text.insert(random.nextInt(text.length() + 1), text.substring(at, to));
                case 3 -> text.insert(at, (char) random.nextInt(0x10000));
                default ->
                        text.insert(
                                at,
                                PIECES[random.nextInt(PIECES.length)].repeat(random.nextInt(40)));
            }
        }
        return text.toString();
    }
}
