package io.sockit.socket.plugin;

import com.google.inject.ConfigurationException;
import com.google.inject.CreationException;
import com.google.inject.ProvisionException;
import com.google.inject.spi.Message;

import org.jspecify.annotations.Nullable;

import java.lang.reflect.InvocationTargetException;
import java.util.Collection;
import java.util.List;

/// A failure in one bounded line of text. The failure's class may itself be hostile.
final class FaultText {
    private static final int LENGTH = 400;
    private static final int DEPTH = 10;

    private FaultText() {}

    /// Class, message and place of what lies at the bottom of it.
    static String of(Throwable failure) {
        try {
            Throwable root = root(failure);
            String message = message(root);
            StackTraceElement[] trace = root.getStackTrace();
            String text = message + (trace.length == 0 ? "" : " (at " + trace[0] + ")");
            return text.length() <= LENGTH ? text : text.substring(0, LENGTH) + "…";
        } catch (Throwable worse) {
            return nameOf(failure);
        }
    }

    /// Where it was thrown, to tell new failures from old ones.
    static String place(Throwable failure) {
        try {
            Throwable root = root(failure);
            StackTraceElement[] trace = root.getStackTrace();
            return nameOf(root) + (trace.length == 0 ? "" : " at " + trace[0]);
        } catch (Throwable worse) {
            return nameOf(failure);
        }
    }

    private static String message(Throwable root) {
        Collection<Message> messages = guiceMessages(root);
        if (!messages.isEmpty()) {
            return firstLine(messages.iterator().next().getMessage());
        }
        String own = root.getMessage();
        return own == null ? nameOf(root) : nameOf(root) + ": " + firstLine(own);
    }

    private static String nameOf(Throwable failure) {
        return failure.getClass().getName();
    }

    private static String firstLine(String text) {
        int end = text.indexOf('\n');
        return end < 0 ? text : text.substring(0, end);
    }

    /// What is behind the wrappers of reflection and Guice.
    private static Throwable root(Throwable failure) {
        Throwable root = failure;
        for (int i = 0; i < DEPTH; i++) {
            Throwable cause = wrapped(root);
            if (cause == null) {
                break;
            }
            root = cause;
        }
        return root;
    }

    private static @Nullable Throwable wrapped(Throwable failure) {
        for (Message message : guiceMessages(failure)) {
            if (message.getCause() != null) {
                return message.getCause();
            }
        }
        return switch (failure) {
            case InvocationTargetException e -> e.getCause();
            case ExceptionInInitializerError e -> e.getCause();
            default -> null;
        };
    }

    private static Collection<Message> guiceMessages(Throwable failure) {
        return switch (failure) {
            case CreationException e -> e.getErrorMessages();
            case ConfigurationException e -> e.getErrorMessages();
            case ProvisionException e -> e.getErrorMessages();
            default -> List.of();
        };
    }
}
