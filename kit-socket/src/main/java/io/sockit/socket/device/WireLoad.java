package io.sockit.socket.device;

import java.util.concurrent.atomic.AtomicLong;

/// The load of a wire in one direction: packets and the memory they pin, in one word. Thread-safe.
final class WireLoad {
    static final int MAX_PACKETS = 1 << 16;

    /// A sixteenth of the heap, so that a slow wire leaves its host memory for other packets.
    static final long MAX_BYTES = Math.min(256L << 20, Runtime.getRuntime().maxMemory() / 16);

    private static final int BYTE_BITS = 40;
    private static final long BYTES = (1L << BYTE_BITS) - 1;

    private final AtomicLong load = new AtomicLong();

    /// Adds a packet.
    ///
    /// @return false, and nothing added, if there are too many
    boolean add(int bytes) {
        long now = load.addAndGet(one(bytes));
        if (now >>> BYTE_BITS > MAX_PACKETS || (now & BYTES) > MAX_BYTES) {
            load.addAndGet(-one(bytes));
            return false;
        }
        return true;
    }

    void remove(int bytes) {
        load.addAndGet(-one(bytes));
    }

    private static long one(int bytes) {
        return (1L << BYTE_BITS) + bytes;
    }
}
