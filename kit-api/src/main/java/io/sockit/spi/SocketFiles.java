package io.sockit.spi;

import io.sockit.api.ErrnoException;

/// The host's file name space as the process of a call sees it, for families whose names are paths:
/// with its credentials, working directory and umask. It knows no sockets; a family finds its own
/// by the inode of the file, as Linux's does. Paths are bytes as characters up to 255. On the
/// strand.
public interface SocketFiles {
    /// Makes a socket file, which stays until it is deleted.
    ///
    /// @return its inode, which no other file will have
    /// @throws ErrnoException `EADDRINUSE` where the name is taken, `EACCES`, `ENOSPC`, and others
    ///     of [io.sockit.api.FileNames]
    long make(String path, String call) throws ErrnoException;

    /// Finds the socket file that a path leads to.
    ///
    /// @return its inode, 0 where it is a file of another kind
    /// @throws ErrnoException `EACCES` where the file may not be written, and others of
    ///     [io.sockit.api.FileNames]
    long find(String path, String call) throws ErrnoException;
}
