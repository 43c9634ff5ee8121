package io.sockit.socket.file;

import io.sockit.api.Errno;
import io.sockit.api.ErrnoException;
import io.sockit.api.Process;

import org.jspecify.annotations.Nullable;

/// What calls check of their arguments before they do anything.
public final class Checks {
    private Checks() {}

    /// @throws ErrnoException `EOPNOTSUPP` for a flag that is not served
    public static void flags(int flags, int served, String call) throws ErrnoException {
        if ((flags & ~served) != 0) {
            throw new ErrnoException(
                    Errno.EOPNOTSUPP,
                    call,
                    "flags: " + hex(flags) + " (expected: of " + hex(served) + ")");
        }
    }

    private static String hex(int flags) {
        return "0x" + Integer.toHexString(flags);
    }

    /// @throws ErrnoException `EFAULT` where there is no array, or the range is not inside it
    public static void range(byte @Nullable [] data, int offset, int length, String call)
            throws ErrnoException {
        int size = given(data, "data", call).length;
        if (offset < 0 || length < 0 || length > size - offset) {
            throw new ErrnoException(
                    Errno.EFAULT,
                    call,
                    "offset: "
                            + offset
                            + ", length: "
                            + length
                            + " (expected: inside an array of "
                            + size
                            + ")");
        }
    }

    /// @throws ErrnoException `EFAULT` for null
    public static <T> T given(@Nullable T argument, String name, String call)
            throws ErrnoException {
        if (argument == null) {
            throw new ErrnoException(Errno.EFAULT, call, name + ": null (expected: a value)");
        }
        return argument;
    }

    /// How long a call may wait: its own time-out, or the socket's, where 0 is for ever.
    ///
    /// @return nanoseconds, `Long.MAX_VALUE` for ever
    public static long timeout(long callNanos, long socketNanos, String call)
            throws ErrnoException {
        if (callNanos >= 0) {
            return callNanos;
        }
        if (callNanos != Process.NO_TIMEOUT) {
            throw new ErrnoException(
                    Errno.EINVAL,
                    call,
                    "timeout: " + callNanos + " ns (expected: >= 0, or NO_TIMEOUT)");
        }
        return socketNanos == 0 ? Long.MAX_VALUE : socketNanos;
    }

    /// The answer to a call whose thread is interrupted before it did anything.
    public static ErrnoException interrupted(String call) {
        return new ErrnoException(
                Errno.EINTR,
                call,
                "thread: " + Thread.currentThread().getName() + " is interrupted");
    }

    /// The answer to a call that waited when its descriptor was closed.
    public static ErrnoException closed(Descriptor through, String call) {
        return new ErrnoException(
                Errno.EBADF, call, "fd: " + through.fd + " (expected: not closed meanwhile)");
    }
}
