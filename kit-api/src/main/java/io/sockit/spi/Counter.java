package io.sockit.spi;

/// One number of a host's [io.sockit.api.Counters]. Written on the strand, read anywhere.
public interface Counter {
    String name();

    void increment();

    void add(long amount);

    long value();
}
