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

/// Checks or mends the format of every Java file below a folder, in one JVM.
///
/// Called by the root pom as `java --class-path google-java-format.jar Format.java MODE ROOT`, with
/// the mode `check` (lists the files that are not formatted and exits with 1) or `write`.
///
/// The formatter breaks a `///` line that is too long into one `///` and one `//` line, which would
/// cut the documentation off what it documents: `write` makes `///` of them again, `check` names
/// such a file.
final class Format {
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
        String[] lines = text.split("\n", -1);
        boolean inDocs = false;
        for (int i = 0; i < lines.length; i++) {
            String line = lines[i].strip();
            if (inDocs && line.startsWith("//") && !line.startsWith("///")) {
                lines[i] = lines[i].replaceFirst("//", "///");
            }
            inDocs = lines[i].strip().startsWith("///");
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
