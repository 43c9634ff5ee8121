package io.sockit.test.calls;

import io.sockit.api.ErrnoException;
import io.sockit.api.FileNames;
import io.sockit.api.PathText;
import io.sockit.api.Process;
import io.sockit.api.Stat;

import java.util.List;
import java.util.Map;

/// The calls on names of files. Paths are bytes.
final class NameCalls {
    private NameCalls() {}

    static void into(Map<String, Arguments.Call> calls) {
        changes(calls);
        calls.put("readlink", (s, p, a) -> PathText.bytes(p.files().readlink(path(a, 0))));
        calls.put("stat", (s, p, a) -> told(p.files().stat(path(a, 0))));
        calls.put("lstat", (s, p, a) -> told(p.files().lstat(path(a, 0))));
        calls.put("links", (s, p, a) -> (long) p.files().lstat(path(a, 0)).links());
        calls.put("same_name", (s, p, a) -> sameName(p, path(a, 0), path(a, 1)) ? 1L : 0L);
        calls.put(
                "list",
                (s, p, a) ->
                        List.of(p.files().list(path(a, 0)).stream().map(PathText::bytes).toList()));
        calls.put("chdir", (s, p, a) -> FileCalls.done(() -> p.files().chdir(path(a, 0))));
        calls.put("getcwd", (s, p, a) -> PathText.bytes(p.files().getcwd()));
        calls.put("umask", (s, p, a) -> (long) p.files().umask(a.integer(0)));
    }

    private static void changes(Map<String, Arguments.Call> calls) {
        change(calls, "mkdir", (f, a) -> f.mkdir(path(a, 0), a.integer(1, 0777)));
        change(calls, "rmdir", (f, a) -> f.rmdir(path(a, 0)));
        change(calls, "unlink", (f, a) -> f.unlink(path(a, 0)));
        change(calls, "rename", (f, a) -> f.rename(path(a, 0), path(a, 1)));
        change(calls, "link", (f, a) -> f.link(path(a, 0), path(a, 1)));
        change(calls, "symlink", (f, a) -> f.symlink(path(a, 0), path(a, 1)));
        change(calls, "chmod", (f, a) -> f.chmod(path(a, 0), a.integer(1)));
        change(calls, "chown", (f, a) -> f.chown(path(a, 0), a.integer(1), a.integer(2)));
    }

    private interface Change {
        void make(FileNames files, Arguments given) throws ErrnoException;
    }

    private static void change(Map<String, Arguments.Call> calls, String name, Change change) {
        calls.put(name, (s, p, a) -> FileCalls.done(() -> change.make(p.files(), a)));
    }

    private static String path(Arguments given, int index) {
        return PathText.text(given.of(index, String.class));
    }

    private static List<Object> told(Stat stat) {
        return List.of((long) stat.mode(), (long) stat.uid(), (long) stat.gid());
    }

    private static boolean sameName(Process process, String one, String other)
            throws ErrnoException {
        Stat first = process.files().lstat(one);
        Stat second = process.files().lstat(other);
        return first.device() == second.device() && first.inode() == second.inode();
    }
}
