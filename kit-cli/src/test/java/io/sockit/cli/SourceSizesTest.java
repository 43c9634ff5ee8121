package io.sockit.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.sun.source.tree.CompilationUnitTree;
import com.sun.source.tree.LineMap;
import com.sun.source.tree.MethodTree;
import com.sun.source.util.JavacTask;
import com.sun.source.util.SourcePositions;
import com.sun.source.util.TreeScanner;
import com.sun.source.util.Trees;

import org.junit.jupiter.api.Test;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;

import javax.tools.JavaCompiler;
import javax.tools.StandardJavaFileManager;
import javax.tools.ToolProvider;

/// Small files and small methods, over the sources of all modules.
class SourceSizesTest {
    /// The root of the project: tests run in their module's folder.
    private static final Path ROOT =
            Objects.requireNonNull(Path.of("").toAbsolutePath().getParent());

    /// A file or a method, and how many lines it has.
    private record Size(String what, int lines) {}

    @Test
    void mainFilesAreSmall() {
        List<Size> files = files("src/main/java");

        assertFalse(files.isEmpty());
        assertTrue(quantile(files, 0.5) <= 120, "median: " + quantile(files, 0.5));
        assertTrue(quantile(files, 0.9) < 350, "9 of 10: " + quantile(files, 0.9));
        assertEquals(List.of(), over(files, 500));
    }

    @Test
    void testFilesAreNotLarge() {
        assertEquals(List.of(), over(files("src/test/java"), 800));
    }

    @Test
    void methodsAreSmall() throws IOException {
        List<Size> methods = methods();

        assertFalse(methods.isEmpty());
        assertTrue(quantile(methods, 0.9) < 20, "9 of 10: " + quantile(methods, 0.9));
        assertEquals(List.of(), over(methods, 60));
    }

    private static List<Size> over(List<Size> sizes, int most) {
        return sizes.stream().filter(size -> size.lines() > most).toList();
    }

    private static int quantile(List<Size> sizes, double share) {
        int[] lines = sizes.stream().mapToInt(Size::lines).sorted().toArray();
        return lines[(int) Math.ceil(share * lines.length) - 1];
    }

    private static List<Path> sources(String folder) {
        try (Stream<Path> modules = Files.list(ROOT)) {
            return modules.map(module -> module.resolve(folder))
                    .filter(Files::isDirectory)
                    .flatMap(SourceSizesTest::javaFiles)
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static Stream<Path> javaFiles(Path folder) {
        try (Stream<Path> files = Files.walk(folder)) {
            return files.filter(file -> file.toString().endsWith(".java")).toList().stream();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static List<Size> files(String folder) {
        return sources(folder).stream()
                .map(file -> new Size(ROOT.relativize(file).toString(), lines(file)))
                .toList();
    }

    private static int lines(Path file) {
        try {
            return Files.readAllLines(file).size();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static List<Size> methods() throws IOException {
        JavaCompiler compiler = ToolProvider.getSystemJavaCompiler();
        List<Size> methods = new ArrayList<>();
        try (StandardJavaFileManager files = compiler.getStandardFileManager(null, null, null)) {
            JavacTask task =
                    (JavacTask)
                            compiler.getTask(
                                    null,
                                    files,
                                    null,
                                    null,
                                    null,
                                    files.getJavaFileObjectsFromPaths(sources("src/main/java")));
            SourcePositions positions = Trees.instance(task).getSourcePositions();
            for (CompilationUnitTree unit : task.parse()) {
                new Methods(unit, positions, methods).scan(unit, null);
            }
        }
        return methods;
    }

    /// Measures the bodies of methods.
    private static final class Methods extends TreeScanner<Void, Void> {
        private final CompilationUnitTree unit;
        private final SourcePositions positions;
        private final List<Size> methods;

        Methods(CompilationUnitTree unit, SourcePositions positions, List<Size> methods) {
            this.unit = unit;
            this.positions = positions;
            this.methods = methods;
        }

        @Override
        public Void visitMethod(MethodTree method, Void nothing) {
            if (method.getBody() != null) {
                LineMap lines = unit.getLineMap();
                long first =
                        lines.getLineNumber(positions.getStartPosition(unit, method.getBody()));
                long last = lines.getLineNumber(positions.getEndPosition(unit, method.getBody()));
                String file = unit.getSourceFile().getName();
                methods.add(new Size(file + ": " + method.getName(), (int) (last - first) + 1));
            }
            return super.visitMethod(method, null);
        }
    }
}
