package io.sockit.cli;

import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

import java.math.BigDecimal;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// Reads a time as `ping` does, `0.2` being seconds, or with a unit as device strings do.
final class Seconds implements ITypeConverter<Long> {
    private static final Pattern TIME = Pattern.compile("(\\d{1,9}(?:\\.\\d{1,9})?)(s|ms|us|ns|)");
    private static final Map<String, Long> NANOS =
            Map.of(
                    "",
                    1_000_000_000L,
                    "s",
                    1_000_000_000L,
                    "ms",
                    1_000_000L,
                    "us",
                    1_000L,
                    "ns",
                    1L);

    /// Nanoseconds.
    @Override
    public Long convert(String text) {
        Matcher matcher = TIME.matcher(text);
        Long unit = matcher.matches() ? NANOS.get(matcher.group(2)) : null;
        if (unit == null) {
            throw new TypeConversionException(
                    "'" + text + "' (expected: seconds such as 0.2, or a time such as 200ms)");
        }
        return new BigDecimal(matcher.group(1)).multiply(BigDecimal.valueOf(unit)).longValue();
    }
}
