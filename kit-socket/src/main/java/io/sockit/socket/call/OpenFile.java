package io.sockit.socket.call;

import java.util.concurrent.atomic.AtomicInteger;

/// An open file description (`struct file`): what the descriptors made by dup and fork share. The
/// only kind is a socket. Any thread.
final class OpenFile {
    final Socket socket;

    /// Descriptors. The table that adds one holds one, under its lock, so this never rises from 0.
    private final AtomicInteger references = new AtomicInteger();

    private volatile boolean nonBlocking;

    OpenFile(Socket socket, boolean nonBlocking) {
        this.socket = socket;
        this.nonBlocking = nonBlocking;
    }

    /// O_NONBLOCK.
    boolean nonBlocking() {
        return nonBlocking;
    }

    void nonBlocking(boolean on) {
        nonBlocking = on;
    }

    void retain() {
        references.getAndIncrement();
    }

    /// Gives up a descriptor; the last one closes the socket, another one wakes the calls that may
    /// have entered through it.
    void release() {
        if (references.decrementAndGet() == 0) {
            socket.close();
        } else {
            socket.wakeAll();
        }
    }
}
