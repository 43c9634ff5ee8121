package io.sockit.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.sockit.api.Message;
import io.sockit.api.Process;
import io.sockit.api.Sock;
import io.sockit.api.Sockaddr;
import io.sockit.api.SocketOptions;
import io.sockit.spi.Counter;
import io.sockit.spi.HostProgram;
import io.sockit.spi.ProgramContext;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HexFormat;
import java.util.Set;

/// A name server at the wildcard address, on a host with several addresses.
class AskedAddressTest {
    /// Asks each of its servers by a connected socket, which takes no answer of others.
    public static final class Asker implements HostProgram {
        private static final String QUERY = // a.example. IN A
                "0001000000010000000000000161076578616d706c650000010001";

        @Override
        public Set<String> arguments() {
            return Set.of("servers");
        }

        @Override
        public void run(ProgramContext context) throws Exception {
            Counter answers = context.counter("answers");
            Process process = context.process();
            byte[] query = HexFormat.of().parseHex(QUERY);
            for (Sockaddr server : context.arguments().addresses("servers", "")) {
                int fd = process.socket(server.family(), Sock.SOCK_DGRAM, 0);
                process.connect(fd, server);
                process.send(fd, query, 0, query.length, 0);
                process.recv(fd, new byte[512], 0, 512, 0);
                answers.increment();
            }
        }
    }

    /// Asks all on its link, and counts the answers of each address.
    public static final class Broadcaster implements HostProgram {
        @Override
        public Set<String> arguments() {
            return Set.of("to");
        }

        @Override
        public void run(ProgramContext context) throws Exception {
            Process process = context.process();
            byte[] query = HexFormat.of().parseHex(Asker.QUERY);
            for (Sockaddr to : context.arguments().addresses("to", "")) {
                int fd = process.socket(to.family(), Sock.SOCK_DGRAM, 0);
                process.setsockopt(fd, SocketOptions.SO_BROADCAST, true);
                process.sendto(fd, query, 0, query.length, 0, to);
                Message answer = new Message();
                process.recvfrom(fd, new byte[512], 0, 512, 0, answer);
                context.counter("from " + answer.name()).increment();
            }
        }
    }

    @TempDir private Path folder;

    @BeforeEach
    void writeZone() throws IOException {
        Files.writeString(
                folder.resolve("example.zone"),
                "@ 60 SOA ns h 1 2 3 4 5\n@ 60 NS ns\nns 60 A 192.0.2.1\na 60 A 192.0.2.2\n");
    }

    @ParameterizedTest
    @ValueSource(strings = {"[::]:53", "0.0.0.0:53"})
    void answersBroadcastsFromItsOwnAddress(String listen) throws Exception {
        Path file =
                Files.writeString(
                        folder.resolve("s.yaml"),
                        """
                        hosts:
                          server:
                            devices: {eth0: "link:wan"}
                            addresses: {eth0: 10.0.0.2/24}
                            programs: [{run: dns, with: {zones: example.zone, listen: '%s'}}]
                          client:
                            devices: {eth0: "link:wan"}
                            addresses: {eth0: 10.0.0.1/24}
                            programs:
                              - run: io.sockit.cli.AskedAddressTest$Broadcaster
                                name: asker
                                with: {to: ["10.0.0.255:53", "255.255.255.255:53"]}
                        expect: [server.dns.answered == 2, server.dns.unsent == 0]
                        """
                                .formatted(listen));
        CommandLineRun run = CommandLineRun.of("run", file.toString());

        assertEquals(0, run.status(), run.out() + run.err());
        assertTrue(run.out().contains("from 10.0.0.2:53 2"), run.out());
    }

    @Test
    void answersFromTheAddressThatWasAsked() throws Exception {
        for (String listen :
                new String[] {"'[::]:53'", "'0.0.0.0:53', '[fd00::2]:53', '[fd00::3]:53'"}) {
            Path file =
                    Files.writeString(
                            folder.resolve("s.yaml"),
                            """
                            hosts:
                              server:
                                devices: {eth0: "link:wan"}
                                addresses: {eth0: [10.0.0.2/24, 10.0.0.3/24, "fd00::2/64", "fd00::3/64"]}
                                programs: [{run: dns, with: {zones: example.zone, listen: [%s]}}]
                              client:
                                devices: {eth0: "link:wan"}
                                addresses: {eth0: [10.0.0.1/24, "fd00::1/64"]}
                                programs:
                                  - run: io.sockit.cli.AskedAddressTest$Asker
                                    name: asker
                                    with:
                                      servers: ["10.0.0.2:53", "10.0.0.3:53", "[fd00::2]:53", "[fd00::3]:53"]
                            expect: [client.asker.answers == 4, server.dns.unsent == 0]
                            """
                                    .formatted(listen));
            CommandLineRun run = CommandLineRun.of("run", file.toString());

            assertEquals(0, run.status(), run.out() + run.err());
        }
    }
}
