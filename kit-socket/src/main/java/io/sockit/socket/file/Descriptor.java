package io.sockit.socket.file;

/// One open descriptor: the door through which a call enters. Two descriptors of one open file are
/// two of these, so that closing one turns away only the calls that came through it. Any thread.
public final class Descriptor {
    public final int fd;
    public final OpenFile file;

    /// Where it is, or was.
    public final DescriptorTable table;

    Descriptor(int fd, OpenFile file, DescriptorTable table) {
        this.fd = fd;
        this.file = file;
        this.table = table;
    }

    /// Whether the number is free again, or another descriptor's.
    @SuppressWarnings("ReferenceEquality") // identity is meant
    public boolean closed() {
        return table.find(fd) != this;
    }

    /// Turns away the calls that are inside, and closes the open file where this was its last
    /// descriptor. Called once, by the table that has taken it out.
    void close() {
        file.release();
    }
}
