package io.sockit.packetdrill.wire;

/// A packet that cannot be made or read; the message says why.
public final class WireException extends Exception {
    private static final long serialVersionUID = 1L;

    WireException(String message) {
        super(message);
    }
}
