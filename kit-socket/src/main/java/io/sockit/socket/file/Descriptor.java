package io.sockit.socket.file;

/// One open descriptor: the door through which a call enters. Two descriptors of one open file are
/// two of these, so that closing one turns away only the calls that came through it. Any thread.
public final class Descriptor {
    public final int fd;
    public final OpenFile file;
    private volatile boolean closed;

    Descriptor(int fd, OpenFile file) {
        this.fd = fd;
        this.file = file;
    }

    public boolean closed() {
        return closed;
    }

    /// Turns away who is inside, and closes the open file where this was its last descriptor.
    /// Called once, by the table that has taken it out.
    void close() {
        closed = true;
        file.release();
    }
}
