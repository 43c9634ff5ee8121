package io.sockit.api;

import java.util.List;

/// The file name space of a host as one process sees it (`path_resolution(7)`): directories,
/// symbolic links and the files of sockets, which are there as long as the host. Nothing of it is
/// in a file system of the machine. A new host has the directories `/home`, `/run` and, for
/// everybody, `/tmp`. A process begins in `/` with the umask 022; a fork goes on with what its
/// parent has. Thread-safe.
///
/// A path is Unicode whose bytes are UTF-8; [PathText] says how other bytes are written. Every call
/// throws [ErrnoException]: `ENOENT`, `ENOTDIR`, `EACCES` where a directory on the way may not be
/// searched or the last one not written, `ELOOP` after 40 symbolic links, `ENAMETOOLONG` beyond 255
/// bytes a name and 4,095 a path, `EINVAL` for a NUL or half a surrogate pair.
public interface FileNames {
    /// @param mode permission bits and [Stat#S_ISVTX]; those of the umask are cleared
    /// @throws ErrnoException `EEXIST`, `ENOSPC`
    void mkdir(String path, int mode) throws ErrnoException;

    /// @throws ErrnoException `ENOTEMPTY`, `EBUSY` for the root, `EINVAL` for `.`, `EPERM` in a
    ///     directory with [Stat#S_ISVTX]
    void rmdir(String path) throws ErrnoException;

    /// Takes a name away from a file that is no directory. A socket that is bound to it goes on.
    ///
    /// @throws ErrnoException `EISDIR`; `EPERM` in a directory with [Stat#S_ISVTX]
    void unlink(String path) throws ErrnoException;

    /// Gives a file another name, in place of the file that has it.
    ///
    /// @throws ErrnoException as [#unlink] and [#rmdir] for what is replaced; `EINVAL` where a
    ///     directory would get into itself, `EBUSY` for `.`, `..` and the root
    void rename(String from, String to) throws ErrnoException;

    /// Gives a file one more name; a symbolic link is not followed.
    ///
    /// @throws ErrnoException `EPERM` for a directory, `EEXIST`, `ENOSPC`
    void link(String from, String to) throws ErrnoException;

    /// @param target what the link holds, which need not be there
    /// @throws ErrnoException `EEXIST`, `ENOSPC`; `ENOENT` for an empty target
    void symlink(String target, String path) throws ErrnoException;

    /// @throws ErrnoException `EINVAL` where it is no symbolic link
    String readlink(String path) throws ErrnoException;

    /// @param mode the permission bits, `S_ISGID`, `S_ISVTX` and 04000
    /// @throws ErrnoException `EPERM` for all but the owner
    void chmod(String path, int mode) throws ErrnoException;

    /// @param uid the new owner, or -1 to leave it
    /// @param gid the new group, or -1 to leave it
    /// @throws ErrnoException `EPERM`, but where an owner gives its own group
    void chown(String path, int uid, int gid) throws ErrnoException;

    Stat stat(String path) throws ErrnoException;

    /// As [#stat], of a symbolic link itself.
    Stat lstat(String path) throws ErrnoException;

    /// The names in a directory but `.` and `..`, in the order of their bytes.
    ///
    /// @throws ErrnoException `EACCES` where it may not be read
    List<String> list(String path) throws ErrnoException;

    /// Changes the directory from which paths without a slash in front begin.
    void chdir(String path) throws ErrnoException;

    /// @throws ErrnoException `ENOENT` where the directory has been removed
    String getcwd() throws ErrnoException;

    /// Sets which permission bits a new file does not get.
    ///
    /// @return what it was
    int umask(int mask);
}
