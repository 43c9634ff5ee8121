package io.sockit.socket.names;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.sockit.api.Credentials;
import io.sockit.api.Errno;
import io.sockit.api.ErrnoException;
import io.sockit.api.Stat;
import io.sockit.socket.control.SysctlTable;
import io.sockit.socket.sched.SteppedClock;
import io.sockit.socket.strand.KitOwner;
import io.sockit.spi.packet.PacketPool;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;

/// Calls at random on names of the kit, and on a folder of the machine: each answers the same, and
/// leaves the same files behind.
class KernelComparisonTest {
    private static final int RUNS = 200;
    private static final int CALLS = 200;

    /// The calls are made this deep, so that their `..` leave neither tree.
    private static final String DEPTH = "/1/2/3/4";

    private static final int MOST_UP = 3;

    @TempDir private Path folder;

    private Random random = new Random();
    private KernelCalls kernel = new KernelCalls("");
    private ProcessFiles kit = files(Credentials.ROOT);

    private static ProcessFiles files(Credentials user) {
        FileTree tree =
                new FileTree(
                        new SteppedClock().strand("test"),
                        new PacketPool(),
                        new SysctlTable().declaredBy(KitOwner.KIT));
        ProcessFiles files = new ProcessFiles(tree, Credentials.ROOT);
        try {
            files.chmod("/", 0777);
            for (String name : files.list("/")) {
                files.rmdir("/" + name);
            }
        } catch (ErrnoException e) {
            throw new IllegalStateException(e);
        }
        return new ProcessFiles(tree, user);
    }

    @Test
    @EnabledOnOs(OS.LINUX)
    void answersAndLeavesWhatTheKernelDoes() throws IOException {
        Map<String, Object> own = Files.readAttributes(folder, "unix:uid,gid");
        int uid = (int) own.get("uid");
        Credentials user =
                uid == 0 ? Credentials.ROOT : Credentials.user(uid, (int) own.get("gid"));
        for (int seed = 0; seed < RUNS; seed++) {
            Path root = Files.createDirectory(folder.resolve("run" + seed));
            random = new Random(seed);
            kernel = new KernelCalls(root.toString());
            kit = files(user);
            kit.umask(kernel.umask(root));
            String way = "";
            for (String name : DEPTH.substring(1).split("/", -1)) {
                way += "/" + name;
                kernel.mkdir(way, 0777);
                kit.mkdir(way, 0777);
            }
            run(seed, root);
        }
    }

    private void run(int seed, Path root) throws IOException {
        List<String> made = new ArrayList<>();
        for (int i = 0; i < CALLS; i++) {
            made.add(step());
            String last = made.getLast();
            assertEquals(
                    last.substring(0, last.indexOf('|')),
                    last.substring(last.indexOf('|') + 1),
                    () -> "seed " + seed + ": " + String.join("\n", made));
        }
        assertEquals(
                machine(root, "/", new TreeMap<>()),
                ofKit("/", new TreeMap<>()),
                () -> "seed " + seed + ": " + String.join("\n", made));
    }

    /// Makes a call on both.
    ///
    /// @return the call with the kernel's answer, a bar, the call with the kit's
    private String step() {
        String path = path();
        String other = path();
        int mode = random.nextInt(8) == 0 ? random.nextInt(010000) : 0777;
        String target = relative(0);
        return switch (random.nextInt(14)) {
            case 0, 1, 11, 12 ->
                    both("mkdir " + path, kernel.mkdir(path, mode), () -> kit.mkdir(path, mode));
            case 2 -> both("rmdir " + path, kernel.call("rmdir", path), () -> kit.rmdir(path));
            case 3 -> both("unlink " + path, kernel.call("unlink", path), () -> kit.unlink(path));
            case 4, 5 ->
                    both(
                            "rename " + path + " " + other,
                            kernel.call("rename", path, other),
                            () -> kit.rename(path, other));
            case 6 ->
                    both(
                            "link " + path + " " + other,
                            kernel.call("link", path, other),
                            () -> kit.link(path, other));
            case 7 ->
                    both(
                            "symlink " + target + " " + path,
                            kernel.symlink(target, path),
                            () -> kit.symlink(target, path));
            case 8 -> both("bind " + path, kernel.bind(path), () -> bind(path));
            case 9 -> both("stat " + path, kernel.stat("stat", path), () -> kit.stat(path));
            case 10 -> both("lstat " + path, kernel.stat("lstat", path), () -> kit.lstat(path));
            default ->
                    both(
                            "chmod " + path + " " + mode,
                            kernel.chmod(path, mode),
                            () -> kit.chmod(path, mode));
        };
    }

    private void bind(String path) throws ErrnoException {
        try {
            kit.make(path, "bind");
        } catch (ErrnoException e) {
            Errno errno = e.errno() == Errno.EADDRINUSE ? Errno.EEXIST : e.errno();
            throw new ErrnoException(errno, e.call(), "as mknod has it");
        }
    }

    private interface Call {
        void make() throws ErrnoException;
    }

    private static String both(String text, int machine, Call call) {
        int answer = 0;
        try {
            call.make();
        } catch (ErrnoException e) {
            answer = e.errno().linux();
        }
        return text + ": " + machine + "|" + text + ": " + answer;
    }

    private String path() {
        return DEPTH + "/" + relative(MOST_UP);
    }

    private String relative(int up) {
        StringBuilder path = new StringBuilder();
        int left = up;
        int names = 1 + random.nextInt(3);
        for (int i = 0; i < names; i++) {
            int which = random.nextInt(12);
            if (which == 0 && left > 0) {
                left--;
                path.append("..");
            } else if (which == 1) {
                path.append('.');
            } else {
                path.append((char) ('a' + which % 3));
            }
            path.append(i < names - 1 || random.nextInt(6) == 0 ? "/" : "");
        }
        return path.toString();
    }

    /// Each file below a directory with its kind, permissions, names and target.
    private static Map<String, String> machine(Path root, String path, Map<String, String> into)
            throws IOException {
        try (var entries = Files.newDirectoryStream(root.resolve(path.substring(1)))) {
            for (Path entry : entries) {
                Map<String, Object> told =
                        Files.readAttributes(entry, "unix:mode,nlink", LinkOption.NOFOLLOW_LINKS);
                int mode = (int) told.get("mode");
                boolean link = (mode & Stat.S_IFMT) == Stat.S_IFLNK;
                boolean directory = (mode & Stat.S_IFMT) == Stat.S_IFDIR;
                String name = path + entry.getFileName();
                into.put(
                        name,
                        "%o %s %s"
                                .formatted(
                                        mode,
                                        directory ? "" : told.get("nlink"),
                                        link ? Files.readSymbolicLink(entry) : ""));
                if (directory) {
                    machine(root, name + "/", into);
                }
            }
        }
        return into;
    }

    private Map<String, String> ofKit(String path, Map<String, String> into) throws ErrnoException {
        for (String entry : kit.list(path)) {
            String name = path + entry;
            Stat told = kit.lstat(name);
            into.put(
                    name,
                    "%o %s %s"
                            .formatted(
                                    told.mode(),
                                    told.isDirectory() ? "" : told.links(),
                                    told.isSymbolicLink() ? kit.readlink(name) : ""));
            if (told.isDirectory()) {
                ofKit(name + "/", into);
            }
        }
        return into;
    }
}
