package io.sockit.api;

/// What `fstat` tells of an open file, and `stat` of one that has a name.
///
/// @param device 1 for files that have names, 0 for open files that have none
/// @param inode unique among the files of a device in a host's life
/// @param mode the kind, one of the `S_IF` constants or 0 for an anonymous file such as an epoll,
///     with the permission bits
/// @param links how many names it has; for a directory those in its subdirectories too
/// @param uid its owner, 0 for an open file without a name
/// @param gid its group, as the owner
public record Stat(int device, long inode, int mode, int links, int uid, int gid) {
    /// The bits of the kind.
    public static final int S_IFMT = 0xf000;

    public static final int S_IFSOCK = 0xc000;
    public static final int S_IFLNK = 0xa000;
    public static final int S_IFDIR = 0x4000;
    public static final int S_IFIFO = 0x1000;

    /// In a directory with it, what is made has the directory's group.
    public static final int S_ISGID = 02000;

    /// In a directory with it, only the owners of a file and of the directory rename and delete the
    /// file.
    public static final int S_ISVTX = 01000;

    /// An open file that has no name.
    public Stat(long inode, int mode) {
        this(0, inode, mode, 1, 0, 0);
    }

    /// Whether it is a socket.
    public boolean isSocket() {
        return (mode & S_IFMT) == S_IFSOCK;
    }

    public boolean isDirectory() {
        return (mode & S_IFMT) == S_IFDIR;
    }

    public boolean isSymbolicLink() {
        return (mode & S_IFMT) == S_IFLNK;
    }
}
