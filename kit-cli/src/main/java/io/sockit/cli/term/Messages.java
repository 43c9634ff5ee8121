package io.sockit.cli.term;

import java.util.concurrent.ExecutionException;

/// What people see of a failure: its message, never a stack trace.
public final class Messages {
    private static final String FRAME = "at ";

    private Messages() {}

    /// The message of what a program met. What has none, or is no exception of ours, is named too.
    public static String of(Throwable failure) {
        Throwable shown = failure;
        while (shown.getCause() != null
                && (shown instanceof ExecutionException
                        || shown instanceof ExceptionInInitializerError)) {
            shown = shown.getCause();
        }
        String message = shown.getMessage();
        if (message == null) {
            return shown.getClass().getSimpleName();
        }
        return shown instanceof Exception
                ? withoutStack(message)
                : shown.getClass().getSimpleName() + ": " + message;
    }

    /// The message of what a program threw: a fault of its own is named with where it was.
    public static String ofProgram(Throwable failure) {
        if (failure instanceof RuntimeException || failure instanceof Error) {
            String what = failure.getClass().getSimpleName();
            String message = failure.getMessage();
            String frame = frame(failure.getStackTrace());
            if (!frame.isEmpty()) {
                return what + (message == null ? "" : ": " + message) + frame;
            }
        }
        return of(failure);
    }

    /// Where a thread is, as far as it is a program's doing: ` at ` and the first frame that is not
    /// the JDK's, or nothing.
    public static String frame(StackTraceElement... stack) {
        for (StackTraceElement frame : stack) {
            if (!isJdks(frame.toString())) {
                return " at " + frame;
            }
        }
        return "";
    }

    /// Of the stack that a message may end with, the first frame that is a program's.
    private static String withoutStack(String message) {
        StringBuilder text = new StringBuilder();
        boolean shown = false;
        for (String line : message.split("\n", -1)) {
            boolean frame = line.stripLeading().startsWith(FRAME);
            if (!frame) {
                text.append(text.isEmpty() ? "" : "\n").append(line);
            } else if (!shown && !isJdks(line.stripLeading().substring(FRAME.length()))) {
                text.append(' ').append(line.strip());
                shown = true;
            }
        }
        return text.toString();
    }

    private static boolean isJdks(String frame) {
        return frame.startsWith("java.") || frame.startsWith("jdk.");
    }
}
