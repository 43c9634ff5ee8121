package io.sockit.tcp;

/// How long a connection had something to send, and how much of that the peer's window, or the
/// program's buffer, held it back (Linux `tcp_chrono`). On the strand.
final class Limits {
    private enum Kind {
        NOTHING,
        BUSY,
        WINDOW,
        BUFFER
    }

    private final Connection connection;
    private long busy;
    private long window;
    private long buffer;
    private Kind kind = Kind.NOTHING;
    private long since;

    Limits(Connection connection) {
        this.connection = connection;
    }

    /// What could be sent has been.
    ///
    /// @param byCongestion whether the congestion window stops what is left
    void noteSending(boolean byCongestion) {
        Sender sender = connection.sender;
        if (sender.hasUnsent()) {
            long least = Math.min(sender.unsent(), sender.mss());
            boolean window = !byCongestion && sender.next() + least > sender.windowEnd();
            become(window ? Kind.WINDOW : Kind.BUSY);
        } else if (sender.outstanding.isEmpty()) {
            become(Kind.NOTHING);
        } else {
            boolean room = sender.outstanding.inFlight() < connection.congestion.size();
            boolean full = room && connection.pcb().isSendBufferFull();
            become(full ? Kind.BUFFER : Kind.BUSY);
        }
    }

    private void become(Kind next) {
        if (kind != next) {
            long now = connection.now();
            add(now - since);
            kind = next;
            since = now;
        }
    }

    private void add(long nanos) {
        switch (kind) {
            case BUSY -> busy += nanos;
            case WINDOW -> window += nanos;
            case BUFFER -> buffer += nanos;
            case NOTHING -> {}
        }
    }

    private long now(Kind of) {
        return kind == of ? connection.now() - since : 0;
    }

    /// Nanoseconds with something to send.
    long busy() {
        return busy + now(Kind.BUSY) + byWindow() + byBuffer();
    }

    /// Nanoseconds held back by the peer's window.
    long byWindow() {
        return window + now(Kind.WINDOW);
    }

    /// Nanoseconds held back by the program's buffer.
    long byBuffer() {
        return buffer + now(Kind.BUFFER);
    }
}
