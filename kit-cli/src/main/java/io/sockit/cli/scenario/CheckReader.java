package io.sockit.cli.scenario;

import io.sockit.cli.scenario.Check.Operand;
import io.sockit.cli.scenario.Check.Operator;
import io.sockit.spi.Suggestion;

import org.jspecify.annotations.Nullable;

import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// Reads the checks of a scenario, and looks up the names in them.
final class CheckReader {
    private static final Pattern FORM =
            Pattern.compile("\\s*([^\\s<>=!]{1,200})\\s*([<>=!]{1,3})\\s*([^\\s<>=!]{1,200})\\s*");
    private static final Pattern NUMBER = Pattern.compile("-?\\d{1,18}");
    private static final Pattern TOO_LONG = Pattern.compile("-?\\d+");
    private static final Pattern FULL = Pattern.compile("[A-Z]\\w*(\\.[\\w-]+)+");

    private final Reading reading;
    private final Map<String, HostPlan> hosts = new LinkedHashMap<>();

    CheckReader(Reading reading, List<HostPlan> plans) {
        this.reading = reading;
        plans.forEach(plan -> hosts.put(plan.name().text(), plan));
    }

    /// A check, or null with a problem noted.
    @Nullable Check read(Value text) {
        Matcher form = FORM.matcher(text.text());
        if (!form.matches()) {
            problem(text, "'" + text + "' (expected: a check such as a.udp.sent >= 200)");
            return null;
        }
        Operator operator = operator(form.group(2));
        if (operator == null) {
            problem(
                    text,
                    "'%s' (expected: one of %s)"
                            .formatted(form.group(2), Arrays.toString(Operator.values())));
        }
        Operand left = operand(form.group(1), text);
        Operand right = operand(form.group(3), text);
        return operator == null || left == null || right == null
                ? null
                : new Check(left, operator, right, text);
    }

    private static @Nullable Operator operator(String sign) {
        for (Operator operator : Operator.values()) {
            if (operator.toString().equals(sign)) {
                return operator;
            }
        }
        return null;
    }

    private @Nullable Operand operand(String text, Value check) {
        if (NUMBER.matcher(text).matches()) {
            return new Check.Number(Long.parseLong(text));
        }
        if (TOO_LONG.matcher(text).matches()) {
            problem(check, "'" + text + "' (expected: a number of at most 18 digits)");
            return null;
        }
        int dot = text.indexOf('.');
        HostPlan host = hosts.get(dot < 0 ? text : text.substring(0, dot));
        if (host == null) {
            String name = dot < 0 ? text : text.substring(0, dot);
            problem(
                    check,
                    "host '%s' is not there (%s)"
                            .formatted(name, Suggestion.expected(name, hosts.keySet())));
            return null;
        }
        String path = dot < 0 ? "" : text.substring(dot + 1);
        return known(host, path, check) ? new Check.Counter(host.name().text(), path) : null;
    }

    private boolean known(HostPlan host, String path, Value check) {
        if (FULL.matcher(path).matches() || path.equals(ShortNames.DROPPED)) {
            return true;
        }
        int dot = path.indexOf('.');
        String group = dot < 0 ? path : path.substring(0, dot);
        String name = dot < 0 ? "" : path.substring(dot + 1);
        Set<String> interfaces = new TreeSet<>();
        host.devices().forEach(device -> interfaces.add(device.name()));
        Set<String> programs = new TreeSet<>();
        host.programs().forEach(program -> programs.add(program.name()));
        if (interfaces.contains(group)) {
            return oneOf(group, name, ShortNames.ofInterfaces(), check);
        }
        if (programs.contains(group)) {
            if (name.isEmpty()) {
                String full = host.name() + "." + group + ".NAME";
                problem(
                        check,
                        "'%s' (expected: %s, a number that it counts)".formatted(group, full));
            }
            return !name.isEmpty();
        }
        if (ShortNames.groups().contains(group)) {
            return oneOf(group, name, ShortNames.names(group), check);
        }
        Set<String> groups = new TreeSet<>(ShortNames.groups());
        groups.addAll(interfaces);
        groups.addAll(programs);
        groups.add(ShortNames.DROPPED);
        problem(
                check,
                "'%s' of host %s (%s, or a full name such as Udp.InDatagrams)"
                        .formatted(group, host.name(), Suggestion.expected(group, groups)));
        return false;
    }

    private boolean oneOf(String group, String name, Set<String> names, Value check) {
        if (names.contains(name)) {
            return true;
        }
        problem(check, "'%s.%s' (%s)".formatted(group, name, Suggestion.expected(name, names)));
        return false;
    }

    private void problem(Value at, String message) {
        reading.problem(at.place(), message);
    }
}
