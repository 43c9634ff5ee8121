package io.sockit.cli.run;

import io.sockit.cli.term.Messages;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/// Finds out who ends the JVM while a run goes on: a program that calls `System.exit`, or nobody in
/// it, as where a signal came.
final class ExitCall {
    /// The frame of who calls for the end, be it from a signal's handler.
    private static final String RUNTIME = Runtime.class.getName();

    private static final String EXIT = "exit";
    private static final String SIGNAL = "java.lang.Terminator";

    private ExitCall() {}

    /// Looks at all threads; those of programs may be virtual, which only their owner knows.
    ///
    /// @return what the failure of the run is
    static Optional<String> find(List<ProgramEntry> entries) {
        Map<String, StackTraceElement[]> stacks = new LinkedHashMap<>();
        entries.stream()
                .flatMap(entry -> entry.runs().stream())
                .forEach(run -> stacks.put(run.title(), run.stack()));
        Thread.getAllStackTraces()
                .forEach((thread, stack) -> stacks.putIfAbsent(thread.getName(), stack));
        for (Map.Entry<String, StackTraceElement[]> one : stacks.entrySet()) {
            StackTraceElement[] stack = one.getValue();
            if (isIn(stack)) {
                return Optional.of(one.getKey() + " called System.exit" + Messages.frame(stack));
            }
        }
        return Optional.empty();
    }

    /// Whether a thread that is there waits for the end that it called for.
    static boolean isIn(StackTraceElement... stack) {
        return Stream.of(stack).anyMatch(ExitCall::exits)
                && Stream.of(stack).noneMatch(ExitCall::handlesSignal);
    }

    private static boolean exits(StackTraceElement frame) {
        return frame.getClassName().equals(RUNTIME) && frame.getMethodName().equals(EXIT);
    }

    private static boolean handlesSignal(StackTraceElement frame) {
        return frame.getClassName().startsWith(SIGNAL);
    }
}
