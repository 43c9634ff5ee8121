package io.sockit.cli.term;

import java.util.concurrent.ExecutionException;

/// What people see of a failure: its message, never a stack trace.
public final class Messages {
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
                ? message
                : shown.getClass().getSimpleName() + ": " + message;
    }
}
