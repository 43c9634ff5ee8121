package io.sockit.spi;

/// Makes the timers of a host: a hashed wheel, arm and cancel in constant time.
public interface Timers {
    Timer timer(Timer.Handler handler);
}
