package io.sockit.tcp;

import io.sockit.spi.StreamReceive;

/// How much the peer is offered (RFC 9293 §3.8.6.2, RFC 7323 §2): never less than it was told
/// before, never a little more, and more where the program reads fast. On the strand.
final class ReceiveWindow {
    private static final int LARGEST_UNSCALED = 0xffff;
    private static final int MOST_SCALE = 14; // RFC 7323 §2.3

    private final Connection connection;
    private final StreamReceive stream;
    private final int buffer; // SO_RCVBUF as it was at the start
    private int size; // bytes that may wait for the program
    private int threshold; // bytes that may be offered, which grows with what comes
    private long told = -1; // RCV.NXT when a window was told last
    private int offered; // RCV.WND as of then
    private int held; // what so_rcv is charged with for islands
    private long readBefore; // bytes that the program had read when this round trip began
    private long readIn; // and read in the one before
    private long measuredAt;

    ReceiveWindow(Connection connection, StreamReceive stream) {
        this.connection = connection;
        this.stream = stream;
        buffer = stream.room();
        size =
                isSet(buffer)
                        ? buffer
                        : connection.tcp.sysctls.memory.readMemory.value().usual() / 2;
    }

    /// Whether the program has chosen the size by `SO_RCVBUF`.
    private boolean isSet(int kitBuffer) {
        return kitBuffer != connection.tcp.defaultBuffer();
    }

    int size() {
        return size;
    }

    int threshold() {
        return threshold;
    }

    /// The scale to offer: that of the largest window to come.
    int scale() {
        long largest =
                isSet(buffer) ? size : connection.tcp.sysctls.memory.readMemory.value().most();
        int scale = 0;
        while (scale < MOST_SCALE && largest > LARGEST_UNSCALED) {
            largest >>= 1;
            scale++;
        }
        return scale;
    }

    /// RCV.NXT when a window was told last.
    long told() {
        return told;
    }

    int offered() {
        return offered;
    }

    /// What the peer may still send (RFC 9293 §3.8.6.2.2).
    long open(long next) {
        return Math.max(0, told + offered - next);
    }

    private int unread() {
        return (int) Math.min(Integer.MAX_VALUE, stream.receiveEnd() - stream.receiveStart());
    }

    /// The window of a SYN, which is not scaled (RFC 7323 §2.2).
    int first(long next) {
        int mss = connection.ownMss();
        int window = size > mss ? size / mss * mss : size;
        int clamp = connection.settings().windowClamp();
        window = clamp == 0 ? window : Math.min(window, clamp);
        threshold = Math.max(threshold, window);
        offered = Math.min(window, LARGEST_UNSCALED);
        told = next;
        return offered;
    }

    /// Says what the peer is told, and keeps it.
    ///
    /// @return the header's field
    int advertise(long next, int usualSize, int islandBytes) {
        int scale = connection.receiveScale();
        long current = open(next);
        long window = choose(usualSize, islandBytes, scale);
        if (window < current) {
            long unit = 1L << scale;
            window = (current + unit - 1) / unit * unit; // never shrinks (RFC 9293 SHLD-14)
        }
        window = Math.min(window, (long) LARGEST_UNSCALED << scale);
        if (window == 0 && offered != 0) {
            connection.tcp.counters.zeroWindowAdv.increment();
        }
        told = next;
        offered = (int) window;
        return (int) (window >>> scale);
    }

    /// Silly window avoidance (RFC 9293 §3.8.6.2.2).
    private long choose(int usualSize, int islandBytes, int scale) {
        int full = full();
        int mss = Math.min(usualSize, full);
        long free = Math.max(0, (long) full - unread() - islandBytes);
        if (free < full / 2) {
            if (connection.tcp.services.pool().pressure()) {
                threshold = Math.min(threshold, 4 * connection.ownMss());
            }
            free = (free >>> scale) << scale;
            if (free < full / 16 || free < mss) {
                return 0;
            }
        }
        free = Math.min(free, threshold);
        if (scale > 0) {
            long unit = 1L << scale;
            return (free + unit - 1) / unit * unit;
        }
        boolean keeps = offered > free - mss && offered <= free;
        return keeps && mss != full ? offered : (mss == 0 ? 0 : free / mss * mss);
    }

    private int full() {
        int clamp = connection.settings().windowClamp();
        return clamp == 0 ? size : Math.min(size, clamp);
    }

    boolean wouldNotShrink(long next, int usualSize) {
        return choose(usualSize, 0, connection.receiveScale()) >= offered
                || stream.receiveEnd() == stream.receiveStart();
    }

    /// Data has come in: more may be offered.
    void grow(int length) {
        int room = Math.min(full(), Math.max(0, size - unread())) - threshold;
        if (room > 0 && !connection.tcp.services.pool().pressure()) {
            int more = Math.max(2 * connection.ownMss(), 2 * length);
            threshold += Math.min(room, more);
        }
    }

    /// Data went into so_rcv: once a round trip, the buffer follows what the program reads in one
    /// (dynamic right-sizing).
    void delivered(int length) {
        long now = connection.now();
        long trip = connection.roundTrip.smoothed();
        if (trip == 0 || now - measuredAt < trip) {
            return;
        }
        long read = stream.receiveStart() - readBefore;
        if (read > readIn) {
            readIn = read;
            if (!isSet(buffer) && connection.tcp.sysctls.memory.moderateReceive.value()) {
                long wanted = 2 * read + 16L * connection.ownMss();
                wanted += wanted / 2;
                int most = connection.tcp.sysctls.memory.readMemory.value().most() / 2;
                size = (int) Math.min(Math.max(size, wanted), Math.max(size, most));
                threshold = Math.max(threshold, Math.min(size, (int) Math.min(wanted, most)));
            }
        }
        readBefore = stream.receiveStart();
        measuredAt = now;
    }

    /// What so_rcv is to be charged with more for islands.
    int heldChange(int charged) {
        int change = charged - held;
        held = charged;
        return change;
    }

    /// Memory that islands may pin.
    int mostOutOfOrder() {
        return Math.max(2 * size, 1 << 16);
    }

    /// Whether the window that could be told is at least twice what the peer knows of.
    boolean hasGrownMuch(long next, int usualSize) {
        long open = open(next);
        if (2 * open > full()) {
            return false;
        }
        long window = choose(usualSize, 0, connection.receiveScale());
        return window != 0 && window >= 2 * open;
    }

    /// At which position the program has read enough for [Receiver#read].
    ///
    /// @param all whether that is when it has read everything
    long tellAt(long next, boolean all) {
        long open = open(next);
        if (all) {
            return stream.receiveEnd();
        }
        int full = full();
        if (2 * open > full) {
            return Long.MAX_VALUE;
        }
        long wanted = Math.max(2 * open, full / 16 + 1);
        long at = stream.receiveEnd() - Math.max(0, full - wanted);
        return Math.max(at, stream.receiveStart() + 1);
    }
}
