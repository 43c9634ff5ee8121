package io.sockit.pcap.filter;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.sockit.pcap.file.DataLink;
import io.sockit.pcap.file.PacketDirection;

import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import java.util.Arrays;

class FilterTest {
    private static final byte[] QUERY = Samples.udp("10.0.0.1", 4000, "192.0.2.53", 53, 20);
    private static final byte[] QUERY6 = Samples.udp("2001:db8::1", 4000, "fd00::53", 53, 20);

    private static boolean passes(String filter, byte[] frame) throws FilterException {
        return passes(filter, frame, PacketDirection.UNKNOWN);
    }

    private static boolean passes(String filter, byte[] frame, PacketDirection direction)
            throws FilterException {
        return Filter.compile(filter)
                .matches(DataLink.ETHERNET, frame, 0, frame.length, frame.length, direction);
    }

    @Nested
    class Words {
        @ParameterizedTest
        @ValueSource(
                strings = {
                    "host 10.0.0.1",
                    "10.0.0.1",
                    "src 10.0.0.1",
                    "dst host 192.0.2.53",
                    "src or dst host 192.0.2.53",
                    "net 10.0.0.0/8",
                    "net 10",
                    "net 192.0.2",
                    "src net 10.0.0.0 mask 255.255.255.0",
                    "ip and udp",
                    "udp port 53",
                    "port 53 or 54",
                    "port 54 or 53",
                    "portrange 50-60",
                    "portrange 60-50",
                    "dst portrange 53",
                    "port 0x35",
                    "ip proto 17",
                    "proto \\udp",
                    "ip proto \\tcp or 17",
                    "not tcp",
                    "! tcp && !arp",
                    "host (10.0.0.7 or 10.0.0.1)",
                    "not host 10.0.0.2 and 10.0.0.1",
                    "tcp or (udp and (port 1 or 53))",
                    "less 62",
                    "greater 62",
                    "src 10.0.0.9 or dst 192.0.2.53",
                    "src and dst net 0.0.0.0/0",
                })
        void pass(String filter) throws FilterException {
            assertTrue(passes(filter, QUERY));
        }

        @ParameterizedTest
        @ValueSource(
                strings = {
                    "src host 192.0.2.53",
                    "src and dst host 10.0.0.1",
                    "ip6",
                    "tcp port 53",
                    "dst port 4000",
                    "arp host 10.0.0.1",
                    "less 61",
                    "greater 63",
                    "vlan",
                    "inbound",
                    "outbound",
                    "host ::1",
                    "tcp or udp and port 1", // from the left
                    "icmp",
                    "sctp",
                })
        void doNotPass(String filter) throws FilterException {
            assertFalse(passes(filter, QUERY));
        }

        @ParameterizedTest
        @ValueSource(
                strings = {
                    "ip6 host 2001:db8::1",
                    "net 2001:db8::/32",
                    "dst net fd00::/8",
                    "udp port 53",
                    "ip6 proto 17",
                })
        void passInIpv6(String filter) throws FilterException {
            assertTrue(passes(filter, QUERY6));
        }
    }

    @Nested
    class Packets {
        @Test
        void laterFragmentsHaveNoPorts() throws FilterException {
            byte[] later = QUERY.clone();
            later[14 + 7] = 1;
            assertFalse(passes("port 53", later));
            assertTrue(passes("udp", later));
        }

        @Test
        void optionsOfIpv4AreSkipped() throws FilterException {
            byte[] options = new byte[QUERY.length + 8];
            System.arraycopy(QUERY, 0, options, 0, 34);
            System.arraycopy(QUERY, 34, options, 42, QUERY.length - 34);
            options[14] = 0x47;
            assertTrue(passes("dst port 53", options));
        }

        @Test
        void onlyOneFragmentHeaderOfIpv6IsSeenThrough() throws FilterException {
            byte[] fragment = new byte[QUERY6.length + 8];
            System.arraycopy(QUERY6, 0, fragment, 0, 54);
            System.arraycopy(QUERY6, 54, fragment, 62, QUERY6.length - 54);
            fragment[14 + 6] = 44;
            fragment[54] = 17;
            assertTrue(passes("udp", fragment));
            assertFalse(passes("port 53", fragment));
            fragment[14 + 6] = 0; // hop-by-hop options
            assertFalse(passes("udp", fragment));
        }

        @Test
        void packetThatEndsBeforeAFieldNeverMatches() throws FilterException {
            byte[] cut = Arrays.copyOf(QUERY, 36);
            assertFalse(passes("port 53", cut));
            assertFalse(passes("not port 53", cut));
            assertTrue(passes("not port 4000 or udp", QUERY));
        }

        @Test
        void vlanShiftsWhatStandsBehindIt() throws FilterException {
            byte[] tagged = Samples.tagged(7, QUERY);
            assertFalse(passes("udp port 53", tagged));
            assertTrue(passes("vlan and udp port 53", tagged));
            assertTrue(passes("vlan 7 and host 10.0.0.1", tagged));
            assertFalse(passes("vlan 8 and host 10.0.0.1", tagged));
            assertFalse(passes("udp port 53 and vlan", tagged));
            assertTrue(passes("vlan 3 && vlan 7 && ip", Samples.tagged(3, tagged)));
        }

        @Test
        void directionIsThatOfTheCapture() throws FilterException {
            assertTrue(passes("inbound", QUERY, PacketDirection.INBOUND));
            assertFalse(passes("outbound", QUERY, PacketDirection.INBOUND));
            assertTrue(passes("outbound and udp", QUERY, PacketDirection.OUTBOUND));
        }

        @Test
        void lengthIsThatOnTheWire() throws FilterException {
            Filter filter = Filter.compile("greater 1000");
            assertTrue(
                    filter.matches(
                            DataLink.ETHERNET,
                            QUERY,
                            0,
                            QUERY.length,
                            1000,
                            PacketDirection.UNKNOWN));
        }

        @Test
        void offsetInTheArrayIsHeeded() throws FilterException {
            byte[] shifted = new byte[QUERY.length + 5];
            System.arraycopy(QUERY, 0, shifted, 5, QUERY.length);
            assertTrue(
                    Filter.compile("src 10.0.0.1 and port 53")
                            .matches(
                                    DataLink.ETHERNET,
                                    shifted,
                                    5,
                                    QUERY.length,
                                    QUERY.length,
                                    PacketDirection.UNKNOWN));
        }
    }

    @Nested
    class Errors {
        @ParameterizedTest
        @CsvSource(
                delimiter = '|',
                value = {
                    "udp port 99999     | 10 | '99999' (expected: port: a number from 0 to 65535)",
                    "host               |  5 | the end (expected: an IPv4 or IPv6 address)",
                    "host 10.0.0        |  6 | '10.0.0' (expected: an IPv4 or IPv6 address)",
                    "host 10.0.0.0/8    | 14 | '/' behind a host (expected: net ADDRESS/LENGTH)",
                    "net 10.0.0.1/8     |  5 | '10.0.0.1' (expected: a network whose bits",
                    "net 10.0.0.0/33    | 14 | '33' (expected: a length from 0 to 32)",
                    "tcp host 10.0.0.1  |  1 | 'tcp' in front of host (expected: one of ip, ip6",
                    "ip port 53         |  1 | 'ip' in front of port (expected: one of tcp, udp",
                    "ip6 host 10.0.0.1  | 10 | an IPv6 address behind ip6",
                    "tcp and 53         |  9 | '53' (expected: host, net, port,",
                    "(port 53) or 54    | 14 | '54' (expected: host, net, port,",
                    "port 53 54         |  9 | '54' (expected: and, or, or the end)",
                    "(port 53           |  9 | the end (expected: and, or, ))",
                    "port 53)           |  8 | ')' (expected: and, or, or the end)",
                    "and port 53        |  1 | 'and' (expected: host, net,",
                    "vlan 4096          |  6 | '4096' (expected: vlan: a number from 0 to 4095)",
                    "portrange 1-x      | 11 | two numbers from 0 to 65535",
                    "ip[0] = 5          |  3 | '[' (expected: words,",
                    "port 53 & port 54  |  9 | '&' (expected: words,",
                    "proto sockit       |  7 | 'sockit' (expected: a number from 0 to 255",
                    "src or dst         | 11 | the end (expected: an IPv4 or IPv6 address)",
                    "example.org        |  1 | 'example.org' (expected: an IPv4 or IPv6 address)",
                })
        void pointAtThePlace(String filter, int column, String reason) {
            FilterException refused =
                    assertThrows(FilterException.class, () -> Filter.compile(filter));
            assertEquals(column, refused.column(), refused::getMessage);
            assertTrue(refused.reason().contains(reason), refused::getMessage);
        }

        @Test
        void haveACaretBelowThePlace() {
            FilterException refused =
                    assertThrows(FilterException.class, () -> Filter.compile("udp port 99999"));
            String[] lines = String.valueOf(refused.getMessage()).split("\\R", -1);
            assertEquals("  udp port 99999", lines[1]);
            assertEquals("           ^", lines[2]);
        }

        @Test
        void anEmptyTextIsNoFilter() {
            assertThrows(FilterException.class, () -> Filter.compile("  "));
        }

        @ParameterizedTest
        @ValueSource(strings = {"(", "not ", "!"})
        void nestingIsBounded(String opening) {
            FilterException refused =
                    assertThrows(
                            FilterException.class,
                            () -> Filter.compile(opening.repeat(1000) + "ip"));
            assertTrue(refused.reason().contains("nested"), refused::getMessage);
        }

        @Test
        void lengthAndNumberOfTermsAreBounded() throws FilterException {
            Filter.compile("ip" + " or ip".repeat(500));
            assertThrows(FilterException.class, () -> Filter.compile("ip" + " or ip".repeat(600)));
            assertThrows(FilterException.class, () -> Filter.compile("ip" + " ".repeat(5000)));
        }
    }
}
