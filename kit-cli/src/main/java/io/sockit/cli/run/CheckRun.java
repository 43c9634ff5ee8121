package io.sockit.cli.run;

import io.sockit.cli.scenario.Check;
import io.sockit.cli.scenario.ShortNames;
import io.sockit.spi.Suggestion;

import org.jspecify.annotations.Nullable;

import java.util.List;
import java.util.Map;

/// Evaluates the checks of a scenario on the snapshots of its hosts.
final class CheckRun {
    private final Map<String, Snapshot> hosts;

    /// The outcome of a check.
    ///
    /// @param good whether it holds
    /// @param text the check, with the values it found
    record Verdict(boolean good, String text) {}

    /// @param hosts by name
    CheckRun(Map<String, Snapshot> hosts) {
        this.hosts = hosts;
    }

    List<Verdict> verdicts(List<Check> checks) {
        return checks.stream().map(this::verdict).toList();
    }

    private Verdict verdict(Check check) {
        Found left = value(check.left());
        Found right = value(check.right());
        String text = check.text().text();
        if (left.reason() != null || right.reason() != null) {
            String reason = left.reason() != null ? left.reason() : right.reason();
            return new Verdict(false, text + "  (" + reason + ")");
        }
        boolean good = check.operator().holds(left.value(), right.value());
        return new Verdict(good, text + "  (" + left.shown(right) + ")");
    }

    /// The value of a side, or the reason why it has no value.
    private record Found(long value, boolean counted, @Nullable String reason) {
        static Found counter(long value) {
            return new Found(value, true, null);
        }

        static Found none(String reason) {
            return new Found(0, true, reason);
        }

        /// The counters among the two sides.
        String shown(Found right) {
            if (counted && right.counted) {
                return value + " and " + right.value;
            }
            return Long.toString(right.counted ? right.value : value);
        }
    }

    private Found value(Check.Operand operand) {
        return switch (operand) {
            case Check.Number number -> new Found(number.value(), false, null);
            case Check.Counter counter -> counter(counter);
        };
    }

    private Found counter(Check.Counter counter) {
        Snapshot host = hosts.get(counter.host());
        if (host == null) {
            return Found.none("no host " + counter.host());
        }
        String path = counter.path();
        if (path.equals(ShortNames.DROPPED)) {
            return Found.counter(host.dropped(""));
        }
        int dot = path.indexOf('.');
        String group = dot < 0 ? path : path.substring(0, dot);
        String name = path.substring(dot + 1);
        if (host.hasLink(group)) {
            String full = ShortNames.ofInterface(group, name);
            return Found.counter(full == null ? 0 : host.count(full));
        }
        for (Snapshot.ProgramView program : host.programs()) {
            if (program.name().equals(group)) {
                return ofProgram(host, program, name);
            }
        }
        if (name.equals(ShortNames.DROPPED)) {
            return Found.counter(host.dropped(ShortNames.prefix(group)));
        }
        String full = ShortNames.full(group, name);
        return ofHost(host, full == null ? path : full);
    }

    private static Found ofProgram(Snapshot host, Snapshot.ProgramView program, String name) {
        Long value = program.counted().get(name);
        return value != null
                ? Found.counter(value)
                : Found.none(
                        "%s/%s counts no '%s', %s"
                                .formatted(
                                        host.host(),
                                        program.name(),
                                        name,
                                        Suggestion.expected(name, program.counted().keySet())));
    }

    private static Found ofHost(Snapshot host, String full) {
        return host.names().contains(full)
                ? Found.counter(host.count(full))
                : Found.none(
                        "host %s counts no '%s', %s"
                                .formatted(
                                        host.host(),
                                        full,
                                        Suggestion.expected(full, host.names())));
    }
}
