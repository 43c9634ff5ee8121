package io.sockit.packetdrill.script;

/// When an event happens.
///
/// @param nanos since the script began, or since the event before for the relative kinds
/// @param endNanos the end of a range; equal to `nanos` for the other kinds
public record When(Kind kind, long nanos, long endNanos) {
    /// How a time is written.
    public enum Kind {
        /// `0.5`
        ABSOLUTE,
        /// `+.1`
        RELATIVE,
        /// `*`
        ANY,
        /// `0.1~0.2`
        ABSOLUTE_RANGE,
        /// `+.05~+.1`
        RELATIVE_RANGE
    }

    static When any() {
        return new When(Kind.ANY, 0, 0);
    }

    /// Whether the time counts from the event before.
    public boolean isRelative() {
        return kind == Kind.RELATIVE || kind == Kind.RELATIVE_RANGE;
    }

    public boolean isRange() {
        return kind == Kind.ABSOLUTE_RANGE || kind == Kind.RELATIVE_RANGE;
    }
}
