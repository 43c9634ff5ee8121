package io.sockit.socket.control;

import io.sockit.socket.strand.Fields;
import io.sockit.spi.Counter;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;

/// A number with one writer at a time, on the strand, and readers anywhere: opaque access is enough
/// and costs no fence.
final class HostCounter implements Counter {
    private static final VarHandle VALUE =
            Fields.handle(MethodHandles.lookup(), "value", long.class);

    private final String name;
    private long value;
    private volatile boolean reason;

    HostCounter(String name) {
        this.name = name;
    }

    @Override
    public String name() {
        return name;
    }

    @Override
    public void increment() {
        VALUE.setOpaque(this, value + 1);
    }

    @Override
    public void add(long amount) {
        VALUE.setOpaque(this, value + amount);
    }

    @Override
    public long value() {
        return (long) VALUE.getOpaque(this);
    }

    /// Packets are dropped for it.
    void reason() {
        if (!reason) {
            reason = true;
        }
    }

    boolean isReason() {
        return reason;
    }

    @Override
    public String toString() {
        return name + "=" + value();
    }
}
