package io.sockit.cli.scenario;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;

/// One entry of a host's programs.
///
/// @param program a contributed name, or the name of a class
/// @param name its name in summary and checks
/// @param arguments by name, in the order of the file
/// @param virtualThread whether on virtual threads
/// @param delayNanos the wait before it begins
/// @param count the number of its runs
public record ProgramPlan(
        Value program,
        String name,
        Map<String, Value> arguments,
        boolean virtualThread,
        long delayNanos,
        int count) {
    public ProgramPlan {
        arguments = Collections.unmodifiableMap(new LinkedHashMap<>(arguments));
    }
}
