package io.sockit.inet;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.sockit.api.LinkType;
import io.sockit.inet.spi.Cast;
import io.sockit.inet.spi.IcmpError;
import io.sockit.inet.spi.IpPacket;
import io.sockit.inet.spi.Ipv4Header;
import io.sockit.inet.spi.Ipv6Header;
import io.sockit.inet.spi.TransportInput;
import io.sockit.spi.packet.Packet;
import io.sockit.spi.packet.PacketPool;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/// Which errors are sent and which are not (RFC 1122 §3.2.2, RFC 4443 §2.4), and what becomes of
/// those that come in.
class IcmpRulesTest {
    private static final int TRANSPORT = 200;
    private static final byte[] DATA = new byte[64];

    private final PacketPool pool = PacketPool.checked();
    private final Rig rig = new Rig(pool);
    private final List<byte[]> sent = new ArrayList<>();
    private final List<String> heard = new ArrayList<>();
    private Wire eth;

    @BeforeEach
    void setUp() {
        eth = rig.wire("eth0", LinkType.IP, 1500, false);
        eth.sink =
                (packet, nextHop) -> {
                    byte[] bytes = new byte[packet.length()];
                    packet.copyTo(0, bytes, 0, bytes.length);
                    sent.add(bytes);
                    packet.release();
                };
        rig.addresses.add(eth, "10.0.0.1/24");
        rig.addresses.add(eth, "2001:db8::1/64");
        rig.transport(
                TRANSPORT,
                new TransportInput() {
                    @Override
                    public void input(Packet packet, Cast cast) {
                        rig.reporter.portUnreachable(packet);
                        packet.release();
                    }

                    @Override
                    public void icmpError(Packet quoted, IcmpError error, int mtu) {
                        heard.add(
                                "%s %d to %s"
                                        .formatted(
                                                error,
                                                mtu,
                                                Packets.text(
                                                        IpPacket.destinationHigh(quoted),
                                                        IpPacket.destinationLow(quoted))));
                    }

                    @Override
                    public int checksumOffset() {
                        return -1;
                    }
                });
    }

    @AfterEach
    void nothingLeaks() {
        assertEquals(List.of(), rig.faults);
        assertEquals(List.of(), pool.leaks());
    }

    private static byte[] quoteOf(byte[] error, int header) {
        return Arrays.copyOfRange(error, header + Icmp.LENGTH, error.length);
    }

    @Nested
    class Sent {
        @Test
        void portUnreachableQuotesThePacketAndComesFromWhereItWent() {
            byte[] packet = Packets.ipv4("10.0.0.2", "10.0.0.1", TRANSPORT, 64, DATA);
            rig.input(packet, eth);
            byte[] error = sent.getFirst();
            assertEquals(Packets.v4("10.0.0.1"), Ipv4Header.source(error, 0));
            assertEquals(Packets.v4("10.0.0.2"), Ipv4Header.destination(error, 0));
            assertEquals(3, Icmp.type(error, Ipv4Header.LENGTH));
            assertEquals(3, Icmp.code(error, Ipv4Header.LENGTH));
            assertArrayEquals(packet, quoteOf(error, Ipv4Header.LENGTH));
        }

        @Test
        void portUnreachableOfIpv6Too() {
            byte[] packet = Packets.ipv6("2001:db8::2", "2001:db8::1", TRANSPORT, 64, DATA);
            rig.input(packet, eth);
            byte[] error = sent.getFirst();
            assertEquals(1, Icmp.type(error, Ipv6Header.LENGTH));
            assertEquals(4, Icmp.code(error, Ipv6Header.LENGTH));
            assertArrayEquals(packet, quoteOf(error, Ipv6Header.LENGTH));
        }

        /// RFC 1122 §3.2.2, RFC 1812 §4.3.2.4 and §4.3.2.5; bits and all as Linux.
        @Test
        void theTypeOfServiceFollowsFromThatOfTheCause() {
            byte[] packet = Packets.ipv4("10.0.0.2", "10.0.0.1", TRANSPORT, 64, DATA);
            packet[1] = (byte) 0xbb;
            rig.input(Packets.mended(packet), eth);
            byte[] request =
                    Packets.ipv4("10.0.0.2", "10.0.0.1", 1, 64, Packets.icmp(8, 0, 1, DATA));
            request[1] = (byte) 0xbb;
            rig.input(Packets.mended(request), eth);
            byte[] request6 = Packets.icmp6("2001:db8::2", "2001:db8::1", 128, 0, 1, DATA);
            request6[0] = 0x6b;
            request6[1] = (byte) 0xb0;
            rig.input(request6, eth);
            rig.input(Packets.ipv6("2001:db8::2", "2001:db8::1", TRANSPORT, 64, DATA), eth);
            assertEquals(0xda, Ipv4Header.typeOfService(sent.get(0), 0));
            assertEquals(0xbb, Ipv4Header.typeOfService(sent.get(1), 0));
            assertEquals(0xbb, Ipv6Header.trafficClass(sent.get(2), 0));
            assertEquals(0, Ipv6Header.trafficClass(sent.get(3), 0));
        }

        @Test
        void anErrorIsNoLargerThanTheRfcSays() {
            rig.input(Packets.ipv4("10.0.0.2", "10.0.0.1", TRANSPORT, 64, new byte[1400]), eth);
            rig.input(
                    Packets.ipv6("2001:db8::2", "2001:db8::1", TRANSPORT, 64, new byte[1400]), eth);
            assertEquals(576, sent.get(0).length);
            assertEquals(1280, sent.get(1).length);
        }

        @Test
        void protocolUnreachablePointsAtTheNextHeaderInIpv6() {
            rig.input(Packets.ipv4("10.0.0.2", "10.0.0.1", 250, 64, DATA), eth);
            byte[] options = Packets.bytes(250, 0, 1, 4, 0, 0, 0, 0);
            rig.input(
                    Packets.ipv6("2001:db8::2", "2001:db8::1", 60, 64, Packets.join(options, DATA)),
                    eth);
            assertEquals(2, Icmp.code(sent.get(0), Ipv4Header.LENGTH));
            assertEquals(4, Icmp.type(sent.get(1), Ipv6Header.LENGTH));
            assertEquals(1, Icmp.code(sent.get(1), Ipv6Header.LENGTH));
            assertEquals(Ipv6Header.LENGTH, Icmp.rest(sent.get(1), Ipv6Header.LENGTH));
        }

        /// Linux: one a second, and what was left over of the last six.
        @Test
        void toOnePeerAreFew() {
            byte[] packet = Packets.ipv4("10.0.0.2", "10.0.0.1", 250, 64, DATA);
            byte[] other = Packets.ipv4("10.0.0.3", "10.0.0.1", 250, 64, DATA);
            for (int i = 0; i < 10; i++) {
                rig.input(packet, eth);
            }
            assertEquals(6, sent.size());
            assertEquals(4, rig.count("Icmp.OutRateLimitHost"));
            rig.input(other, eth);
            assertEquals(7, sent.size());
            rig.now += 2_000_000_000;
            for (int i = 0; i < 10; i++) {
                rig.input(packet, eth);
            }
            assertEquals(9, sent.size());
            rig.settings.put("net.ipv4.icmp_ratelimit", 0);
            rig.input(packet, eth);
            assertEquals(10, sent.size());
            assertEquals(0, rig.count("Icmp.OutRateLimitGlobal"));
        }

        @Test
        void toAllPeersAreSoManyASecond() {
            for (int i = 0; i < 200; i++) {
                rig.input(Packets.ipv4("10.0.0." + (2 + i), "10.0.0.1", 250, 64, DATA), eth);
            }
            int first = sent.size();
            assertTrue(first > 30 && first < 80, "sent at once: " + first);
            assertEquals(200 - first, rig.count("Icmp.OutRateLimitGlobal"));
            rig.now += 1_000_000_000;
            rig.input(Packets.ipv4("10.0.0.9", "10.0.0.1", 250, 64, DATA), eth);
            assertEquals(first + 1, sent.size());
        }

        @Test
        void aboutTooBigPacketsAreNotLimited() {
            rig.settings.put("net.ipv4.ip_forward", 1);
            rig.routes.add(eth, "192.0.2.0/24", null, 0);
            byte[] packet = Packets.ipv4("10.0.0.2", "192.0.2.1", TRANSPORT, 64, new byte[1400]);
            packet[6] = 0x40;
            eth.mtu = 1000;
            for (int i = 0; i < 100; i++) {
                rig.input(Packets.mended(packet), eth);
            }
            assertEquals(100, sent.size());
        }
    }

    @Nested
    class NotSent {
        @ParameterizedTest
        @CsvSource({
            "10.0.0.2,      10.0.0.255", // to all on the link
            "10.0.0.2,      255.255.255.255",
            "10.0.0.2,      224.0.0.1",
            "0.0.0.0,       10.0.0.1", // from nobody
            "10.0.0.255,    10.0.0.1", // from all
            "224.0.0.5,     10.0.0.1",
            "127.0.0.1,     10.0.0.1",
        })
        void aboutIpv4(String from, String to) {
            rig.input(Packets.ipv4(from, to, TRANSPORT, 64, DATA), eth);
            rig.input(Packets.ipv4(from, to, 250, 64, DATA), eth);
            assertEquals(0, sent.size());
        }

        @ParameterizedTest
        @CsvSource({"2001:db8::2, ff02::1", "::, 2001:db8::1", "ff02::5, 2001:db8::1"})
        void aboutIpv6(String from, String to) {
            rig.input(Packets.ipv6(from, to, TRANSPORT, 64, DATA), eth);
            assertEquals(0, sent.size());
        }

        @Test
        void aboutAnError() {
            rig.settings.put("net.ipv4.ip_forward", 1);
            rig.settings.put("net.ipv6.conf.all.forwarding", 1);
            byte[] unreachable = Packets.icmp(3, 1, 0, DATA);
            rig.input(Packets.ipv4("10.0.0.2", "192.0.2.1", 1, 1, unreachable), eth);
            rig.input(
                    Packets.ipv6("2001:db8::2", "2001:9::1", 58, 1, Packets.bytes(1, 0, 0, 0)),
                    eth);
            byte[] options = Packets.bytes(58, 0, 1, 4, 0, 0, 0, 0);
            rig.input(
                    Packets.ipv6(
                            "2001:db8::2",
                            "2001:9::1",
                            60,
                            1,
                            Packets.join(options, Packets.bytes(1, 0, 0, 0))),
                    eth);
            options[2] = (byte) 0x80; // an unknown option, about which one would speak otherwise
            rig.input(
                    Packets.ipv6(
                            "2001:db8::2",
                            "2001:db8::1",
                            60,
                            64,
                            Packets.join(options, Packets.bytes(1, 0, 0, 0))),
                    eth);
            assertEquals(0, sent.size());
            rig.input(
                    Packets.ipv4("10.0.0.2", "192.0.2.1", 1, 1, Packets.icmp(8, 0, 0, DATA)), eth);
            assertEquals(1, sent.size()); // but about a question, yes
        }

        @Test
        void aboutALaterFragment() {
            rig.settings.put("net.ipv4.ip_forward", 1);
            byte[] packet = Packets.ipv4("10.0.0.2", "192.0.2.1", TRANSPORT, 1, DATA);
            packet[7] = 1;
            rig.input(Packets.mended(packet), eth);
            assertEquals(0, sent.size());
            assertEquals(1, rig.count("Ip.InHopsExceeded"));
        }
    }

    @Nested
    class Received {
        private void error4(int type, int code, int rest, byte[] quoted) {
            rig.input(
                    Packets.ipv4(
                            "10.0.0.9", "10.0.0.1", 1, 64, Packets.icmp(type, code, rest, quoted)),
                    eth);
        }

        private void error6(int type, int code, int rest, byte[] quoted) {
            rig.input(Packets.icmp6("2001:db8::9", "2001:db8::1", type, code, rest, quoted), eth);
        }

        @Test
        void reachesTheTransportWithItsMeaning() {
            byte[] mine = Packets.ipv4("10.0.0.1", "192.0.2.1", TRANSPORT, 64, DATA);
            error4(3, 3, 0, mine);
            error4(3, 4, 1400, mine);
            error4(11, 0, 0, mine);
            byte[] mine6 = Packets.ipv6("2001:db8::1", "2001:9::1", TRANSPORT, 64, DATA);
            error6(1, 4, 0, mine6);
            error6(2, 0, 1200, mine6);
            error6(1, 1, 0, mine6);
            assertEquals(
                    List.of(
                            "PORT_UNREACHABLE 0 to 192.0.2.1",
                            "MESSAGE_TOO_BIG 1400 to 192.0.2.1",
                            "TIME_EXCEEDED 0 to 192.0.2.1",
                            "PORT_UNREACHABLE 0 to 2001:9::1",
                            "MESSAGE_TOO_BIG 1280 to 2001:9::1",
                            "PROHIBITED_V6 0 to 2001:9::1"),
                    heard);
        }

        @Test
        void aQuotationThatCannotBeTrueIsDropped() {
            byte[] mine = Packets.ipv4("10.0.0.1", "192.0.2.1", TRANSPORT, 64, DATA);
            error4(3, 3, 0, Packets.ipv4("10.0.0.77", "192.0.2.1", TRANSPORT, 64, DATA));
            error4(3, 3, 0, Arrays.copyOf(mine, 27));
            error4(3, 3, 0, Arrays.copyOf(mine, 19));
            error4(3, 3, 0, new byte[0]);
            mine[0] = 0x4f; // options beyond the end
            error4(3, 3, 0, Arrays.copyOf(mine, 60));
            mine[0] = 0x65;
            error4(3, 3, 0, mine);
            error4(3, 3, 0, Packets.ipv4("10.0.0.1", "192.0.2.1", 250, 64, DATA));
            assertEquals(List.of(), heard);
            assertEquals(7, rig.count("Icmp.InQuoteErrors"));
            error6(1, 4, 0, Packets.ipv6("::ffff:10.0.0.1", "2001:9::1", TRANSPORT, 64, DATA));
            error6(1, 4, 0, Packets.ipv6("2001:db8::1", "2001:9::1", TRANSPORT, 64, new byte[7]));
            assertEquals(2, rig.count("Icmp6.InQuoteErrors"));
        }

        @Test
        void aTypeThatNobodyKnowsIsDropped() {
            error4(3, 16, 0, DATA);
            error4(44, 0, 0, DATA);
            error6(200, 0, 0, DATA);
            assertEquals(2, rig.count("Icmp.InUnknownTypes"));
            assertEquals(1, rig.count("Icmp6.InUnknownTypes"));
        }

        /// RFC 4443 §2.4 (a).
        @Test
        void anErrorOfIpv6ThatNobodyKnowsReachesTheTransport() {
            byte[] mine = Packets.ipv6("2001:db8::1", "2001:9::1", TRANSPORT, 64, DATA);
            error6(1, 9, 0, mine);
            error6(100, 0, 0, mine);
            assertEquals(List.of("UNKNOWN_V6 0 to 2001:9::1", "UNKNOWN_V6 0 to 2001:9::1"), heard);
        }

        @Test
        void mayQuoteTheFirstPartOfWhatThisHostCut() {
            byte[] part = Packets.bytes(TRANSPORT, 0, 0, 1, 0, 0, 0, 7);
            byte[] first = Packets.join(part, DATA);
            error6(2, 0, 1300, Packets.ipv6("2001:db8::1", "2001:9::1", 44, 64, first));
            assertEquals(List.of("MESSAGE_TOO_BIG 1300 to 2001:9::1"), heard);
            first[3] = 9; // another part: whose, nobody knows
            error6(2, 0, 1300, Packets.ipv6("2001:db8::1", "2001:9::1", 44, 64, first));
            byte[] cut = Arrays.copyOf(first, 15);
            cut[3] = 1;
            error6(2, 0, 1300, Packets.ipv6("2001:db8::1", "2001:9::1", 44, 64, cut));
            error6(2, 0, 1300, Packets.ipv6("2001:db8::1", "2001:9::1", 44, 64, new byte[7]));
            assertEquals(1, heard.size());
            assertEquals(3, rig.count("Icmp6.InQuoteErrors"));
        }

        /// RFC 1122 §3.2.2: who answers many is forged or confused; Linux drops it too.
        @Test
        void toAllOnTheLinkIsDropped() {
            byte[] mine = Packets.ipv4("10.0.0.1", "192.0.2.1", TRANSPORT, 64, DATA);
            for (String many : new String[] {"10.0.0.255", "255.255.255.255", "224.0.0.1"}) {
                byte[] error = Packets.icmp(3, 3, 0, mine);
                rig.input(Packets.ipv4("10.0.0.9", many, 1, 64, error), eth);
                byte[] reply = Packets.icmp(0, 0, 1, DATA);
                rig.input(Packets.ipv4("10.0.0.9", many, 1, 64, reply), eth);
            }
            assertEquals(List.of(), heard);
            assertEquals(6, rig.count("Icmp.InNotUnicast"));
        }

        @Test
        void oneFamilyInTheOtherIsDropped() {
            rig.input(
                    Packets.ipv6("2001:db8::9", "2001:db8::1", 1, 64, Packets.icmp(8, 0, 0, DATA)),
                    eth);
            rig.input(
                    Packets.ipv4("10.0.0.2", "10.0.0.1", 58, 64, Packets.icmp(128, 0, 0, DATA)),
                    eth);
            assertEquals(1, rig.count("Icmp.InWrongFamily"));
            assertEquals(1, rig.count("Icmp6.InWrongFamily"));
            assertEquals(0, sent.size());
        }

        @Test
        void aBroadcastEchoRequestIsNotAnsweredUnlessSetSo() {
            byte[] request =
                    Packets.ipv4("10.0.0.2", "10.0.0.255", 1, 64, Packets.icmp(8, 0, 1, DATA));
            rig.input(request, eth);
            assertEquals(1, rig.count("Icmp.InEchoIgnored"));
            rig.settings.put("net.ipv4.icmp_echo_ignore_broadcasts", 0);
            rig.input(request, eth);
            assertEquals(Packets.v4("10.0.0.1"), Ipv4Header.source(sent.getFirst(), 0));
        }
    }

    @Test
    void anEchoRequestFromNoAddressIsNotAnswered() {
        rig.settings.put("net.ipv4.icmp_echo_ignore_broadcasts", 0);
        Wire lo = rig.wire("lo", LinkType.IP, 65_535, true);
        rig.addresses.add(lo, "127.0.0.1/8");
        rig.addresses.add(lo, "::1/128");
        byte[] request = Packets.icmp(8, 0, 1, DATA);
        rig.input(Packets.ipv4("0.0.0.0", "255.255.255.255", 1, 64, request), eth);
        rig.input(Packets.icmp6("::", "ff02::1", 128, 0, 1, DATA), eth);
        assertEquals(0, sent.size());
        assertEquals(0, lo.sent);
        assertEquals(1, rig.count("Icmp.InEchoIgnored"));
        assertEquals(1, rig.count("Icmp6.InEchoIgnored"));
    }

    @Test
    void whatFindsNoWayOutIsNotCountedAsSent() {
        rig.input(Packets.ipv4("192.0.2.9", "10.0.0.1", 1, 64, Packets.icmp(8, 0, 1, DATA)), eth);
        rig.input(Packets.icmp6("2001:9::9", "2001:db8::1", 128, 0, 1, DATA), eth);
        assertEquals(1, rig.count("Icmp.InEchos"));
        assertEquals(1, rig.count("Ip.OutNoRoutes"));
        assertEquals(0, rig.count("Icmp.OutEchoReps") + rig.count("Icmp.OutMsgs"));
        assertEquals(1, rig.count("Icmp6.InEchos"));
        assertEquals(1, rig.count("Ip6.OutNoRoutes"));
        assertEquals(0, rig.count("Icmp6.OutEchoReps") + rig.count("Icmp6.OutMsgs"));
        rig.input(Packets.ipv4("10.0.0.2", "10.0.0.1", 1, 64, Packets.icmp(8, 0, 1, DATA)), eth);
        assertEquals(1, rig.count("Icmp.OutEchoReps"));
        assertEquals(1, rig.count("Icmp.OutMsgs"));
    }
}
