package io.sockit.examples.ring;

import org.jspecify.annotations.Nullable;

import java.lang.reflect.Method;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/// One run of the contract suites: with one fault, or with none to see which methods tests reach.
/// Thread-safe; belongs to the thread that runs the suites, and to those that it starts.
final class FaultyRun {
    private static final InheritableThreadLocal<FaultyRun> CURRENT = new InheritableThreadLocal<>();

    final @Nullable SeededFault fault;

    /// Methods that were called since they were last looked at.
    final Set<Method> reached = ConcurrentHashMap.newKeySet();

    /// Methods that have answered an error.
    final Set<Method> threw = ConcurrentHashMap.newKeySet();

    /// Whether the fault's method answers errors when all is well: then one of those is wrong.
    private final boolean throwsAnyway;

    /// The test that has caught the fault, or null.
    volatile @Nullable String caughtBy;

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

    boolean hits(Method method) {
        return fault != null && fault.method().equals(method);
    }
}
