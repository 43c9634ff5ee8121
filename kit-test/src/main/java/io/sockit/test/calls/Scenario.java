package io.sockit.test.calls;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/// One scenario of a file of call scripts.
///
/// @param name what it shows
/// @param needs what a family must have for it
/// @param lines its calls
record Scenario(String name, Set<String> needs, List<Line> lines) {
    /// A call with the answer that is expected.
    ///
    /// @param number where it is in its file, from 1
    record Line(int number, String text) {}

    /// The scenarios of a resource beside this class.
    static List<Scenario> of(String resource) {
        try (InputStream in = Scenario.class.getResourceAsStream(resource)) {
            if (in == null) {
                throw new IllegalArgumentException("call scripts: " + resource + " (not there)");
            }
            return parse(new String(in.readAllBytes(), StandardCharsets.UTF_8));
        } catch (IOException e) {
            throw new UncheckedIOException(resource, e);
        }
    }

    static List<Scenario> parse(String text) {
        Scenario before = new Scenario("", new HashSet<>(), new ArrayList<>());
        List<Scenario> found = new ArrayList<>();
        Scenario current = before;
        int number = 0;
        for (String line : text.lines().toList()) {
            number++;
            if (line.startsWith("== ")) {
                current =
                        new Scenario(
                                line.substring(3), new HashSet<>(before.needs), new ArrayList<>());
                found.add(current);
            } else if (line.startsWith("needs: ")) {
                current.needs.addAll(List.of(line.substring(7).split(" ")));
            } else if (!line.isEmpty() && !line.startsWith("#")) {
                current.lines.add(new Line(number, line));
            }
        }
        return found;
    }
}
