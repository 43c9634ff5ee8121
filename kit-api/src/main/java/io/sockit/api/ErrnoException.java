package io.sockit.api;

import org.jspecify.annotations.Nullable;

import java.io.IOException;

/// The one exception of the socket edge: an [Errno], the call that met it, and the argument or
/// state that explains it. Would-block is a return value ([Process#WOULD_BLOCK]), never this.
public final class ErrnoException extends IOException {
    private static final long serialVersionUID = 1L;

    private final Errno errno;
    private final String call;

    /// @param errno what went wrong
    /// @param call the call's name, such as `bind`
    /// @param detail the value at fault and what was expected, such as `backlog: -1 (expected: >=
    ///     0)`
    public ErrnoException(Errno errno, String call, String detail) {
        this(errno, call, detail, null);
    }

    public ErrnoException(Errno errno, String call, String detail, @Nullable Throwable cause) {
        super(call + ": " + errno + " (" + errno.text() + "): " + detail, cause);
        this.errno = errno;
        this.call = call;
    }

    public Errno errno() {
        return errno;
    }

    public String call() {
        return call;
    }
}
