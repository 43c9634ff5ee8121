package io.sockit.tcp;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.sockit.tcp.TcpState.Event;

import org.junit.jupiter.api.Test;

import java.util.EnumMap;
import java.util.Map;

/// Every transition, beside the arrows of RFC 9293 §3.3.2, figure 5, and the notes below it.
class TcpStateTest {
    private static final String FIGURE =
            """
            CLOSED       OPEN       SYN_SENT
            CLOSED       SYN        SYN_RECEIVED
            SYN_SENT     SYN        SYN_RECEIVED
            SYN_SENT     SYN_ACK    ESTABLISHED
            SYN_SENT     CLOSE      CLOSED
            SYN_SENT     EXPIRED    CLOSED
            SYN_RECEIVED ACK_OF_SYN ESTABLISHED
            SYN_RECEIVED CLOSE      FIN_WAIT_1
            SYN_RECEIVED FIN        CLOSE_WAIT
            SYN_RECEIVED EXPIRED    CLOSED
            ESTABLISHED  CLOSE      FIN_WAIT_1
            ESTABLISHED  FIN        CLOSE_WAIT
            ESTABLISHED  EXPIRED    CLOSED
            FIN_WAIT_1   ACK_OF_FIN FIN_WAIT_2
            FIN_WAIT_1   FIN        CLOSING
            FIN_WAIT_1   EXPIRED    CLOSED
            FIN_WAIT_2   FIN        TIME_WAIT
            FIN_WAIT_2   EXPIRED    CLOSED
            CLOSE_WAIT   CLOSE      LAST_ACK
            CLOSE_WAIT   EXPIRED    CLOSED
            CLOSING      ACK_OF_FIN TIME_WAIT
            CLOSING      EXPIRED    CLOSED
            LAST_ACK     ACK_OF_FIN CLOSED
            LAST_ACK     EXPIRED    CLOSED
            TIME_WAIT    EXPIRED    CLOSED
            """;

    @Test
    void everyEventLeadsWhereTheFigureSaysOrNowhere() {
        Map<TcpState, Map<Event, TcpState>> arrows = new EnumMap<>(TcpState.class);
        for (String line : FIGURE.lines().toList()) {
            String[] words = line.split(" +", -1);
            arrows.computeIfAbsent(TcpState.valueOf(words[0]), from -> new EnumMap<>(Event.class))
                    .put(Event.valueOf(words[1]), TcpState.valueOf(words[2]));
        }
        for (TcpState from : TcpState.values()) {
            for (Event event : Event.values()) {
                TcpState to = arrows.getOrDefault(from, Map.of()).get(event);
                assertEquals(to, from.next(event), from + " " + event);
                assertEquals(to != null, from.allows(event), from + " " + event);
            }
        }
    }
}
