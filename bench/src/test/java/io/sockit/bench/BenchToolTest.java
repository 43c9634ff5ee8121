package io.sockit.bench;

import static org.junit.jupiter.api.Assertions.assertAll;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.spi.ToolProvider;

class BenchToolTest {
    private final StringWriter out = new StringWriter();
    private final StringWriter err = new StringWriter();

    private int bench(String... arguments) {
        return ToolProvider.findFirst("sockit-bench")
                .orElseThrow()
                .run(new PrintWriter(out), new PrintWriter(err), arguments);
    }

    @Test
    void listsSubjectsOfAModule() {
        assertEquals(0, bench("proto-udp", "--list"));

        assertAll(
                () ->
                        assertTrue(
                                out.toString().contains("UdpPingPong beside kernel, bar <= 0.025")),
                () -> assertTrue(out.toString().lines().allMatch(l -> l.startsWith("proto-udp "))));
    }

    @Test
    void takesAModuleByItsShortName() {
        assertEquals(0, bench("udp", "--list"));

        assertTrue(out.toString().lines().allMatch(l -> l.startsWith("proto-udp ")));
    }

    @Test
    void namesTheModulesWhereOneIsUnknown() {
        assertEquals(2, bench("proto-tpc"));

        assertTrue(err.toString().contains("module: proto-tpc (expected: "), err.toString());
        assertTrue(
                err.toString().contains("kit-socket or socket, proto-udp or udp"), err.toString());
    }

    @Test
    void namesTheOptionsWhereOneIsUnknown() {
        assertEquals(2, bench("--fast"));

        assertTrue(err.toString().contains("option: --fast (expected: --quick"), err.toString());
    }

    @Test
    void refusesJsonWithoutAFile() {
        assertEquals(2, bench("--json"));

        assertTrue(err.toString().contains("--json: no file"), err.toString());
    }

    @Test
    void explainsItself() {
        assertEquals(0, bench("--help"));

        assertTrue(out.toString().startsWith("Usage: sockit bench [MODULE]..."), out.toString());
    }
}
