package io.sockit.spi;

import io.sockit.api.Errno;
import io.sockit.api.ErrnoException;

/// Reads the option values of a device string with their units; what does not parse is `EINVAL`
/// with what was expected.
public final class DeviceOptions {
    private final DeviceAddress address;

    DeviceOptions(DeviceAddress address) {
        this.address = address;
    }

    public String text(String name, String otherwise) {
        return address.options().getOrDefault(name, otherwise);
    }

    /// A whole number from `min` to `max`.
    public long number(String name, long otherwise, long min, long max) throws ErrnoException {
        long value = quantity(name, otherwise, Quantity.NUMBER);
        if (value < min || value > max) {
            throw bad(name, min + " to " + max);
        }
        return value;
    }

    /// A time in nanoseconds: `20ms`, with `ns`, `us`, `ms`, `s`, `m`, `h`.
    public long nanos(String name, long otherwise) throws ErrnoException {
        return quantity(name, otherwise, Quantity.NANOS);
    }

    /// A rate in bits a second: `10mbit`, with `bit`, `kbit`, `mbit`, `gbit` (powers of ten).
    public long bitsPerSecond(String name, long otherwise) throws ErrnoException {
        return quantity(name, otherwise, Quantity.BITS);
    }

    /// A size in bytes: `64KiB`, without a unit or with `B`, `KiB`, `MiB`, `GiB`.
    public long bytes(String name, long otherwise) throws ErrnoException {
        return quantity(name, otherwise, Quantity.BYTES);
    }

    /// A probability from 0 to 1: `1%` or `0.01`.
    public double probability(String name, double otherwise) throws ErrnoException {
        String text = address.options().get(name);
        if (text == null) {
            return otherwise;
        }
        Double share = Quantity.share(text);
        if (share == null) {
            throw bad(name, "a share such as 1% or 0.01, at most 100%");
        }
        return share;
    }

    /// An error for a value of this device string.
    public ErrnoException bad(String name, String expected) {
        return new ErrnoException(
                Errno.EINVAL,
                "device",
                "'%s': %s: '%s' (expected: %s)"
                        .formatted(address, name, address.options().get(name), expected));
    }

    private long quantity(String name, long otherwise, Quantity kind) throws ErrnoException {
        String text = address.options().get(name);
        if (text == null) {
            return otherwise;
        }
        Long value = kind.parse(text);
        if (value == null) {
            throw bad(name, kind.expected());
        }
        return value;
    }
}
