package io.sockit.packetdrill;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// What a script that does not pass is told: the line, what was expected, and what happened.
class FailuresTest {
    private static final String OPEN =
            """
            0 socket(..., SOCK_DGRAM, IPPROTO_UDP) = 3
            +0 connect(3, ..., ...) = 0
            """;

    private static Outcome outcome(String lines) throws InterruptedException {
        return Packetdrill.of(Variant.IPV4).run("x.pkt", OPEN + lines);
    }

    private static String failure(String lines) throws InterruptedException {
        Outcome outcome = outcome(lines);
        assertFalse(outcome.passed(), lines);
        return String.valueOf(outcome.failure());
    }

    @Nested
    class Packets {
        @Test
        void showsBothPacketsWhereTheyDiffer() throws InterruptedException {
            Outcome outcome = outcome("+0 write(3, ..., 5) = 5\n+0 > udp (6)\n");

            assertTrue(
                    String.valueOf(outcome.failure())
                            .startsWith("x.pkt:4: payload: 5 (expected: 6)"),
                    outcome.failure());
            assertTrue(String.valueOf(outcome.failure()).contains("expected: > udp (6)"));
            assertEquals(1, outcome.trace().size());
            assertTrue(outcome.trace().getFirst().contains("(5)"));
        }

        @Test
        void saysThatNoPacketIsSent() throws InterruptedException {
            assertTrue(failure("+0 > udp (6)\n").startsWith("x.pkt:3: no packet is sent"));
        }

        @ParameterizedTest
        @CsvSource({"+.1, x.pkt:4", "+1~+2, x.pkt:4", "0.005, x.pkt:4"})
        void saysThatAPacketIsTooEarly(String time, String place) throws InterruptedException {
            String failure = failure("+0 write(3, ..., 5) = 5\n" + time + " > udp (5)\n");

            assertTrue(failure.startsWith(place + ": a packet is sent at 0.000000 s"), failure);
        }

        @Test
        void doesNotServeEncapsulation() throws InterruptedException {
            String failure = failure("+0 < ipv4 10.0.0.1 > 10.0.0.2: udp (5)\n");

            assertTrue(failure.contains("encapsulation is not served"), failure);
        }

        @Test
        void needsASocketThatPacketsAreAbout() throws InterruptedException {
            Outcome outcome = Packetdrill.of(Variant.IPV6).run("x.pkt", "0 < udp (5)");

            assertEquals("x.pkt:1: no socket that the packet could be about", outcome.failure());
        }
    }

    @Nested
    class CallsOfScripts {
        @ParameterizedTest
        @CsvSource(
                delimiter = ';',
                value = {
                    "write(3, ..., 5) = 6; write = 5 (expected: 6)",
                    "write(3, ..., 5) = -1 EPIPE (x); write = 5 (expected: -1 EPIPE)",
                    "listen(3, 1) = -1 EPIPE (x); listen = -1 EOPNOTSUPP (expected: -1 EPIPE)",
                    "write(9, ..., 5) = 5; descriptor 9 is not open",
                    "write(3, ..., NO_SUCH) = 5; constant 'NO_SUCH' is unknown",
                    "fork() = 5; system call fork is not served",
                    "cap_set(1, 2, 3) = 0; the kit has no cap_set",
                    "open(\"/etc/passwd\", 0) = 4; open = -1 ENOENT",
                    "getsockopt(3, SOL_SOCKET, SO_TYPE, [7], [4]) = 0; SO_TYPE: 2 (expected: [7])",
                    "poll([{fd=3, events=POLLIN, revents=POLLIN}], 1, 0) = 0; revents of entry 0"
                })
        void sayWhatWasAnswered(String call, String problem) throws InterruptedException {
            String failure = failure("+0 " + call + "\n");

            assertTrue(failure.startsWith("x.pkt:3: ") && failure.contains(problem), failure);
        }

        @Test
        void endACallThatDoesNotReturn() throws InterruptedException {
            assertEquals("x.pkt:3: read does not return", failure("+0 read(3, ..., 5) = 5\n"));
        }

        @Test
        void checkWhenACallReturns() throws InterruptedException {
            String failure =
                    failure("+0...0.5 read(3, ..., 5) = 4\n+.1 < udp (4)\n+1 close(3) = 0\n");

            assertTrue(failure.contains("the call of line 3: read returns at 0.1"), failure);
        }

        @Test
        void sayWhichCallStillBlocks() throws InterruptedException {
            String failure = failure("+0...0.5 read(3, ..., 5) = 4\n+.1 close(3) = 0\n");

            assertTrue(failure.contains("the call of line 3 still blocks"), failure);
        }
    }

    @Nested
    class ShellLines {
        @ParameterizedTest
        @CsvSource(
                delimiter = ';',
                value = {
                    "reboot now; command 'reboot' is not served",
                    "rm -rf /; rm -rf is not served",
                    "sysctl -q net.ipv4.no_such_key=1; net.ipv4.no_such_key",
                    "tc qdisc add dev tun0 root netem; not served",
                    "ip route change 192.0.2.1 via 192.168.0.2 dev tun0 advmss 9; advmss",
                    "nstat | grep Nothing > /dev/null; fails",
                    "cat /etc/passwd; file '/etc/passwd' is not served"
                })
        void failClearly(String line, String problem) throws InterruptedException {
            String failure = failure("+0 `" + line + "`\n");

            assertTrue(failure.startsWith("x.pkt:3: ") && failure.contains(problem), failure);
        }
    }

    @Test
    void refusesOptionsThatAreNotServed() throws InterruptedException {
        Outcome outcome = Packetdrill.of(Variant.IPV4).run("x.pkt", "--wire_client\n" + OPEN);

        assertTrue(String.valueOf(outcome.failure()).contains("--wire_client (line 1)"));
    }

    @Test
    void refusesAScriptInWhichTimeGoesBackward() throws InterruptedException {
        String failure = failure("1 write(3, ..., 5) = 5\n0.5 write(3, ..., 5) = 5\n");

        assertTrue(failure.contains("time goes backward"), failure);
    }

    @Test
    void throwsForATestThatExpectsAPass() throws InterruptedException {
        Outcome outcome = outcome("+0 write(3, ..., 5) = 6\n");

        assertThrows(AssertionError.class, outcome::orThrow);
    }

    @Test
    void takesTheVariantThatAScriptSays() throws InterruptedException {
        Outcome outcome =
                Packetdrill.asWritten()
                        .run(
                                "x.pkt",
                                "--ip_version=ipv4-mapped-ipv6\n--local_ip=10.0.0.1\n" + OPEN);

        outcome.orThrow();
        assertEquals(Variant.IPV4_MAPPED_IPV6, outcome.variant());
    }
}
