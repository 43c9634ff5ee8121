package io.sockit.packetdrill;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.sockit.packetdrill.script.Parser;
import io.sockit.packetdrill.script.ScriptException;

import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/// Our own scripts over TCP, written from the RFCs. Linux 6.18 passes them, run by the original
/// tool.
class TcpScriptsTest {
    @Test
    void allAreRead() throws IOException {
        List<String> refused = new ArrayList<>();
        List<Path> scripts = OwnScripts.below("tcp");
        for (Path script : scripts) {
            try {
                Map<String, String> defines = Variant.IPV4.defines(Map.of());
                Parser.parse(script.toString(), Files.readString(script), defines);
            } catch (ScriptException e) {
                refused.add(e.getMessage());
            }
        }
        assertEquals(List.of(), refused);
        assertTrue(scripts.size() >= 150, scripts.size() + " scripts");
    }

    @TestFactory
    Stream<DynamicTest> scripts() {
        return OwnScripts.tests("tcp");
    }
}
