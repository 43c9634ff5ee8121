package io.sockit.socket.names;

import static java.lang.foreign.ValueLayout.ADDRESS;
import static java.lang.foreign.ValueLayout.JAVA_INT;
import static java.lang.foreign.ValueLayout.JAVA_LONG;

import io.sockit.api.Stat;

import java.io.IOException;
import java.lang.foreign.Arena;
import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.Linker;
import java.lang.foreign.MemoryLayout;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.StructLayout;
import java.lang.invoke.MethodHandle;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/// Calls of the machine's kernel on paths below a folder; each answers 0 or the error's number.
record KernelCalls(String root) {
    private static final StructLayout STATE = Linker.Option.captureStateLayout();
    private static final Map<String, MethodHandle> HANDLES = new ConcurrentHashMap<>();
    private static final int STAT = 256; // bytes that hold a struct stat anywhere

    int call(String name, String path) {
        return make(name, FunctionDescriptor.of(JAVA_INT, ADDRESS), root + path);
    }

    int call(String name, String path, String other) {
        FunctionDescriptor type = FunctionDescriptor.of(JAVA_INT, ADDRESS, ADDRESS);
        return make(name, type, root + path, root + other);
    }

    int symlink(String target, String path) {
        FunctionDescriptor type = FunctionDescriptor.of(JAVA_INT, ADDRESS, ADDRESS);
        return make("symlink", type, target, root + path);
    }

    int mkdir(String path, int mode) {
        return make("mkdir", FunctionDescriptor.of(JAVA_INT, ADDRESS, JAVA_INT), root + path, mode);
    }

    int chmod(String path, int mode) {
        return make("chmod", FunctionDescriptor.of(JAVA_INT, ADDRESS, JAVA_INT), root + path, mode);
    }

    /// Makes a socket file.
    int bind(String path) {
        FunctionDescriptor type = FunctionDescriptor.of(JAVA_INT, ADDRESS, JAVA_INT, JAVA_LONG);
        return make("mknod", type, root + path, Stat.S_IFSOCK | 0777, 0L);
    }

    int stat(String name, String path) {
        try (Arena arena = Arena.ofConfined()) {
            FunctionDescriptor type = FunctionDescriptor.of(JAVA_INT, ADDRESS, ADDRESS);
            return make(name, type, root + path, arena.allocate(STAT));
        }
    }

    /// The umask of this process.
    int umask(Path folder) throws IOException {
        Path probe = folder.resolve("probe");
        mkdir("/probe", 0777);
        int mode = (int) Files.getAttribute(probe, "unix:mode");
        Files.delete(probe);
        return ~mode & 0777;
    }

    @SuppressWarnings("restricted") // the C library's own functions
    private static MethodHandle handle(String name, FunctionDescriptor type) {
        Linker linker = Linker.nativeLinker();
        return linker.downcallHandle(
                linker.defaultLookup().findOrThrow(name),
                type,
                Linker.Option.captureCallState("errno"));
    }

    private static int make(String name, FunctionDescriptor type, Object... arguments) {
        MethodHandle handle = HANDLES.computeIfAbsent(name, each -> handle(each, type));
        try (Arena arena = Arena.ofConfined()) {
            MemorySegment state = arena.allocate(STATE);
            Object[] given = new Object[arguments.length + 1];
            given[0] = state;
            for (int i = 0; i < arguments.length; i++) {
                given[i + 1] =
                        arguments[i] instanceof String text
                                ? arena.allocateFrom(text)
                                : arguments[i];
            }
            int answer = (int) handle.invokeWithArguments(given);
            var errno = STATE.varHandle(MemoryLayout.PathElement.groupElement("errno"));
            return answer == 0 ? 0 : (int) errno.get(state, 0L);
        } catch (Throwable e) {
            throw new IllegalStateException(name, e);
        }
    }
}
