package io.sockit.packetdrill.wire;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.sockit.api.NetAddress;
import io.sockit.inet.Inet;
import io.sockit.packetdrill.script.Event.PacketEvent;
import io.sockit.packetdrill.script.PacketSpec;
import io.sockit.packetdrill.script.PacketText;
import io.sockit.packetdrill.script.Parser;
import io.sockit.packetdrill.script.ScriptException;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import java.util.Map;
import java.util.Objects;

/// What is written is read as the same packet, with right checksums.
class PacketWriterTest {
    private static final Ends V4 =
            new Ends(
                    NetAddress.of(Inet.AF_INET, new byte[] {(byte) 192, 0, 2, 1}),
                    80,
                    NetAddress.of(Inet.AF_INET, new byte[] {(byte) 192, (byte) 168, 0, 1}),
                    5000);
    private static final Ends V6 =
            new Ends(
                    NetAddress.of(Inet.AF_INET6, new byte[16]),
                    80,
                    NetAddress.of(
                            Inet.AF_INET6,
                            new byte[] {32, 1, 13, -72, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 1}),
                    5000);

    private static PacketSpec packet(String packet) throws ScriptException {
        return ((PacketEvent) Parser.parse("x.pkt", "0 " + packet, Map.of()).events().getFirst())
                .packet();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "> SEW 7:7(0) win 5 <mss 1460,sackOK,TS val 1 ecr 0,nop,wscale 8>",
                "> FPU. 1:1002(1001) ack 9 win 65535 urg 3 <nop,nop,sack 1:2 3:4>",
                "> [tos 0x3] R. 1:1(0) ack 9 win 0",
                "> udp 80 > 5000 (777)",
                "> udp 80 > 5000 (0)"
            })
    void areReadAsWritten(String text) throws ScriptException, WireException {
        for (Ends ends : new Ends[] {V4, V6}) {
            Received read =
                    Objects.requireNonNull(
                            PacketReader.read(PacketWriter.write(packet(text), ends)));
            assertEquals(text, PacketText.of(read.packet()));
            assertEquals(ends, read.ends());
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {5, 11, 24, 41})
    void aFlippedByteIsFound(int at) throws ScriptException, WireException {
        byte[] bytes = PacketWriter.write(packet("> . 1:11(10) ack 1 win 5"), V4);
        bytes[at] ^= 0x40;

        assertThrows(WireException.class, () -> PacketReader.read(bytes));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "< icmp unreachable no_route mtu 5",
                "< icmp packet_too_big",
                "< icmp nothing",
                "< icmp unreachable nothing"
            })
    void messagesOfAnotherVersionAreRefused(String text) throws ScriptException {
        PacketSpec packet = packet(text);

        assertThrows(WireException.class, () -> PacketWriter.write(packet, V4));
    }
}
