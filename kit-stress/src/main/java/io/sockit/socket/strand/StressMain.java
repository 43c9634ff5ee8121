package io.sockit.socket.strand;

import static java.nio.charset.StandardCharsets.UTF_8;

import org.openjdk.jcstress.JCStress;
import org.openjdk.jcstress.Options;
import org.openjdk.jcstress.infra.Status;
import org.openjdk.jcstress.infra.collectors.DiskReadCollector;
import org.openjdk.jcstress.infra.collectors.TestResult;
import org.openjdk.jcstress.infra.grading.TestGrading;

import java.io.File;
import java.io.PrintStream;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/// Runs the tests: `StressMain FOLDER [jcstress options…]`. Exits with 0 where all that must hold
/// holds, and every mutant shows that it does not; with 1 otherwise, naming the test. A mutant that
/// was lucky, as happens on a busy machine, is run again, for longer each time.
public final class StressMain {
    private static final int ROUNDS = 6;

    private StressMain() {}

    public static void main(String[] args) throws Exception {
        File folder = new File(args[0]);
        List<String> options = List.of(args).subList(1, args.length);
        Run run = run(new File(folder, "1"), ".*", options);
        Set<String> faults =
                run.notIn(run.passed).stream()
                        .filter(test -> !isMutant(test))
                        .map(
                                test ->
                                        run.failed.contains(test)
                                                ? test + " does not hold"
                                                : test + " did not run (too few processors?)")
                        .collect(Collectors.toCollection(TreeSet::new));
        Set<String> lucky = mutants(run.notIn(run.failed));
        for (int round = 2; round <= ROUNDS && !lucky.isEmpty(); round++) {
            Run again = run(new File(folder, "" + round), oneOf(lucky), longer(options, round));
            lucky.removeAll(again.failed);
        }
        lucky.forEach(test -> faults.add(test + " holds (expected: a forbidden outcome)"));
        int mutants = mutants(run.all).size();
        System.out.printf(
                "%d tests that must hold, %d mutants, %d faults%n",
                run.all.size() - mutants, mutants, faults.size());
        faults.forEach(System.out::println);
        System.exit(mutants > 0 && faults.isEmpty() ? 0 : 1);
    }

    private static boolean isMutant(String test) {
        return test.contains("Mutant");
    }

    private static Set<String> mutants(Set<String> tests) {
        return tests.stream()
                .filter(StressMain::isMutant)
                .collect(Collectors.toCollection(TreeSet::new));
    }

    private static String oneOf(Set<String> tests) {
        return tests.stream().map(Pattern::quote).collect(Collectors.joining("|", "^(", ")$"));
    }

    /// The options, with so many times the time.
    private static List<String> longer(List<String> options, int times) {
        List<String> longer = new ArrayList<>(options);
        int time = options.indexOf("-time") + 1;
        if (time > 0) {
            longer.set(time, "" + times * Integer.parseInt(options.get(time)));
        }
        return longer;
    }

    private static Run run(File folder, String tests, List<String> more) throws Exception {
        if (!folder.isDirectory() && !folder.mkdirs()) {
            throw new IllegalArgumentException(
                    "folder: " + folder + " (expected: one to write to)");
        }
        List<String> args = new ArrayList<>(List.of("-t", tests, "-r", folder.getPath()));
        args.addAll(more);
        Options options = new Options(args.toArray(new String[0]));
        if (!options.parse()) {
            throw new IllegalArgumentException("options: " + more);
        }
        Run run = run(options, new File(folder, "log.txt"));
        DiskReadCollector results = new DiskReadCollector(options.getResultFile(), run::add);
        results.dump();
        results.close();
        return run;
    }

    private static Run run(Options options, File file) throws Exception {
        PrintStream out = System.out;
        Run run = null;
        try (PrintStream log = new PrintStream(file, UTF_8)) {
            System.setOut(log);
            JCStress stress = new JCStress(options);
            run = new Run(stress.getTests());
            stress.run();
        } catch (AssertionError e) {
            if (run == null) {
                throw e;
            } // else jcstress lists in it what it found, as the results do
        } finally {
            System.setOut(out);
        }
        return run;
    }

    /// What a run found.
    private static final class Run {
        private final Set<String> all;
        private final Set<String> passed = new TreeSet<>();
        private final Set<String> failed = new TreeSet<>();

        Run(Set<String> all) {
            this.all = new TreeSet<>(all);
        }

        void add(TestResult result) {
            boolean pass = result.status() == Status.NORMAL && TestGrading.grade(result).isPassed;
            if (pass && !failed.contains(result.getName())) {
                passed.add(result.getName());
            } else if (!pass) {
                passed.remove(result.getName());
                failed.add(result.getName());
            }
        }

        Set<String> notIn(Set<String> some) {
            Set<String> rest = new TreeSet<>(all);
            rest.removeAll(some);
            return rest;
        }
    }
}
