package io.sockit.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.sockit.api.Errno;
import io.sockit.api.ErrnoException;
import io.sockit.api.Network;
import io.sockit.api.Process;
import io.sockit.api.Sock;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

import java.util.List;

/// A kit without a jar runs without it.
class MissingJarsTest {
    private final Network network = Network.create(1);

    @AfterEach
    void close() {
        network.close();
    }

    private Errno socketWith(String... plugins) throws ErrnoException {
        Process process = network.host("a").onlyPlugins(List.of(plugins)).start().process();
        return assertThrows(
                        ErrnoException.class,
                        () -> process.socket(Families.AF_INET, Sock.SOCK_DGRAM, 0))
                .errno();
    }

    @Test
    void datagramsAnswerEsocktnosupportWithoutUdp() throws ErrnoException {
        assertEquals(Errno.ESOCKTNOSUPPORT, socketWith("inet", "loopback"));
    }

    @Test
    void socketAnswersEafnosupportWithoutInet() throws ErrnoException {
        assertEquals(Errno.EAFNOSUPPORT, socketWith("loopback"));
    }

    @Test
    void deviceStringAnswersEnodevWithoutItsDriver() {
        ErrnoException refused =
                assertThrows(
                        ErrnoException.class,
                        () ->
                                network.host("a")
                                        .onlyPlugins(List.of("loopback"))
                                        .device("eth0", "link:wan")
                                        .start());

        assertEquals(Errno.ENODEV, refused.errno());
        assertTrue(refused.getMessage().contains("loopback"), refused.getMessage());
    }
}
