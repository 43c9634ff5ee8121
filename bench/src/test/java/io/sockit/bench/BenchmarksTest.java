package io.sockit.bench;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.openjdk.jmh.runner.BenchmarkList;
import org.openjdk.jmh.runner.BenchmarkListEntry;
import org.openjdk.jmh.runner.Runner;
import org.openjdk.jmh.runner.RunnerException;
import org.openjdk.jmh.runner.format.OutputFormat;
import org.openjdk.jmh.runner.format.OutputFormatFactory;
import org.openjdk.jmh.runner.options.VerboseMode;

import java.io.OutputStream;
import java.io.PrintStream;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;

/// Runs every benchmark once, so that none can rot.
class BenchmarksTest {
    private static final OutputFormat SILENCE =
            OutputFormatFactory.createFormatInstance(
                    new PrintStream(OutputStream.nullOutputStream()), VerboseMode.SILENT);

    @BeforeAll
    static void runsBesideOtherRuns() {
        System.setProperty("jmh.ignoreLock", "true");
    }

    static List<String> subjects() {
        return Catalogue.ROWS.stream().map(row -> row.subject().getName()).distinct().toList();
    }

    @ParameterizedTest
    @MethodSource("subjects")
    void runsOnce(String subject) throws RunnerException {
        List<Comparison> rows =
                Catalogue.ROWS.stream()
                        .filter(row -> row.subject().getName().equals(subject))
                        .toList();

        List<Measured> measured = run(rows);

        for (Comparison row : rows) {
            assertTrue(measured.stream().anyMatch(m -> m.is(row.subject(), row.ours())));
            assertTrue(
                    row.theirs().isEmpty()
                            || measured.stream().anyMatch(m -> m.is(row.subject(), row.theirs())));
        }
        assertFalse(Verdict.of(rows, measured).isEmpty());
    }

    private static List<Measured> run(List<Comparison> rows) throws RunnerException {
        Runner runner =
                new Runner(
                        Runs.once(Runs.options(Arguments.parse(List.of()), rows)).build(), SILENCE);
        List<Measured> measured = new ArrayList<>();
        runner.run().forEach(result -> measured.add(Measured.of(result)));
        return measured;
    }

    @Test
    void catalogueNamesEverySubject() {
        Set<String> found =
                BenchmarkList.defaultList().getAll(SILENCE, List.of()).stream()
                        .map(BenchmarkListEntry::getUserClassQName)
                        .collect(Collectors.toCollection(TreeSet::new));

        assertEquals(new TreeSet<>(subjects()), found);
    }
}
