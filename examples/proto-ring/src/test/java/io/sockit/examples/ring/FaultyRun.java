package io.sockit.examples.ring;

import org.jspecify.annotations.Nullable;

import java.lang.reflect.Method;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;

/// One run of the contract suites: with one fault, or with none to see which methods tests reach.
/// Thread-safe; belongs to the thread that runs the suites, and to those that it starts.
final class FaultyRun {
    private static final InheritableThreadLocal<FaultyRun> CURRENT = new InheritableThreadLocal<>();
    private static final ThreadLocal<Boolean> REPEATS = ThreadLocal.withInitial(() -> false);

    final @Nullable SeededFault fault;

    /// Methods that were called since they were last looked at.
    final Set<Method> reached = ConcurrentHashMap.newKeySet();

    /// Methods that have answered an error.
    final Set<Method> threw = ConcurrentHashMap.newKeySet();

    /// The calls since it was last looked at, in any order: a sum of what each was given and
    /// answered.
    private final AtomicLong trace = new AtomicLong();

    /// Whether the fault's method answers errors when all is well: then one of those is wrong.
    private final boolean throwsAnyway;

    /// The test that has caught the fault, or null.
    volatile @Nullable String caughtBy;

    /// Whether a test made other calls, or got other answers, than without the fault.
    volatile boolean differs;

    FaultyRun(@Nullable SeededFault fault, Set<Method> throwing) {
        this.fault = fault;
        this.throwsAnyway = fault != null && throwing.contains(fault.method());
    }

    static @Nullable FaultyRun current() {
        return CURRENT.get();
    }

    void begin() {
        CURRENT.set(this);
    }

    static void end() {
        CURRENT.remove();
    }

    boolean throwsAnyway() {
        return throwsAnyway;
    }

    /// Notes a call with its answer, unless it is part of a repetition.
    void note(Method method, List<String> given, String answer) {
        if (!REPEATS.get()) {
            long hash = List.of(method.toString(), given, answer).hashCode() * 0x9e3779b97f4a7c15L;
            trace.addAndGet(hash ^ (hash >>> 29));
        }
    }

    /// Whether the calls of this thread are made a second time, and are not noted.
    void repeats(boolean on) {
        REPEATS.set(on);
    }

    /// The calls that were noted, from now on anew.
    long takeTrace() {
        return trace.getAndSet(0);
    }

    boolean hits(Method method) {
        return fault != null && fault.method().equals(method);
    }
}
