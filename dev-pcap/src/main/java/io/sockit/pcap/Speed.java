package io.sockit.pcap;

import io.sockit.api.ErrnoException;
import io.sockit.spi.DeviceOptions;

import java.util.regex.Pattern;

/// How recorded time passes on the host's clock.
///
/// @param factor recorded seconds a second; 0 for as fast as the host takes the packets
record Speed(double factor) {
    /// Beyond all that is waited for, and still far from an overflow.
    private static final double FAR = 1L << 62;

    private static final Speed MAX = new Speed(0);
    private static final Speed REAL = new Speed(1);
    private static final Pattern FACTOR = Pattern.compile("\\d{1,12}(\\.\\d{1,12})?");

    static Speed parse(DeviceOptions options) throws ErrnoException {
        String text = options.text("speed", "real");
        if (FACTOR.matcher(text).matches() && Double.parseDouble(text) > 0) {
            return new Speed(Double.parseDouble(text));
        }
        return switch (text) {
            case "real" -> REAL;
            case "max" -> MAX;
            default -> throw options.bad("speed", "max, real, or a factor such as 10 or 0.5");
        };
    }

    boolean isMax() {
        return factor == 0;
    }

    /// Nanoseconds of the host's clock that so many recorded ones take; exact for `real`.
    long hostNanos(long recorded) {
        return factor == 1 ? recorded : (long) Math.min(recorded / factor, FAR);
    }

    /// Recorded nanoseconds that pass while the host's clock moves so far.
    long recordedNanos(long host) {
        return factor == 1 || isMax() ? host : (long) (host * factor);
    }
}
