package io.sockit.socket.names;

import io.sockit.api.Capability;
import io.sockit.api.Credentials;
import io.sockit.api.Errno;
import io.sockit.api.ErrnoException;
import io.sockit.api.Stat;
import io.sockit.socket.names.Node.Directory;

import org.jspecify.annotations.Nullable;

import java.util.List;

/// The way of one path (Linux `struct nameidata`), and what a call does at its end. On the strand.
final class Walk {
    static final int LONGEST_PATH = 4095;

    private static final int LONGEST_NAME = 255;
    private static final int MOST_LINKS = 40;

    /// Whether a symbolic link at the end is followed.
    enum Last {
        ITSELF,
        /// Where a slash is behind it.
        SLASH,
        FOLLOWED
    }

    private final FileTree tree;
    private final Credentials by;
    private final String path;
    private final String call;

    /// The directory of the last name, and that name; `.`, `..` and, for the root, nothing are no
    /// names.
    private Directory parent;

    private String name = "";
    private boolean slash; // behind it
    private @Nullable Node node;

    /// @param start from where a path without a slash in front begins
    Walk(FileTree tree, Credentials by, Directory start, String path, Last last, String call)
            throws ErrnoException {
        this.tree = tree;
        this.by = by;
        this.path = checked(path, call);
        this.call = call;
        parent = start;
        go(last);
    }

    /// A path of a length that is allowed.
    static String checked(String path, String call) throws ErrnoException {
        if (path.isEmpty() || path.length() > LONGEST_PATH) {
            throw new ErrnoException(
                    path.isEmpty() ? Errno.ENOENT : Errno.ENAMETOOLONG,
                    call,
                    "path: %d bytes (expected: 1 to %d)".formatted(path.length(), LONGEST_PATH));
        }
        return path;
    }

    private void go(Last last) throws ErrnoException {
        String rest = path;
        int from = enter(rest);
        for (int links = 0; from < rest.length(); ) {
            int end = rest.indexOf('/', from);
            end = end < 0 ? rest.length() : end;
            int next = past(rest, end);
            boolean isLast = next == rest.length();
            name = rest.substring(from, end);
            slash = isLast && next > end;
            require(parent, Node.SEARCH);
            node = look();
            if (node instanceof Node.Link link
                    && (!isLast || last == Last.FOLLOWED || (slash && last == Last.SLASH))) {
                if (++links > MOST_LINKS) {
                    throw fail(Errno.ELOOP, "at most " + MOST_LINKS + " symbolic links");
                }
                rest = link.target + rest.substring(end);
                from = enter(rest);
            } else if (isLast) {
                return;
            } else {
                parent = directory();
                from = next;
            }
        }
        name = ""; // nothing but slashes, of the path or of a link
        node = tree.root;
    }

    /// Goes to the root where a path begins there.
    ///
    /// @return where its first name begins
    private int enter(String way) {
        if (way.charAt(0) == '/') {
            parent = tree.root;
        }
        return past(way, 0);
    }

    private static int past(String way, int at) {
        int from = at;
        while (from < way.length() && way.charAt(from) == '/') {
            from++;
        }
        return from;
    }

    private @Nullable Node look() throws ErrnoException {
        if (name.length() > LONGEST_NAME) {
            throw fail(Errno.ENAMETOOLONG, "at most " + LONGEST_NAME + " bytes a name");
        }
        return switch (name) {
            case "." -> parent;
            case ".." -> tree.up(parent);
            default -> tree.step(parent, name);
        };
    }

    // ---- what is there

    private Node found() throws ErrnoException {
        if (node == null) {
            throw fail(Errno.ENOENT, "a file");
        }
        return node;
    }

    /// The file, which is a directory where a slash is behind it.
    Node existing() throws ErrnoException {
        return slash ? directory() : found();
    }

    private Directory directory() throws ErrnoException {
        if (found() instanceof Directory directory) {
            return directory;
        }
        throw fail(Errno.ENOTDIR, "a directory");
    }

    /// @param wanted as for [#require]
    Directory directory(int wanted) throws ErrnoException {
        Directory directory = directory();
        require(directory, wanted);
        return directory;
    }

    /// The names in a directory, in no order.
    List<String> list() throws ErrnoException {
        Directory directory = directory(Node.READ);
        if (directory.isRemoved()) {
            throw fail(Errno.ENOENT, "a directory that is there");
        }
        return List.copyOf(directory.entries.keySet());
    }

    String target() throws ErrnoException {
        if (existing() instanceof Node.Link link) {
            return link.target;
        }
        throw fail(Errno.EINVAL, "a symbolic link");
    }

    Node chmod(int mode) throws ErrnoException {
        Node file = existing();
        if (!file.isOwnedBy(by)) {
            throw fail(Errno.EPERM, "a file of user " + by.uid());
        }
        boolean keepsGroup = by.isIn(file.gid) || by.has(Capability.CAP_FSETID);
        int bits = mode & (keepsGroup ? 07777 : 07777 & ~Stat.S_ISGID);
        file.mode = (file.mode & Stat.S_IFMT) | bits;
        return file;
    }

    Node chown(int uid, int gid) throws ErrnoException {
        Node file = existing();
        boolean own = file.uid == by.uid();
        boolean keepsUser = uid == -1 || (own && uid == file.uid);
        boolean keepsGroup = gid == -1 || (own && (by.isIn(gid) || gid == file.gid));
        if (!(keepsUser && keepsGroup) && !by.has(Capability.CAP_CHOWN)) {
            throw fail(Errno.EPERM, "an own file and group, or CAP_CHOWN");
        }
        file.uid = uid == -1 ? file.uid : uid;
        file.gid = gid == -1 ? file.gid : gid;
        return file;
    }

    // ---- names that come and go

    /// Linux filename_create and may_create.
    ///
    /// @param taken the error where the name is not free
    Node create(Node made, Errno taken) throws ErrnoException {
        requireFree(made instanceof Directory, taken);
        if ((parent.mode & Stat.S_ISGID) != 0) {
            made.gid = parent.gid;
            made.mode |= made instanceof Directory ? Stat.S_ISGID : 0;
        }
        tree.add(parent, name, made, call);
        return made;
    }

    Node link(Node file) throws ErrnoException {
        requireFree(false, Errno.EEXIST);
        if (file instanceof Directory) {
            throw fail(Errno.EPERM, "one more name for a file that is no directory");
        }
        tree.add(parent, name, file, call);
        return file;
    }

    Node unlink() throws ErrnoException {
        if (endsInName() && !slash) {
            return delete(false);
        }
        existing();
        throw fail(Errno.EISDIR, "a name of a file");
    }

    Node rmdir() throws ErrnoException {
        if (!endsInName()) {
            Errno why = name.equals(".") ? Errno.EINVAL : Errno.ENOTEMPTY;
            throw fail(name.isEmpty() ? Errno.EBUSY : why, "a name");
        }
        return delete(true);
    }

    private Node delete(boolean directory) throws ErrnoException {
        Node file = found();
        requireDeletable(file, directory);
        remove(file);
        return file;
    }

    /// In the order of Linux's do_renameat2 and vfs_rename.
    Node rename(Walk to) throws ErrnoException {
        if (!endsInName() || !to.endsInName()) {
            throw fail(Errno.EBUSY, "a name");
        }
        Node file = found();
        Node target = to.node;
        boolean directory = file instanceof Directory;
        if (!directory && (slash || to.slash)) {
            throw fail(Errno.ENOTDIR, "a directory");
        }
        boolean moves = parent != to.parent;
        if (moves && directory && to.parent.isBelow(file, tree)) {
            throw fail(Errno.EINVAL, "a directory that does not get into itself");
        }
        if (moves && target instanceof Directory && parent.isBelow(target, tree)) {
            throw to.fail(Errno.ENOTEMPTY, "a directory without the file in it");
        }
        if (file != target) {
            requireMovable(file);
            if (target == null) {
                to.requireFree(directory, Errno.EEXIST);
            } else {
                to.requireDeletable(target, directory);
            }
            if (moves && directory) {
                require(file, Node.WRITE); // for its `..`
            }
            if (target != null) {
                to.remove(target);
            }
            parent.remove(name, file);
            to.parent.put(to.name, file);
        }
        return file;
    }

    private boolean endsInName() {
        return !(name.isEmpty() || name.equals(".") || name.equals(".."));
    }

    /// @param directory whether the name is to be a directory's, which may have a slash behind
    private void requireFree(boolean directory, Errno taken) throws ErrnoException {
        if (node != null) {
            throw fail(taken, "a name that is free");
        }
        if ((slash && !directory) || parent.isRemoved()) {
            throw fail(Errno.ENOENT, "a directory that is there");
        }
        require(parent, Node.WRITE | Node.SEARCH);
    }

    private void requireMovable(Node file) throws ErrnoException {
        require(parent, Node.WRITE | Node.SEARCH);
        if ((parent.mode & Stat.S_ISVTX) != 0 && !file.isOwnedBy(by) && !parent.isOwnedBy(by)) {
            throw fail(Errno.EPERM, "a file of the caller's, as the directory is sticky");
        }
    }

    /// Linux may_delete.
    ///
    /// @param directory whether the file is to be one
    private void requireDeletable(Node file, boolean directory) throws ErrnoException {
        requireMovable(file);
        if (file instanceof Directory != directory) {
            throw fail(directory ? Errno.ENOTDIR : Errno.EISDIR, "a file of the other kind");
        }
    }

    private void remove(Node file) throws ErrnoException {
        if (file instanceof Directory directory && !directory.entries.isEmpty()) {
            throw fail(Errno.ENOTEMPTY, "an empty directory");
        }
        tree.remove(parent, name, file);
    }

    /// @param wanted of [Node#READ], [Node#WRITE], [Node#SEARCH]
    void require(Node file, int wanted) throws ErrnoException {
        if (!file.allows(by, wanted)) {
            throw fail(Errno.EACCES, "permission for user " + by.uid());
        }
    }

    private ErrnoException fail(Errno errno, String expected) {
        return new ErrnoException(errno, call, "path: '" + path + "' (expected: " + expected + ")");
    }
}
