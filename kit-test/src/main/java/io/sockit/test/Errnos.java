package io.sockit.test;

import io.sockit.api.Errno;
import io.sockit.api.ErrnoException;

import org.junit.jupiter.api.Assertions;
import org.junit.jupiter.api.function.Executable;

/// Assertions about calls that fail.
public final class Errnos {
    private Errnos() {}

    /// The call answers this error.
    public static ErrnoException assertErrno(Errno expected, Executable call) {
        ErrnoException refused = Assertions.assertThrows(ErrnoException.class, call);
        Assertions.assertEquals(expected, refused.errno(), refused::getMessage);
        return refused;
    }
}
