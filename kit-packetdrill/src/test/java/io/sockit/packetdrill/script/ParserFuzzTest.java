package io.sockit.packetdrill.script;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.api.Test;

import java.util.Map;
import java.util.SplittableRandom;

/// Any text is a script or is refused with a line.
class ParserFuzzTest {
    private static final int ROUNDS = 20_000;

    private static final String SEED =
            """
            --mtu=1500 // option
            `sysctl -q a.b=1`
            0 socket(..., SOCK_STREAM, IPPROTO_TCP) = 3
            +.1...0.2 sendmsg(3, {msg_name(...)=..., msg_iov(1)=[{..., 5}], msg_flags=0}, 0) = 5
            * > [ect0] SP. 1:6(5) ack 1 win 5 urg 1 <mss 1,nop,wscale 7,sack 1:2,TS val 1 ecr 2>
            +0~+1 > icmp unreachable frag_needed mtu 1400 [1:2(1)]
            +0 < udp 1 > 2 (5)
            +0 %{ assert tcpi_rtt == 1 }%
            """;

    @Test
    void everyTextIsReadOrRefused() {
        SplittableRandom random = new SplittableRandom(7);
        int read = 0;
        int refused = 0;
        for (int i = 0; i < ROUNDS; i++) {
            try {
                Parser.parse("x.pkt", mutated(random), Map.of());
                read++;
            } catch (ScriptException e) {
                refused++;
            }
        }
        assertEquals(ROUNDS, read + refused);
    }

    private static String mutated(SplittableRandom random) {
        StringBuilder text = new StringBuilder(SEED);
        for (int i = random.nextInt(1, 4); i > 0; i--) {
            int at = random.nextInt(text.length());
            int end = Math.min(text.length(), at + random.nextInt(1, 6));
            switch (random.nextInt(3)) {
                case 0 -> text.delete(at, end);
                case 1 -> text.insert(random.nextInt(text.length()), text.substring(at, end));
                default -> text.setCharAt(at, (char) random.nextInt(32, 127));
            }
        }
        return text.toString();
    }
}
