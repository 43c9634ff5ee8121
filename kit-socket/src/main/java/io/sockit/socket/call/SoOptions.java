package io.sockit.socket.call;

import io.sockit.spi.SocketFlags;

import java.util.concurrent.atomic.AtomicInteger;

/// so_options: the switches of `SOL_SOCKET`. Any thread.
final class SoOptions implements SocketFlags {
    static final int REUSE_ADDRESS = 1;
    static final int REUSE_PORT = 1 << 1;
    static final int BROADCAST = 1 << 2;
    static final int DONT_ROUTE = 1 << 3;
    static final int TIMESTAMP = 1 << 4;
    static final int TIMESTAMP_NS = 1 << 5;

    static final int OOB_INLINE = 1 << 6;
    static final int KEEP_ALIVE = 1 << 7;

    private final AtomicInteger bits = new AtomicInteger();
    private volatile int boundInterface;

    /// Takes over the settings of another socket.
    void copy(SoOptions from) {
        bits.set(from.bits.get());
        boundInterface = from.boundInterface;
    }

    boolean is(int bit) {
        return (bits.get() & bit) != 0;
    }

    void set(int bit, boolean on) {
        bits.updateAndGet(old -> on ? old | bit : old & ~bit);
    }

    /// Sets one switch, or none of them for 0, and clears the others of `group`.
    void choose(int bit, int group) {
        bits.updateAndGet(old -> (old & ~group) | bit);
    }

    /// Whether received messages tell when they arrived.
    boolean timestamps() {
        return (bits.get() & (TIMESTAMP | TIMESTAMP_NS)) != 0;
    }

    void boundInterface(int index) {
        boundInterface = index;
    }

    @Override
    public boolean reuseAddress() {
        return is(REUSE_ADDRESS);
    }

    @Override
    public boolean reusePort() {
        return is(REUSE_PORT);
    }

    @Override
    public boolean broadcast() {
        return is(BROADCAST);
    }

    @Override
    public boolean dontRoute() {
        return is(DONT_ROUTE);
    }

    @Override
    public int boundInterface() {
        return boundInterface;
    }
}
