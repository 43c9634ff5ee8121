import com.google.googlejavaformat.java.Main;

import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// Checks or mends the format of every Java file below a folder, in one JVM.
///
/// Called by the root pom as `java --class-path google-java-format.jar Format.java MODE ROOT`, with
/// the mode `check` (lists the files that are not formatted and exits with 1) or `write`.
///
/// The formatter breaks a `///` line that is too long into one `///` and one `//` line, which would
/// cut the documentation off what it documents: `write` makes `///` of them again and wraps what
/// follows in the paragraph, `check` names such a file.
final class Format {
    private static final int COLUMNS = 100;

    /// The second half of a line that the formatter broke: its indentation, its words.
    private static final Pattern BROKEN_OFF = Pattern.compile("( *)//(?!/) *(.+)");

    /// A line of documentation that may go on a paragraph: no item, table, fence, heading or tag.
    private static final Pattern TEXT =
            Pattern.compile(" *///( +)(?!- |\\* |\\d+\\. |\\||```|#|@|>)(\\S.*)");

    private Format() {}

    public static void main(String[] args) throws Exception {
        String mode = args[0];
        Path root = Path.of(args[1]);
        boolean clean =
                switch (mode) {
                    case "check" -> check(root);
                    case "write" -> write(root);
                    default -> throw new IllegalArgumentException("mode: " + mode);
                };
        System.exit(clean ? 0 : 1);
    }

    private static boolean check(Path root) throws Exception {
        List<Path> files = sources(root);
        boolean clean = format(files, "--dry-run", "--set-exit-if-changed");
        for (Path file : files) {
            String text = Files.readString(file);
            if (!joinDocs(text).equals(text)) {
                System.out.println(file + " (a // line continues a /// comment)");
                clean = false;
            }
        }
        if (!clean) {
            System.err.println("Not formatted: see above. Mend: mvn -N -Pformat process-sources");
        }
        return clean;
    }

    private static boolean write(Path root) throws Exception {
        List<Path> files = sources(root);
        boolean clean = format(files, "--replace");
        for (Path file : files) {
            String text = Files.readString(file);
            String joined = joinDocs(text);
            if (!joined.equals(text)) {
                Files.writeString(file, joined);
            }
        }
        return clean;
    }

    private static boolean format(List<Path> files, String... flags) throws Exception {
        if (files.isEmpty()) {
            return true;
        }
        List<String> command = new ArrayList<>(List.of("--aosp"));
        command.addAll(List.of(flags));
        files.forEach(file -> command.add(file.toString()));
        PrintWriter out = new PrintWriter(System.out, true);
        PrintWriter err = new PrintWriter(System.err, true);
        int status = new Main(out, err, System.in).format(command.toArray(String[]::new));
        out.flush();
        err.flush();
        return status == 0;
    }

    private static String joinDocs(String text) {
        List<String> lines = new ArrayList<>(List.of(text.split("\n", -1)));
        for (int i = 1; i < lines.size(); i++) {
            Matcher broken = BROKEN_OFF.matcher(lines.get(i));
            if (!lines.get(i - 1).strip().startsWith("///") || !broken.matches()) {
                continue;
            }
            String indent = broken.group(1);
            Matcher next = TEXT.matcher(i + 1 < lines.size() ? lines.get(i + 1) : "");
            String line = indent + "/// " + broken.group(2);
            if (next.matches()) {
                line = indent + "///" + next.group(1) + broken.group(2) + " " + next.group(2);
                lines.remove(i);
            }
            int cut = line.length() <= COLUMNS ? line.length() : line.lastIndexOf(' ', COLUMNS);
            lines.set(i, line.substring(0, cut));
            if (cut < line.length()) {
                lines.add(i + 1, indent + "//" + line.substring(cut)); // the next to be joined
            }
        }
        return String.join("\n", lines);
    }

    private static List<Path> sources(Path root) throws IOException {
        List<Path> files = new ArrayList<>();
        Files.walkFileTree(
                root,
                new SimpleFileVisitor<>() {
                    @Override
                    public FileVisitResult preVisitDirectory(Path dir, BasicFileAttributes attrs) {
                        String name = dir.getFileName().toString();
                        return !dir.equals(root) && (name.equals("target") || name.startsWith("."))
                                ? FileVisitResult.SKIP_SUBTREE
                                : FileVisitResult.CONTINUE;
                    }

                    @Override
                    public FileVisitResult visitFile(Path file, BasicFileAttributes attrs) {
                        if (file.toString().endsWith(".java")) {
                            files.add(file);
                        }
                        return FileVisitResult.CONTINUE;
                    }
                });
        files.sort(null);
        return files;
    }
}
