package io.sockit.packetdrill;

import org.jspecify.annotations.Nullable;

import java.util.List;

/// How a script ended.
///
/// @param failure file, line and what went wrong; null if all went as the script says
/// @param trace the packets that passed, in the script's numbers
/// @param printed by its blocks of code
public record Outcome(
        String script,
        Variant variant,
        @Nullable String failure,
        List<String> trace,
        String printed) {
    public Outcome {
        trace = List.copyOf(trace);
    }

    public boolean passed() {
        return failure == null;
    }

    /// @throws AssertionError with failure and trace where the script did not pass
    public void orThrow() {
        if (failure != null) {
            throw new AssertionError(
                    "%s (%s)%n%s%n".formatted(failure, variant, String.join("\n", trace)));
        }
    }
}
