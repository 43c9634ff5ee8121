package io.sockit.socket.call;

import io.sockit.api.SocketCounts;

/// Counts what passes a socket. On the strand.
final class Traffic {
    private long inMessages;
    private long inBytes;
    private long outMessages;
    private long outBytes;
    private long dropped;

    void in(int bytes) {
        inMessages++;
        inBytes += bytes;
    }

    void out(int bytes) {
        outMessages++;
        outBytes += bytes;
    }

    void drop() {
        dropped++;
    }

    /// Adds what another counted.
    void add(Traffic other) {
        inMessages += other.inMessages;
        inBytes += other.inBytes;
        outMessages += other.outMessages;
        outBytes += other.outBytes;
        dropped += other.dropped;
    }

    SocketCounts counts() {
        return new SocketCounts(inMessages, inBytes, outMessages, outBytes, dropped);
    }
}
