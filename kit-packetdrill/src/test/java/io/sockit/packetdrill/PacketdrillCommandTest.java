package io.sockit.packetdrill;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.sockit.api.Clock;
import io.sockit.api.Host;
import io.sockit.api.Network;
import io.sockit.spi.Command;
import io.sockit.spi.Contribution;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;

class PacketdrillCommandTest {
    private static final String SCRIPT =
            """
            0 socket(..., SOCK_DGRAM, IPPROTO_UDP) = 3
            +0 connect(3, ..., ...) = 0
            +0 write(3, ..., SIZE) = SIZE
            +0 > udp (5)
            """;

    private final StringWriter text = new StringWriter();

    private int run(String... arguments) throws Exception {
        try (Network network = Network.create(Clock.virtual(), 7)) {
            Host host = network.host("cli").start();
            Contribution<Command> verb =
                    Objects.requireNonNull(host.extensions().of(Command.POINT).find("packetdrill"));
            return verb.value().run(host, List.of(arguments), new PrintWriter(text));
        }
    }

    @Test
    void runsWhatIsBelowAFolderInEveryVariant(@TempDir Path folder) throws Exception {
        Files.writeString(folder.resolve("a.pkt"), SCRIPT);
        Files.writeString(folder.resolve("b-v6.pkt"), SCRIPT);
        Files.writeString(folder.resolve("notes.txt"), "no script");

        assertEquals(0, run("-DSIZE=5", folder.toString()));
        assertTrue(text.toString().endsWith("4 passed, 0 failed%n".formatted()), text.toString());
    }

    @Test
    void answersOneWhereAScriptFails(@TempDir Path folder) throws Exception {
        Path script = Files.writeString(folder.resolve("a.pkt"), SCRIPT);

        assertEquals(1, run("--variant", "ipv4", "-D", "SIZE=6", script.toString()));
        assertTrue(text.toString().contains("FAILED"), text.toString());
        assertTrue(text.toString().contains("payload: 6 (expected: 5)"), text.toString());
        assertTrue(text.toString().endsWith("0 passed, 1 failed%n".formatted()), text.toString());
    }

    @Test
    void answersTwoForWrongUsage() throws Exception {
        assertEquals(2, run());
        assertEquals(2, run("--variant", "ipx"));
        assertEquals(2, run("-D"));
        assertEquals(2, run("no-such-file.pkt"));
    }
}
