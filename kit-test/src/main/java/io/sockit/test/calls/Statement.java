package io.sockit.test.calls;

import org.jspecify.annotations.Nullable;

import java.util.List;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// The parts of a line, of which the values are not evaluated yet.
///
/// @param process the fork whose call it is, or null
/// @param background whether the call runs beside the script
/// @param targets the names that keep the answer
/// @param expected the answer's text, or null where success is enough
record Statement(
        @Nullable String process,
        boolean background,
        List<String> targets,
        String call,
        String arguments,
        @Nullable String expected) {
    private static final Pattern DIFFERENCE = Pattern.compile(" ! (?=\\w+: )");
    private static final Pattern NAMED = Pattern.compile("(\\w+): (.*) because \\S.*");
    private static final Pattern CALL =
            Pattern.compile("(?:(\\w+): )?(bg )?(?:(\\w+(?:, \\w+)*) = )?(\\w+)\\((.*)\\)");

    /// @param where names of the place where it runs, whose listed differences hold
    static Statement parse(String line, Set<String> where) {
        String[] parts = DIFFERENCE.split(line, -1);
        int arrow = parts[0].indexOf(" -> ");
        String expected = arrow < 0 ? null : parts[0].substring(arrow + 4);
        for (int i = 1; i < parts.length; i++) {
            Matcher named = NAMED.matcher(parts[i]);
            if (!named.matches()) {
                throw new IllegalArgumentException(
                        "difference: '" + parts[i] + "' (expected: name: answer because reason)");
            }
            if (where.contains(named.group(1))) {
                expected = named.group(2);
                break;
            }
        }
        Matcher call = CALL.matcher(arrow < 0 ? parts[0] : parts[0].substring(0, arrow));
        if (!call.matches()) {
            throw new IllegalArgumentException("call: '" + line + "' (expected: name(values))");
        }
        return new Statement(
                call.group(1),
                call.group(2) != null,
                call.group(3) == null ? List.of() : List.of(call.group(3).split(", ")),
                call.group(4),
                call.group(5),
                expected);
    }
}
