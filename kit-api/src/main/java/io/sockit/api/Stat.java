package io.sockit.api;

/// What `fstat` tells of an open file.
///
/// @param inode unique in a host's life, the same for all descriptors of the file
/// @param mode the kind, [#S_IFSOCK] or [#S_IFIFO] or 0 for an anonymous file such as an epoll,
///     with the permission bits
public record Stat(long inode, int mode) {
    /// The bits of the kind.
    public static final int S_IFMT = 0xf000;

    public static final int S_IFSOCK = 0xc000;
    public static final int S_IFIFO = 0x1000;

    /// Whether it is a socket.
    public boolean isSocket() {
        return (mode & S_IFMT) == S_IFSOCK;
    }
}
