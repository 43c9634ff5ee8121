package io.sockit.packetdrill.shell;

/// A shell line that failed, or that is not served; the message says which.
public final class ShellException extends Exception {
    private static final long serialVersionUID = 1L;

    ShellException(String message) {
        super(message);
    }
}
