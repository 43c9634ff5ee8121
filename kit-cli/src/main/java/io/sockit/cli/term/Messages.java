package io.sockit.cli.term;

import java.util.concurrent.ExecutionException;

/// The text of a failure for people: its message, never a stack trace.
public final class Messages {
    private static final String FRAME = "at ";

    private Messages() {}

    /// The message of a failure, with the name of its class if it has no message or is an error.
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

    /// The message of what a program threw; a fault of the program is named with its first frame.
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

    /// The place of a thread in its program: ` at ` and the first frame that is not the JDK's, or
    /// an empty text.
    public static String frame(StackTraceElement... stack) {
        for (StackTraceElement frame : stack) {
            if (!isJdks(frame.toString())) {
                return " at " + frame;
            }
        }
        return "";
    }

    /// The message with only the first frame of a program, if it ends with a stack.
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
