package io.sockit.packetdrill.run;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.sockit.packetdrill.run.Connection.State;
import io.sockit.packetdrill.script.Event.PacketEvent;
import io.sockit.packetdrill.script.PacketSpec.Tcp;
import io.sockit.packetdrill.script.PacketText;
import io.sockit.packetdrill.script.Parser;
import io.sockit.packetdrill.script.ScriptException;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

import java.util.Map;

/// The script's numbers and the wire's.
class ConnectionTest {
    private static final long LIVE_ISN = 4_000_000_000L;

    private final Connection connection = new Connection(6);

    private static Tcp tcp(String packet) throws ScriptException {
        PacketEvent event =
                (PacketEvent) Parser.parse("x.pkt", "0 " + packet, Map.of()).events().getFirst();
        return (Tcp) event.packet();
    }

    @BeforeEach
    void acceptAConnection() throws ScriptException {
        connection.state = State.SYN_RECEIVED;
        connection.remoteIsn(1000);
        Subjects.wentOut(
                connection,
                tcp("> S. 0:0(0) ack 1001"),
                tcp("> S. 4000000000:4000000000(0) ack 1001"));
    }

    @Test
    void knowsTheHostsFirstNumberFromItsAnswer() throws ScriptException {
        assertEquals(State.SYN_ACK_SENT, connection.state);
        Tcp again = tcp("> S. 4000000000:4000000000(0) ack 1001");
        assertEquals("> S. 0:0(0) ack 1001", PacketText.of(connection.toScript(again)));
    }

    @Test
    void countsFromTheFirstNumbers() throws ScriptException, DrillFailure {
        Tcp wire =
                connection.toWire(tcp("< . 1:11(10) ack 301 win 9 <nop,nop,sack 501:601>"), false);
        assertEquals(1001, wire.sequence());
        assertEquals(LIVE_ISN + 301 & 0xffff_ffffL, wire.ack());
        assertEquals(LIVE_ISN + 501 & 0xffff_ffffL, wire.options().getLast().number(0));

        Tcp sent =
                connection.toScript(
                        tcp("> . 4000000001:4000000006(5) ack 1011 <nop,nop,sack 1021:1031>"));
        assertEquals("> . 1:6(5) ack 11 <nop,nop,sack 21:31>", PacketText.of(sent));
    }

    @Test
    void mapsTimestampsThatItHasSeen() throws ScriptException, DrillFailure {
        assertEquals(100, connection.learnTimestamp(100, 5000));
        assertEquals(107, connection.learnTimestamp(105, 5007));

        Tcp wire =
                connection.toWire(tcp("< . 1:1(0) ack 1 win 9 <nop,nop,TS val 7 ecr 105>"), false);
        assertEquals(5007, wire.options().getLast().number(1));

        Tcp unseen = tcp("< . 1:1(0) ack 1 win 9 <nop,nop,TS val 7 ecr 130>");
        assertThrows(DrillFailure.class, () -> connection.toWire(unseen, false));
        assertEquals(5030, connection.toWire(unseen, true).options().getLast().number(1));
    }

    @Test
    void acceptsAFlowLabelThatChangesWithTheScripts() {
        assertTrue(connection.sameFlow(1, 0x1234));
        assertTrue(connection.sameFlow(1, 0x1234));
        assertTrue(connection.sameFlow(2, 0x5678));
        assertFalse(connection.sameFlow(2, 0x9999));
    }
}
