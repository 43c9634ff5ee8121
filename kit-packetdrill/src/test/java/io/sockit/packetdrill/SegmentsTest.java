package io.sockit.packetdrill;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.sockit.api.Clock;
import io.sockit.api.Host;
import io.sockit.api.Network;
import io.sockit.api.PollFd;
import io.sockit.api.Process;
import io.sockit.packetdrill.script.Event.PacketEvent;
import io.sockit.packetdrill.script.Parser;
import io.sockit.packetdrill.wire.Ends;
import io.sockit.packetdrill.wire.PacketWriter;
import io.sockit.packetdrill.wire.Pretended;

import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

import java.util.List;
import java.util.Map;

/// TCP segments of a script against a host that pretends to send some, by a list of times and
/// packets in the numbers of the wire. Its first sequence number is 5000, the script's 0.
class SegmentsTest {
    private static final String HANDSHAKE =
            """
            0 < S 0:0(0) win 1000 <mss 1000>
            +.1 > S. 0:0(0) ack 1 <mss 1460>
            +0 < . 1:1(0) ack 1 win 1000
            """;
    private static final String ANSWER = "0.1 > S. 5000:5000(0) ack 1 win 9 <mss 1460>\n";

    private static Outcome run(String script, String sent) throws Exception {
        return run("", script, sent);
    }

    private static Outcome run(String options, String script, String sent) throws Exception {
        try (Network network = Network.create(Clock.virtual(), 7)) {
            Host host = network.host("drill").onlyPlugins(List.of("inet", "packetdrill")).start();
            host.process().start("pretender", process -> pretend(process, host, sent));
            return Packetdrill.of(Variant.IPV4).run("x.pkt", options + HANDSHAKE + script, host);
        }
    }

    /// Lines of a time and a packet; `/N` behind it is the size of the segments to cut it into.
    private static void pretend(Process process, Host host, String sent) throws Exception {
        Ends ends = new Ends(host.parse("192.168.0.1"), 8080, host.parse("192.0.2.1"), 40_001);
        for (String line : (ANSWER + sent).lines().toList()) {
            String[] parts = line.split("/", 2);
            PacketEvent event =
                    (PacketEvent) Parser.parse("sent", parts[0], Map.of()).events().getFirst();
            long left = event.when().nanos() - host.clock().nanoTime();
            if (left > 0) {
                process.poll(new PollFd[0], left);
            }
            int size = parts.length > 1 ? Integer.parseInt(parts[1].strip()) : 0;
            Pretended.send(host, PacketWriter.write(event.packet(), ends), size);
        }
    }

    private static void passes(String script, String sent) throws Exception {
        run(script, sent).orThrow();
    }

    private static void fails(String script, String sent, String problem) throws Exception {
        fails("", script, sent, problem);
    }

    private static void fails(String options, String script, String sent, String problem)
            throws Exception {
        String failure = String.valueOf(run(options, script, sent).failure());
        assertTrue(failure.contains(problem), failure);
    }

    @Test
    void mapsSequenceNumbers() throws Exception {
        passes("+.1 > P. 1:11(10) ack 1", "0.2 > P. 5001:5011(10) ack 1 win 9\n");
        fails(
                "+.1 > P. 1:11(10) ack 1",
                "0.2 > P. 5002:5012(10) ack 1 win 9\n",
                "x.pkt:4: sequence number: 2 (expected: 1)");
        fails(
                "+.1 > P. 1:11(10) ack 1 win 8",
                "0.2 > P. 5001:5011(10) ack 1 win 9\n",
                "window: 9 (expected: 8)");
    }

    @Test
    void comparesFlagsAndOptions() throws Exception {
        fails(
                "+.1 > . 1:11(10) ack 1",
                "0.2 > P. 5001:5011(10) ack 1 win 9\n",
                "flags: P. (expected: .)");
        fails(
                "+.1 > . 1:1(0) ack 1 <nop,nop,sack 3:5>",
                "0.2 > . 5001:5001(0) ack 1 win 9 <nop,nop,sack 3:6>\n",
                "options: [nop, nop, sack 3:6] (expected: [nop, nop, sack 3:5])");
        passes(
                "+.1 > . 1:1(0) ack 1 <...>",
                "0.2 > . 5001:5001(0) ack 1 win 9 <nop,nop,sack 3:6>\n");
        passes("+.1 > .5 1:1(0) ack 1", "0.2 > .5 5001:5001(0) ack 1 win 9\n");
        fails("+.1 > .5 1:1(0) ack 1", "0.2 > .4 5001:5001(0) ack 1 win 9\n", "flags: ");
    }

    @Test
    void comparesMarks() throws Exception {
        passes("+.1 > [ect0] . 1:1(0) ack 1", "0.2 > [tos 0x2] . 5001:5001(0) ack 1 win 9\n");
        fails(
                "+.1 > [noecn] . 1:1(0) ack 1",
                "0.2 > [tos 0x2] . 5001:5001(0) ack 1 win 9\n",
                "ECN bits: 2 (expected: 0)");
    }

    @Test
    void awaitsThePacketThatIsSentWhenTheScriptSays() throws Exception {
        passes("+.1 > . 1:1(0) ack 1", "0.2039 > . 5001:5001(0) ack 1 win 9\n");
        fails("+.1 > . 1:1(0) ack 1", "0.2130 > . 5001:5001(0) ack 1 win 9\n", "tolerance 0.012");
        passes("* > . 1:1(0) ack 1", "100 > . 5001:5001(0) ack 1 win 9\n");
        passes("+.2~+.4 > . 1:1(0) ack 1", "0.35 > . 5001:5001(0) ack 1 win 9\n");
        fails("+1 > . 1:1(0) ack 1", "9.9 > . 5001:5001(0) ack 1 win 9\n", "no packet is sent");
    }

    @Nested
    class Pieces {
        private static final String TWO =
                "0.2 > . 5001:6001(1000) ack 1 win 9\n0.2 > P. 6001:6501(500) ack 1 win 9\n";

        @Test
        void makeUpASegment() throws Exception {
            passes("+.1 > P. 1:1501(1500) ack 1", TWO);
        }

        @Test
        void haveToFit() throws Exception {
            fails("+.1 > P. 1:1401(1400) ack 1", TWO, "payload: 1500 (expected: 1400)");
            fails(
                    "+.1 > P. 1:1501(1500) ack 1",
                    TWO.replace("6001:6501", "6002:6502"),
                    "a piece that does not fit");
            fails(
                    "+.1 > P. 1:2001(2000) ack 1",
                    TWO + "0.2 > P. 6501:7001(500) ack 1 win 9\n",
                    "a piece that does not fit");
        }

        @Test
        void areNotJoinedWhereTheScriptIsStrict() throws Exception {
            fails(
                    "--strict_segments\n",
                    "+.1 > P. 1:1501(1500) ack 1",
                    TWO,
                    "flags: . (expected: P.)");
        }

        @Test
        void areCutFromALargeSegment() throws Exception {
            passes(
                    "+.1 > . 1:1001(1000) ack 1\n+0 > . 1001:3001(2000) ack 1\n"
                            + "+0 > FP. 3001:3501(500) ack 1",
                    "0.2 > FP. 5001:8501(3500) ack 1 win 9 /1000\n");
            fails(
                    "+.1 > . 1:1001(1000) ack 1",
                    "0.2 > P. 5001:8501(3500) ack 1 win 9 /999\n",
                    "flags: P.");
        }
    }

    @Nested
    class Timestamps {
        private static final String SENT =
                """
                0.2 > . 5001:5001(0) ack 1 win 9 <nop,nop,TS val 77000 ecr 7>
                0.3 > . 5001:5001(0) ack 1 win 9 <nop,nop,TS val 77200 ecr 8>
                """;

        @Test
        void areLearntAndEchoed() throws Exception {
            Outcome outcome =
                    run(
                            """
                            +.1 > . 1:1(0) ack 1 <nop,nop,TS val 100 ecr 7>
                            +0 < . 1:1(0) ack 1 win 9 <nop,nop,TS val 8 ecr 100>
                            +.1 > . 1:1(0) ack 1 <nop,nop,TS val 200 ecr 8>
                            +0 < . 1:1(0) ack 1 win 9 <nop,nop,TS val 8 ecr 150>
                            """,
                            SENT);

            assertEquals(
                    "x.pkt:7: TS ecr 150 (expected: a TS val that the host has sent)",
                    outcome.failure());
        }

        @Test
        void areComparedWhereTheScriptSaysTheirTick() throws Exception {
            String lines =
                    """
                    +.1 > . 1:1(0) ack 1 <nop,nop,TS val 100 ecr 7>
                    +.1 > . 1:1(0) ack 1 <nop,nop,TS val 200 ecr 7>
                    """;
            passes(lines, SENT);
            fails("--tcp_ts_tick_usecs=1000\n", lines, SENT, "TS val: 300 (expected: 200)");
        }
    }

    @Test
    void passesOverWhatIsNotOfTheConnection() throws Exception {
        passes(
                "+.1 > . 1:1(0) ack 1\n+.1 < 5 > 8080 . 1:1(0) ack 1 win 9",
                "0.2 > . 5001:5001(0) ack 1 win 9\n");
    }
}
