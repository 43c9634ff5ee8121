package io.sockit.cli.scenario;

import org.jspecify.annotations.Nullable;

import java.math.BigDecimal;
import java.util.Map;
import java.util.OptionalLong;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// Reads the values of a scenario's own keys.
final class Values {
    private static final Pattern TIME =
            Pattern.compile("(\\d{1,12}(?:\\.\\d{1,9})?)\\s*(ns|us|ms|s|m|h)");
    private static final Map<String, Long> NANOS =
            Map.of(
                    "ns", 1L,
                    "us", 1_000L,
                    "ms", 1_000_000L,
                    "s", 1_000_000_000L,
                    "m", 60_000_000_000L,
                    "h", 3_600_000_000_000L);

    private Values() {}

    /// A whole number, or what stands for a missing or wrong one.
    static long number(Reading reading, @Nullable Value value, long otherwise, long min, long max) {
        if (value == null) {
            return otherwise;
        }
        try {
            long number = Long.parseLong(value.text());
            if (number >= min && number <= max) {
                return number;
            }
        } catch (NumberFormatException e) {
            // said below
        }
        reading.problem(value.place(), "'%s' (expected: %d to %d)".formatted(value, min, max));
        return otherwise;
    }

    /// A time in nanoseconds, or what stands for a missing or wrong one.
    static long nanos(Reading reading, @Nullable Value value, long otherwise) {
        if (value == null) {
            return otherwise;
        }
        OptionalLong nanos = nanos(value.text());
        if (nanos.isEmpty()) {
            reading.problem(
                    value.place(),
                    "'" + value + "' (expected: a time such as 20ms (ns, us, ms, s, m, h))");
        }
        return nanos.orElse(otherwise);
    }

    static OptionalLong nanos(String text) {
        Matcher matcher = TIME.matcher(text);
        Long unit = matcher.matches() ? NANOS.get(matcher.group(2)) : null;
        if (unit == null) {
            return OptionalLong.empty();
        }
        try {
            return OptionalLong.of(
                    new BigDecimal(matcher.group(1))
                            .multiply(BigDecimal.valueOf(unit))
                            .longValueExact());
        } catch (ArithmeticException e) {
            return OptionalLong.empty();
        }
    }

    /// Whether a word is the second of two; the first stands for a missing or wrong one.
    static boolean second(Reading reading, @Nullable Value value, String first, String second) {
        if (value == null || value.text().equals(first)) {
            return false;
        }
        if (!value.text().equals(second)) {
            reading.problem(
                    value.place(), "'%s' (expected: %s or %s)".formatted(value, first, second));
        }
        return value.text().equals(second);
    }
}
