package io.sockit.spi;

import org.jspecify.annotations.Nullable;

/// A counted reference to an open file of the host (Linux `struct file`): a socket of any family,
/// an epoll, an eventfd or one end of a pipe. A holder gives its reference back once, and the last
/// one closes the file. Any thread, the strand too.
public interface FileHandle {
    /// Takes one more reference, for a caller that has one.
    void retain();

    /// Gives a reference back.
    void release();

    /// How many references there are: descriptors of all processes, and those that protocols hold.
    /// 0 for a connection that waits to be accepted.
    int references();

    /// The protocol's side where it is a socket; null for any other file, and where that is gone.
    @Nullable SocketOps ops();
}
