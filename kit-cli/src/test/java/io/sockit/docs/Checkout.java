package io.sockit.docs;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/// The files of the project, for tests of what its pages say.
final class Checkout {
    /// The folder that holds README, from wherever the build runs a module's tests.
    static final Path ROOT = root();

    private Checkout() {}

    static String read(String file) throws IOException {
        return Files.readString(ROOT.resolve(file));
    }

    /// The sources of all tests.
    static List<Path> tests() throws IOException {
        try (Stream<Path> files = Files.walk(ROOT)) {
            return files.filter(path -> path.toString().endsWith(".java"))
                    .filter(path -> path.toString().contains("/src/test/"))
                    .toList();
        }
    }

    /// The sources of the test classes of a name, empty where there are not any.
    static String source(List<Path> tests, String type) throws IOException {
        StringBuilder found = new StringBuilder();
        for (Path source : tests) {
            if (source.endsWith(type + ".java")) {
                found.append(Files.readString(source));
            }
        }
        return found.toString();
    }

    /// The annotations, the signature and the text of a test method, where the source has it.
    static Optional<String> method(String source, String name) {
        List<MatchResult> found =
                matches(
                        "\n"
                            + "( +)@(?:Test|ParameterizedTest|Property|Example)\\b[^;{}]*?(?:\\{[^;{}]*}[^;{}]*?)?void"
                            + " "
                                + name
                                + "\\(.*?\n\\1}\n",
                        source);
        return found.stream().findFirst().map(MatchResult::group);
    }

    static List<MatchResult> matches(String pattern, String text) {
        return Pattern.compile(pattern, Pattern.DOTALL).matcher(text).results().toList();
    }

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
