package io.sockit.spi;

import org.jspecify.annotations.Nullable;

import java.math.BigDecimal;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// A number with a unit, as device strings, programs' arguments and command lines have it.
///
/// @param expected what a message says was expected
/// @param units which units there are, in lower case, and what each is worth; the empty one is a
///     number without a unit
public record Quantity(String expected, Map<String, Long> units) {
    public static final Quantity NUMBER = new Quantity("a whole number", Map.of("", 1L));

    /// A time in nanoseconds.
    public static final Quantity NANOS =
            new Quantity(
                    "a time such as 20ms (ns, us, ms, s, m, h)",
                    Map.of(
                            "ns", 1L,
                            "us", 1_000L,
                            "ms", 1_000_000L,
                            "s", 1_000_000_000L,
                            "m", 60_000_000_000L,
                            "h", 3_600_000_000_000L));

    /// A time in nanoseconds, in seconds if it has no unit, as `ping` reads it.
    public static final Quantity SECONDS =
            NANOS.without("seconds such as 0.2, or a time such as 200ms", 1_000_000_000L);

    /// A rate in bits a second.
    public static final Quantity BITS =
            new Quantity(
                    "a rate such as 10mbit (bit, kbit, mbit, gbit)",
                    Map.of("bit", 1L, "kbit", 1_000L, "mbit", 1_000_000L, "gbit", 1_000_000_000L));

    /// A size in bytes.
    public static final Quantity BYTES =
            new Quantity(
                    "a size such as 64KiB (B, KiB, MiB, GiB)",
                    Map.of("", 1L, "b", 1L, "kib", 1L << 10, "mib", 1L << 20, "gib", 1L << 30));

    private static final Pattern TEXT =
            Pattern.compile("(\\d{1,30}(?:\\.\\d{1,30})?)\\s*([a-zA-Z%]*)");

    /// The same units, and a number without one.
    private Quantity without(String text, long worth) {
        Map<String, Long> more = new HashMap<>(units);
        more.put("", worth);
        return new Quantity(text, Map.copyOf(more));
    }

    /// The value in the smallest unit; null if the text is not such a quantity, or its value is not
    /// whole, or beyond a long.
    public @Nullable Long parse(String text) {
        Matcher matcher = TEXT.matcher(text);
        Long unit = matcher.matches() ? units.get(matcher.group(2).toLowerCase(Locale.ROOT)) : null;
        if (unit == null) {
            return null;
        }
        try {
            return new BigDecimal(matcher.group(1))
                    .multiply(BigDecimal.valueOf(unit))
                    .longValueExact();
        } catch (ArithmeticException e) {
            return null;
        }
    }

    /// A share from 0 to 1, written `1%` or `0.01`; null if the text is not one.
    static @Nullable Double share(String text) {
        Matcher matcher = TEXT.matcher(text);
        if (!matcher.matches() || !(matcher.group(2).isEmpty() || matcher.group(2).equals("%"))) {
            return null;
        }
        double value = Double.parseDouble(matcher.group(1));
        double share = matcher.group(2).isEmpty() ? value : value / 100;
        return share <= 1 ? share : null;
    }
}
