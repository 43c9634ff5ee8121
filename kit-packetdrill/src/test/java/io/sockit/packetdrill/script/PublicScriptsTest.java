package io.sockit.packetdrill.script;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.sockit.packetdrill.Variant;

import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/// The public scripts are read, where a checkout of them is named:
/// `-Dpacketdrill.scripts=…/gtests`.
class PublicScriptsTest {
    /// No test where none is named: nothing is skipped that a build could run.
    @TestFactory
    Stream<DynamicTest> scripts() {
        return Stream.ofNullable(System.getProperty("packetdrill.scripts"))
                .map(folder -> DynamicTest.dynamicTest(folder, () -> allAreRead(Path.of(folder))));
    }

    private static void allAreRead(Path folder) throws IOException {
        List<String> refused = new ArrayList<>();
        int read = 0;
        for (Path script : below(folder)) {
            try {
                Map<String, String> defines = Variant.IPV4.defines(Map.of("MSS", "1460"));
                Parser.parse(script.toString(), Files.readString(script), defines);
                read++;
            } catch (ScriptException e) {
                refused.add(e.getMessage());
            }
        }
        assertEquals(List.of(), refused, read + " read");
    }

    private static List<Path> below(Path folder) throws IOException {
        try (Stream<Path> files = Files.walk(folder)) {
            return files.filter(file -> file.toString().endsWith(".pkt")).toList();
        }
    }
}
