package io.sockit.socket.file;

/// One open descriptor: the door through which a call enters. Two descriptors of one open file are
/// two of these, so that closing one turns away only the calls that came through it. Any thread.
public final class Descriptor {
    public final int fd;
    public final OpenFile file;

    /// FD_CLOEXEC; under the lock of its table.
    boolean closeOnExec;

    private volatile boolean closed;

    Descriptor(int fd, OpenFile file, boolean closeOnExec) {
        this.fd = fd;
        this.file = file;
        this.closeOnExec = closeOnExec;
    }

    public boolean closed() {
        return closed;
    }

    /// Turns away the calls that are inside, and closes the open file where this was its last
    /// descriptor. Called once, by the table that has taken it out.
    void close() {
        closed = true;
        file.release();
    }
}
