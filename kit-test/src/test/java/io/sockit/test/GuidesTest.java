package io.sockit.test;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/// The guides under `docs` show the files of living examples, whole and as they are.
class GuidesTest {
    private static final Path ROOT = Path.of("..").toAbsolutePath().normalize();

    /// A path in backticks on a line of its own, and the block that follows.
    private static final Pattern LISTING =
            Pattern.compile("(?ms)^`([^`\\n]+)`:\\n\\n```\\w+\\n(.*?)^```$");

    @Test
    void familyGuideShowsAllOfProtoRing() throws IOException {
        Path example = ROOT.resolve("examples/proto-ring");
        Map<String, String> shown = shown("adding-a-family.md", example);
        assertTrue(shown.keySet().containsAll(mainFiles(example)), shown.keySet()::toString);
    }

    @Test
    void deviceGuideShowsAllOfDevLoopback() throws IOException {
        Path example = ROOT.resolve("dev-loopback");
        Map<String, String> shown = shown("adding-a-device.md", example);
        assertTrue(shown.keySet().containsAll(mainFiles(example)), shown.keySet()::toString);
    }

    /// The listings of a guide, each the same as its file.
    private static Map<String, String> shown(String guide, Path example) throws IOException {
        String text = Files.readString(ROOT.resolve("docs").resolve(guide));
        Map<String, String> listings = new TreeMap<>();
        Matcher matcher = LISTING.matcher(text);
        while (matcher.find()) {
            String path = matcher.group(1);
            assertEquals(Files.readString(example.resolve(path)), matcher.group(2), path);
            listings.put(path, matcher.group(2));
        }
        return listings;
    }

    private static Set<String> mainFiles(Path example) throws IOException {
        try (Stream<Path> files = Files.walk(example.resolve("src/main"))) {
            Set<String> paths = new TreeSet<>();
            files.filter(Files::isRegularFile)
                    .forEach(file -> paths.add(example.relativize(file).toString()));
            return paths;
        }
    }
}
