package io.sockit.api;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.ToIntFunction;

class ErrnoTest {
    /// AIX's socket errors in the order of their numbers, 57 to 81 (AIX `errno.h`).
    private static final List<String> AIX_57_TO_81 =
            List.of(
                    "ENOTSOCK",
                    "EDESTADDRREQ",
                    "EMSGSIZE",
                    "EPROTOTYPE",
                    "ENOPROTOOPT",
                    "EPROTONOSUPPORT",
                    "ESOCKTNOSUPPORT",
                    "EOPNOTSUPP",
                    "EPFNOSUPPORT",
                    "EAFNOSUPPORT",
                    "EADDRINUSE",
                    "EADDRNOTAVAIL",
                    "ENETDOWN",
                    "ENETUNREACH",
                    "ENETRESET",
                    "ECONNABORTED",
                    "ECONNRESET",
                    "ENOBUFS",
                    "EISCONN",
                    "ENOTCONN",
                    "ESHUTDOWN",
                    "ETIMEDOUT",
                    "ECONNREFUSED",
                    "EHOSTDOWN",
                    "EHOSTUNREACH");

    @Test
    void roundTripsAllTwentyFiveAixSocketErrors() {
        for (int number = 57; number <= 81; number++) {
            Errno errno = Errno.ofAix(number).orElseThrow();
            assertEquals(AIX_57_TO_81.get(number - 57), errno.name());
            assertEquals(number, errno.aix());
        }
    }

    @ParameterizedTest
    @EnumSource
    void isFoundByItsNumberOnEverySystem(Errno errno) {
        assertEquals(Optional.of(errno), Errno.ofLinux(errno.linux()));
        assertEquals(Optional.of(errno), Errno.ofBsd(errno.bsd()));
        assertEquals(Optional.of(errno), Errno.ofAix(errno.aix()));
    }

    @Test
    void givesNoNumberTwiceOnOneSystem() {
        List<ToIntFunction<Errno>> systems = List.of(Errno::linux, Errno::bsd, Errno::aix);
        for (ToIntFunction<Errno> system : systems) {
            Set<Integer> seen = new HashSet<>();
            for (Errno errno : Errno.values()) {
                assertTrue(seen.add(system.applyAsInt(errno)), errno + " repeats a number");
            }
        }
    }

    @Test
    void knowsNothingOfAnUnusedNumber() {
        assertEquals(Optional.empty(), Errno.ofLinux(0));
        assertEquals(Optional.empty(), Errno.ofAix(4000));
    }

    @Test
    void namesCallErrorAndValueInTheException() {
        var exception = new ErrnoException(Errno.EINVAL, "listen", "backlog: -1 (expected: >= 0)");
        assertEquals(
                "listen: EINVAL (invalid argument): backlog: -1 (expected: >= 0)",
                exception.getMessage());
        assertEquals(Errno.EINVAL, exception.errno());
        assertEquals("listen", exception.call());
    }
}
