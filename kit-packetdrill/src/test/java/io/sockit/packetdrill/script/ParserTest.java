package io.sockit.packetdrill.script;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.sockit.packetdrill.script.Event.CallEvent;
import io.sockit.packetdrill.script.Event.PacketEvent;
import io.sockit.packetdrill.script.PacketSpec.Icmp;
import io.sockit.packetdrill.script.PacketSpec.IpInfo;
import io.sockit.packetdrill.script.PacketSpec.Tcp;
import io.sockit.packetdrill.script.PacketSpec.Udp;

import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import java.util.List;
import java.util.Map;

class ParserTest {
    private static Script script(String text) throws ScriptException {
        return Parser.parse("x.pkt", text, Map.of("SEVEN", "7", "CC", "\"reno\""));
    }

    private static Event event(String line) throws ScriptException {
        return script(line).events().getFirst();
    }

    private static PacketSpec packet(String packet) throws ScriptException {
        return assertInstanceOf(PacketEvent.class, event("0 " + packet)).packet();
    }

    private static CallEvent call(String call) throws ScriptException {
        return assertInstanceOf(CallEvent.class, event("0 " + call));
    }

    @Nested
    class Times {
        @ParameterizedTest
        @CsvSource({
            "0, ABSOLUTE, 0, 0",
            "1.5, ABSOLUTE, 1500000000, 1500000000",
            ".25, ABSOLUTE, 250000000, 250000000",
            "+0, RELATIVE, 0, 0",
            "+.000123, RELATIVE, 123000, 123000",
            "*, ANY, 0, 0",
            "0.1~0.2, ABSOLUTE_RANGE, 100000000, 200000000",
            "+.05~+.1, RELATIVE_RANGE, 50000000, 100000000",
        })
        void areReadInSeconds(String text, When.Kind kind, long nanos, long end)
                throws ScriptException {
            assertEquals(new When(kind, nanos, end), event(text + " > udp (1)").when());
        }

        @Test
        void endACallThatBlocks() throws ScriptException {
            CallEvent call =
                    assertInstanceOf(CallEvent.class, event("0.1...0.35 read(3, ..., 1) = 1"));

            assertTrue(call.blocks());
            assertEquals(350_000_000, call.endNanos());
        }

        @ParameterizedTest
        @ValueSource(
                strings = {
                    "* < udp (1)",
                    "0~1 close(3) = 0",
                    "2~1 > udp (1)",
                    "-1 > udp (1)",
                    "x > udp (1)"
                })
        void areRefusedWhereTheyMakeNoSense(String line) {
            assertThrows(ScriptException.class, () -> event(line));
        }
    }

    @Nested
    class Segments {
        @ParameterizedTest
        @ValueSource(
                strings = {
                    "< S 0:0(0) win 32792 <mss 1000,sackOK,nop,nop,nop,wscale 7>",
                    "> S. 0:0(0) ack 1 <mss 1460,nop,nop,sackOK,nop,wscale 8>",
                    "> P. 1:1001(1000) ack 1 win 257 <nop,nop,TS val 100 ecr 200>",
                    "< . 1:1(0) ack 1 win 257 <sack 2001:3001 4001:5001,nop,nop>",
                    "> FP. 1:2(1) ack 1",
                    "> R 5:5(0)",
                    "> - 1:11(10)",
                    "> SEW 0:0(0)",
                    "> U. 1:101(100) ack 1 urg 100",
                    "> [ect0] . 1:1(0) ack 1",
                    "> [noecn] . 1:1(0) ack 1",
                    "> [ect01] . 1:1(0) ack 1",
                    "> [tos 0x3] . 1:1(0) ack 1",
                    "> . 1:1(0) ack 1 <...>",
                    "> S 0:0(0) <mss 1460,FO 3021b9d889017eeb,nop,nop>",
                    "> S 4294967295:4294967295(0)",
                })
        void printAsTheyAreWritten(String text) throws ScriptException {
            assertEquals(text, PacketText.of(packet(text)));
        }

        @Test
        void haveFieldsOfTheirOwn() throws ScriptException {
            Tcp tcp =
                    assertInstanceOf(
                            Tcp.class,
                            packet("< [ce] 5000 > 80 P.5 1:1001(1000) ack 9 win 8 urg 7"));

            assertEquals(5000, tcp.envelope().sourcePort());
            assertEquals(80, tcp.envelope().destinationPort());
            assertEquals(IpInfo.Mark.ECN, tcp.envelope().ip().mark());
            assertEquals(3, tcp.envelope().ip().tos());
            assertEquals(5, tcp.ace());
            assertTrue(tcp.has(TcpFlags.PSH) && tcp.has(TcpFlags.ACK) && tcp.has(TcpFlags.ECE));
            assertEquals(1000, tcp.payload());
            assertEquals(7, tcp.urgent());
        }

        @Test
        void matchAnyOptionsWithAnEllipsis() throws ScriptException {
            assertNull(((Tcp) packet("> . 1:1(0) ack 1 <...>")).options());
        }

        @ParameterizedTest
        @ValueSource(
                strings = {
                    "< . 1:1(0) ack 1",
                    "< . 1:1(0) ack 1 win 5 <...>",
                    "< [ect01] . 1:1(0) ack 1 win 5",
                    "> . 1:3(1) ack 1",
                    "> . 1:1(0) ack 1 win 65536",
                    "> X 1:1(0)",
                    "> . 1:1(0) ack 1 <mss 1000,nop>",
                    "> . 1:1(0) ack 1 <no 1>",
                    "> S.8 0:0(0)"
                })
        void areRefusedWhereTheyCannotBe(String packet) {
            assertThrows(ScriptException.class, () -> packet(packet));
        }
    }

    @Test
    void readsDatagramsAndMessages() throws ScriptException {
        assertEquals(1000, assertInstanceOf(Udp.class, packet("< udp (1000)")).payload());
        assertEquals(20, ((Udp) packet("> udp 10 > 20 (5)")).envelope().destinationPort());
        Icmp icmp =
                assertInstanceOf(
                        Icmp.class,
                        packet("< icmp unreachable frag_needed mtu 1400 [1:1461(1460)]"));
        assertEquals("frag_needed", icmp.code());
        assertEquals(1400, icmp.mtu());
        assertEquals(1, icmp.quoted().sequence());
        Icmp echo = (Icmp) packet("> icmp echo_request id 3 [raw (20)]");
        assertNull(echo.code());
        assertEquals(3, echo.id());
        assertEquals(
                "gre flags [ none ] , sum 0 ipv4 192.0.2.1 > 192.0.2.2 ",
                packet("> gre flags [none], sum 0: ipv4 192.0.2.1 > 192.0.2.2: udp (1)")
                        .envelope()
                        .encapsulation());
    }

    @Nested
    class Calls {
        @ParameterizedTest
        @ValueSource(
                strings = {
                    "[{fd=4, events=POLLIN|POLLOUT, revents=POLLOUT}]",
                    "{msg_name(...)=..., msg_iov(1)=[{..., 10}], msg_flags=0}",
                    "{sa_family=AF_INET, sin_port=htons(8080), sin_addr=inet_addr(\"192.0.2.1\")}",
                    "{onoff=1, linger=0}",
                    "{events=EPOLLIN, u64=5}",
                    "[]",
                    "\"cubic\"",
                    "NULL"
                })
        void haveStructuresThatPrintAsTheyAreWritten(String argument) throws ScriptException {
            CallEvent call = call("f(3, %s) = 0".formatted(argument));

            assertEquals(argument, call.arguments().get(1).toString());
        }

        @Test
        void haveResultsWithErrorsAndNotes() throws ScriptException {
            CallEvent failed =
                    call("read(3, ..., 1) = -1 EAGAIN (Resource temporarily unavailable)");
            assertEquals("EAGAIN", failed.errno());
            assertEquals(new Expr.Num(-1), failed.result());

            CallEvent flags = call("fcntl(3, F_GETFL) = 0x2 (flags O_RDWR)");
            assertNull(flags.errno());
            assertEquals(new Expr.Num(2), flags.result());
        }

        @Test
        void knowMacros() throws ScriptException {
            CallEvent call = call("f(SEVEN, CC, EIGHT) = 0");

            assertEquals(
                    List.of(new Expr.Num(7), new Expr.Text("reno"), new Expr.Name("EIGHT")),
                    call.arguments());
        }
    }

    @Test
    void readsOptionsInitAndCleanup() throws ScriptException {
        Script script =
                script(
                        """
                        // A comment.
                        --ip_version=ipv4-mapped-ipv6
                        --local_ip=fd00::1
                        --remote_ip=192.0.2.1/24
                        --define=EIGHT=8
                        --strict_segments
                        `echo "begin"`
                        0 f(EIGHT) = 0 /* another
                        comment */
                        +0 `true`
                        +0 %{ assert tcpi_rtt > 0 }%
                        `echo end`
                        """);

        assertEquals("ipv4-mapped-ipv6", script.options().getFirst().value());
        assertEquals("192.0.2.1/24", script.options().get(2).value());
        assertEquals("echo \"begin\"", script.init());
        assertEquals("echo end", script.cleanup());
        assertEquals(3, script.events().size());
        assertEquals(10, script.events().get(1).line());
        assertEquals(
                new Expr.Num(8), ((CallEvent) script.events().getFirst()).arguments().getFirst());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "0",
                "0 f(",
                "0 f()",
                "0 f() =",
                "0 `open",
                "0 f(\"open) = 0",
                "0 > udp (x)",
                "--define=X\n0 f() = 0",
                "0 f() = 0 `end` +0 f() = 0",
                "0 > . 1:99999999999999999999(1)"
            })
    void namesTheLineOfWhatItCannotRead(String text) {
        ScriptException e = assertThrows(ScriptException.class, () -> script(text));

        assertTrue(e.getMessage().startsWith("x.pkt:"), e.getMessage());
    }
}
