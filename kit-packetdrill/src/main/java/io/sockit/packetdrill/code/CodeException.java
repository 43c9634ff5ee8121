package io.sockit.packetdrill.code;

/// A block that cannot be read, or an assertion that does not hold; the message says which.
public final class CodeException extends Exception {
    private static final long serialVersionUID = 1L;

    CodeException(String message) {
        super(message);
    }
}
