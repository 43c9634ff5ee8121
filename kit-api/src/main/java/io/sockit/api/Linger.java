package io.sockit.api;

/// `struct linger`: whether `close` waits for unsent data, and for how long.
///
/// @param on `l_onoff`
/// @param seconds `l_linger`
public record Linger(boolean on, int seconds) {
    public static final Linger OFF = new Linger(false, 0);

    public Linger {
        if (seconds < 0) {
            throw new IllegalArgumentException("linger: " + seconds + " s (expected: >= 0)");
        }
    }
}
