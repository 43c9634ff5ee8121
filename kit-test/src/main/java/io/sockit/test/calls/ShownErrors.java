package io.sockit.test.calls;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;

/// The errors that the call scripts show. A script that is run proves each of its answers, so the
/// text of the scripts tells what calls answer.
public final class ShownErrors {
    private static final Pattern ERROR = Pattern.compile("E[A-Z0-9]+");

    private ShownErrors() {}

    /// An error that a call answers.
    ///
    /// @param call its name in the scripts
    /// @param errno its C name
    /// @param scenario where, as `file: name`
    public record Shown(String call, String errno, String scenario) {}

    /// What scenarios show that need a family; names of files are the host's, not a family's.
    ///
    /// @param family its name, such as `unix`
    /// @param features what it says it has ([CallScriptContract#features()])
    public static List<Shown> of(String family, Set<String> features) {
        Set<String> has = new HashSet<>(features);
        has.add("files");
        return scenarios(Set.of("kit", family)).entrySet().stream()
                .filter(each -> !ofFiles(each.getKey()))
                .filter(each -> each.getKey().needs().stream().allMatch(has::contains))
                .flatMap(each -> each.getValue().stream())
                .toList();
    }

    /// What scenarios show that need no family.
    public static List<Shown> ofFiles() {
        return scenarios(Set.of("kit")).entrySet().stream()
                .filter(each -> ofFiles(each.getKey()))
                .flatMap(each -> each.getValue().stream())
                .toList();
    }

    private static boolean ofFiles(Scenario scenario) {
        return Set.of("files").containsAll(scenario.needs());
    }

    /// The names of all scenarios, as `file: name`.
    public static List<String> scenarios() {
        return CallScriptContract.FILES.stream()
                .flatMap(file -> Scenario.of(file + ".calls").stream().map(s -> name(file, s)))
                .toList();
    }

    private static Map<Scenario, List<Shown>> scenarios(Set<String> where) {
        Map<Scenario, List<Shown>> found = new LinkedHashMap<>();
        for (String file : CallScriptContract.FILES) {
            for (Scenario scenario : Scenario.of(file + ".calls")) {
                found.put(scenario, shown(scenario, name(file, scenario), where));
            }
        }
        return found;
    }

    private static String name(String file, Scenario scenario) {
        return file + ": " + scenario.name();
    }

    private static List<Shown> shown(Scenario scenario, String name, Set<String> where) {
        List<Shown> found = new ArrayList<>();
        Map<String, String> background = new HashMap<>();
        for (Scenario.Line line : scenario.lines()) {
            Statement statement = Statement.parse(line.text(), where);
            String call = statement.call();
            if (statement.background()) {
                background.put(statement.targets().getFirst(), call);
            } else if (call.equals("join") || call.equals("either")) {
                call = background.getOrDefault(statement.arguments().split(",", -1)[0], call);
            }
            String answer = statement.expected();
            boolean isValue = statement.arguments().contains("SO_ERROR");
            if (answer != null && ERROR.matcher(answer).matches() && !isValue) {
                found.add(new Shown(call, answer, name));
            }
        }
        return found;
    }
}
