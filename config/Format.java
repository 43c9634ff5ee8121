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

/// Checks or repairs the format of every Java file below a folder, in one JVM.
///
/// Called by the root pom as `java --class-path google-java-format.jar Format.java MODE ROOT`, with
/// the mode `check` (lists what is not formatted and exits with 1) or `write`.
final class Format {
    private Format() {}

    public static void main(String[] args) throws Exception {
        boolean check =
                switch (args[0]) {
                    case "check" -> true;
                    case "write" -> false;
                    default ->
                            throw new IllegalArgumentException(
                                    "mode: " + args[0] + " (expected: check or write)");
                };
        List<String> files = sources(Path.of(args[1]));
        if (files.isEmpty()) {
            return;
        }
        List<String> command = new ArrayList<>(List.of("--aosp"));
        command.addAll(
                check ? List.of("--dry-run", "--set-exit-if-changed") : List.of("--replace"));
        command.addAll(files);
        PrintWriter out = new PrintWriter(System.out, true);
        PrintWriter err = new PrintWriter(System.err, true);
        int status = new Main(out, err, System.in).format(command.toArray(String[]::new));
        out.flush();
        err.flush();
        if (status != 0 && check) {
            System.err.println(
                    "Not formatted: see above. mvn -N -Pformat process-sources mends it.");
        }
        System.exit(status);
    }

    private static List<String> sources(Path root) throws IOException {
        List<String> files = new ArrayList<>();
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
                            files.add(file.toString());
                        }
                        return FileVisitResult.CONTINUE;
                    }
                });
        files.sort(null);
        return files;
    }
}
