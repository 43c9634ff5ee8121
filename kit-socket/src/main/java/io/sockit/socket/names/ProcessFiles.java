package io.sockit.socket.names;

import io.sockit.api.Credentials;
import io.sockit.api.Errno;
import io.sockit.api.ErrnoException;
import io.sockit.api.FileNames;
import io.sockit.api.PathText;
import io.sockit.api.Stat;
import io.sockit.socket.file.Checks;
import io.sockit.socket.names.Node.Directory;
import io.sockit.socket.names.Walk.Last;
import io.sockit.spi.SocketFiles;

import java.util.List;

/// The tree as a process sees it, and its calls, which enter the strand; what protocols call is on
/// it.
public final class ProcessFiles implements FileNames, SocketFiles {
    private final FileTree tree;
    private final Credentials by;
    private Directory cwd;
    private int umask = 022;

    /// Those of a new process.
    public ProcessFiles(FileTree tree, Credentials by) {
        this.tree = tree;
        this.by = by;
        this.cwd = tree.root;
    }

    /// Those of a fork. Enters the strand.
    public ProcessFiles fork(Credentials user) {
        ProcessFiles child = new ProcessFiles(tree, user);
        tree.strand.run(
                () -> {
                    child.cwd = cwd;
                    child.umask = umask;
                });
        return child;
    }

    @Override
    public long make(String path, String call) throws ErrnoException {
        Node made = new Node.SocketFile(tree.nextInode(), 0777 & ~umask, by);
        return walk(path, Last.ITSELF, call).create(made, Errno.EADDRINUSE).inode;
    }

    @Override
    public long find(String path, String call) throws ErrnoException {
        Walk found = walk(path, Last.FOLLOWED, call);
        Node node = found.existing();
        found.require(node, Node.WRITE);
        return node instanceof Node.SocketFile ? node.inode : 0;
    }

    private Walk walk(String path, Last last, String call) throws ErrnoException {
        return new Walk(tree, by, cwd, path, last, call);
    }

    @Override
    public void mkdir(String path, int mode) throws ErrnoException {
        at("mkdir", path, Last.ITSELF, end -> end.create(directory(mode), Errno.EEXIST));
    }

    private Node directory(int mode) {
        return new Directory(tree.nextInode(), mode & (Stat.S_ISVTX | 0777) & ~umask, by);
    }

    @Override
    public void symlink(String target, String path) throws ErrnoException {
        String way = Walk.checked(bytes(target, "symlink"), "symlink");
        at("symlink", path, Last.ITSELF, end -> end.create(symlink(way), Errno.EEXIST));
    }

    private Node symlink(String way) {
        return new Node.Link(tree.nextInode(), way, by);
    }

    @Override
    public void link(String from, String to) throws ErrnoException {
        String name = bytes(to, "link");
        at("link", from, Last.SLASH, end -> link(end.existing(), name));
    }

    private Node link(Node file, String name) throws ErrnoException {
        return walk(name, Last.ITSELF, "link").link(file);
    }

    @Override
    public void unlink(String path) throws ErrnoException {
        at("unlink", path, Last.ITSELF, Walk::unlink);
    }

    @Override
    public void rmdir(String path) throws ErrnoException {
        at("rmdir", path, Last.ITSELF, Walk::rmdir);
    }

    @Override
    public void rename(String from, String to) throws ErrnoException {
        String name = bytes(to, "rename");
        at("rename", from, Last.ITSELF, end -> end.rename(walk(name, Last.ITSELF, "rename")));
    }

    @Override
    public String readlink(String path) throws ErrnoException {
        return PathText.text(at("readlink", path, Last.SLASH, Walk::target));
    }

    @Override
    public void chmod(String path, int mode) throws ErrnoException {
        at("chmod", path, Last.FOLLOWED, end -> end.chmod(mode));
    }

    @Override
    public void chown(String path, int uid, int gid) throws ErrnoException {
        at("chown", path, Last.FOLLOWED, end -> end.chown(uid, gid));
    }

    @Override
    public Stat stat(String path) throws ErrnoException {
        return at("stat", path, Last.FOLLOWED, end -> end.existing().stat());
    }

    @Override
    public Stat lstat(String path) throws ErrnoException {
        return at("lstat", path, Last.SLASH, end -> end.existing().stat());
    }

    @Override
    public List<String> list(String path) throws ErrnoException {
        List<String> names = at("list", path, Last.FOLLOWED, Walk::list);
        return names.stream().sorted().map(PathText::text).toList();
    }

    @Override
    public void chdir(String path) throws ErrnoException {
        at("chdir", path, Last.FOLLOWED, end -> cwd = end.directory(Node.SEARCH));
    }

    @Override
    public String getcwd() throws ErrnoException {
        return PathText.text(
                tree.strand.<String, ErrnoException>call(() -> tree.pathOf(cwd, "getcwd")));
    }

    @Override
    public int umask(int mask) {
        return tree.strand.<Integer, RuntimeException>call(
                () -> {
                    int old = umask;
                    umask = mask & 0777;
                    return old;
                });
    }

    /// What a call does where its path ends.
    private interface Work<T> {
        T at(Walk end) throws ErrnoException;
    }

    private <T> T at(String call, String path, Last last, Work<T> work) throws ErrnoException {
        String bytes = bytes(path, call);
        return tree.strand.<T, ErrnoException>call(() -> work.at(walk(bytes, last, call)));
    }

    private static String bytes(String path, String call) throws ErrnoException {
        String wrong = "a NUL in it (expected: no NUL)";
        try {
            String bytes = PathText.bytes(Checks.given(path, "path", call));
            if (bytes.indexOf(0) < 0) {
                return bytes;
            }
        } catch (IllegalArgumentException e) {
            wrong = String.valueOf(e.getMessage());
        }
        throw new ErrnoException(Errno.EINVAL, call, "path: " + wrong);
    }
}
