package io.sockit.bench;

import static java.lang.foreign.ValueLayout.ADDRESS;
import static java.lang.foreign.ValueLayout.JAVA_INT;

import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;

import java.io.IOException;
import java.lang.foreign.Arena;
import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.Linker;
import java.lang.foreign.MemoryLayout;
import java.lang.foreign.MemorySegment;
import java.lang.invoke.MethodHandle;

/// The system calls `socketpair` and `close`.
@State(Scope.Benchmark)
public class NativeSocketpair {
    private static final int AF_UNIX = 1;
    private static final int SOCK_STREAM = 1;
    private static final MethodHandle SOCKETPAIR =
            call("socketpair", JAVA_INT, JAVA_INT, JAVA_INT, ADDRESS);
    private static final MethodHandle CLOSE = call("close", JAVA_INT);

    private final Arena arena = Arena.ofShared();
    private final MemorySegment pair = arena.allocate(JAVA_INT, 2);

    @SuppressWarnings("restricted") // these two calls are safe
    private static MethodHandle call(String name, MemoryLayout... arguments) {
        Linker linker = Linker.nativeLinker();
        return linker.downcallHandle(
                linker.defaultLookup().findOrThrow(name),
                FunctionDescriptor.of(JAVA_INT, arguments));
    }

    @TearDown
    public void close() {
        arena.close();
    }

    int openAndClose() throws Throwable {
        int answer = (int) SOCKETPAIR.invokeExact(AF_UNIX, SOCK_STREAM, 0, pair);
        for (int i = 0; i < 2 && answer == 0; i++) {
            answer = (int) CLOSE.invokeExact(pair.getAtIndex(JAVA_INT, i));
        }
        if (answer != 0) {
            throw new IOException("socketpair or close of the kernel: failed");
        }
        return answer;
    }
}
