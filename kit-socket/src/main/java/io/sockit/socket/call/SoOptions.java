package io.sockit.socket.call;

import io.sockit.spi.SocketFlags;

import java.util.concurrent.atomic.AtomicInteger;

/// so_options: the switches of `SOL_SOCKET`. Any thread.
final class SoOptions implements SocketFlags {
    static final int REUSE_ADDRESS = 1;
    static final int REUSE_PORT = 1 << 1;
    static final int BROADCAST = 1 << 2;
    static final int DONT_ROUTE = 1 << 3;

    private final AtomicInteger bits = new AtomicInteger();
    private volatile int boundInterface;

    boolean is(int bit) {
        return (bits.get() & bit) != 0;
    }

    void set(int bit, boolean on) {
        bits.updateAndGet(old -> on ? old | bit : old & ~bit);
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
