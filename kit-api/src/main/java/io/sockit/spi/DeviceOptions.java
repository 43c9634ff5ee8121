package io.sockit.spi;

import io.sockit.api.Errno;
import io.sockit.api.ErrnoException;

import java.math.BigDecimal;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// Reads the option values of a device string with their units; what does not parse is `EINVAL`
/// with what was expected.
public final class DeviceOptions {
    private static final Pattern QUANTITY = Pattern.compile("(\\d+(?:\\.\\d+)?)\\s*([a-zA-Z%]*)");

    private static final Map<String, Long> NANOS =
            Map.of("ns", 1L, "us", 1_000L, "ms", 1_000_000L, "s", 1_000_000_000L);
    private static final Map<String, Long> BITS =
            Map.of("bit", 1L, "kbit", 1_000L, "mbit", 1_000_000L, "gbit", 1_000_000_000L);
    private static final Map<String, Long> BYTES =
            Map.of("", 1L, "b", 1L, "kib", 1L << 10, "mib", 1L << 20, "gib", 1L << 30);
    private static final Map<String, Long> NUMBERS = Map.of("", 1L);

    private final DeviceAddress address;

    DeviceOptions(DeviceAddress address) {
        this.address = address;
    }

    public String text(String name, String otherwise) {
        return address.options().getOrDefault(name, otherwise);
    }

    /// A whole number from `min` to `max`.
    public long number(String name, long otherwise, long min, long max) throws ErrnoException {
        long value = quantity(name, otherwise, NUMBERS, "a whole number");
        if (value < min || value > max) {
            throw bad(name, min + " to " + max);
        }
        return value;
    }

    /// A time in nanoseconds: `20ms`, with `ns`, `us`, `ms`, `s`.
    public long nanos(String name, long otherwise) throws ErrnoException {
        return quantity(name, otherwise, NANOS, "a time such as 20ms (ns, us, ms, s)");
    }

    /// A rate in bits a second: `10mbit`, with `bit`, `kbit`, `mbit`, `gbit` (powers of ten).
    public long bitsPerSecond(String name, long otherwise) throws ErrnoException {
        return quantity(name, otherwise, BITS, "a rate such as 10mbit (bit, kbit, mbit, gbit)");
    }

    /// A size in bytes: `64KiB`, with none, `B`, `KiB`, `MiB`, `GiB`.
    public long bytes(String name, long otherwise) throws ErrnoException {
        return quantity(name, otherwise, BYTES, "a size such as 64KiB (B, KiB, MiB, GiB)");
    }

    /// A probability from 0 to 1: `1%` or `0.01`.
    public double probability(String name, double otherwise) throws ErrnoException {
        String text = address.options().get(name);
        if (text == null) {
            return otherwise;
        }
        Matcher matcher = QUANTITY.matcher(text);
        if (matcher.matches() && (matcher.group(2).isEmpty() || matcher.group(2).equals("%"))) {
            double value = Double.parseDouble(matcher.group(1));
            double share = matcher.group(2).isEmpty() ? value : value / 100;
            if (share <= 1) {
                return share;
            }
        }
        throw bad(name, "a share such as 1% or 0.01, at most 100%");
    }

    /// An error for a value of this device string.
    public ErrnoException bad(String name, String expected) {
        return new ErrnoException(
                Errno.EINVAL,
                "device",
                "'%s': %s: '%s' (expected: %s)"
                        .formatted(address, name, address.options().get(name), expected));
    }

    private long quantity(String name, long otherwise, Map<String, Long> units, String expected)
            throws ErrnoException {
        String text = address.options().get(name);
        if (text == null) {
            return otherwise;
        }
        Matcher matcher = QUANTITY.matcher(text);
        Long unit = matcher.matches() ? units.get(matcher.group(2).toLowerCase(Locale.ROOT)) : null;
        if (unit == null) {
            throw bad(name, expected);
        }
        try {
            return new BigDecimal(matcher.group(1))
                    .multiply(BigDecimal.valueOf(unit))
                    .longValueExact();
        } catch (ArithmeticException e) {
            throw bad(name, expected);
        }
    }
}
