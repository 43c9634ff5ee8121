package io.sockit.inet;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.sockit.api.LinkType;
import io.sockit.inet.spi.Cast;
import io.sockit.inet.spi.IcmpError;
import io.sockit.inet.spi.TransportInput;
import io.sockit.spi.packet.ChecksumState;
import io.sockit.spi.packet.Packet;
import io.sockit.spi.packet.PacketPool;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;

/// What is wrong with a header is the reason of one drop.
class InputChecksTest {
    private static final byte[] DATA = new byte[16];

    private final PacketPool pool = PacketPool.checked();
    private final Rig rig = new Rig(pool);
    private final List<String> delivered = new ArrayList<>();
    private Wire lo;
    private Wire eth;

    @BeforeEach
    void setUp() {
        lo = rig.wire("lo", LinkType.IP, 65_535, true);
        eth = rig.wire("eth0", LinkType.IP, 1500, false);
        rig.addresses.add(lo, "127.0.0.1/8");
        rig.addresses.add(lo, "::1/128");
        rig.addresses.add(eth, "10.0.0.1/24");
        rig.addresses.add(eth, "2001:db8::1/64");
        rig.transport(
                17,
                new TransportInput() {
                    @Override
                    public void input(Packet packet, Cast cast) {
                        delivered.add(cast + " " + packet.length());
                        packet.release();
                    }

                    @Override
                    public void icmpError(Packet quoted, IcmpError error, int mtu) {}

                    @Override
                    public int checksumOffset() {
                        return 6;
                    }
                });
    }

    @AfterEach
    void nothingLeaks() {
        assertEquals(List.of(), pool.leaks());
        assertEquals(List.of(), rig.faults);
    }

    private void dropped(String reason) {
        assertEquals(1, rig.count(reason), () -> rig.counters().toString());
        assertEquals(1, rig.drops);
        assertEquals(List.of(), delivered);
    }

    @Nested
    class OfIpv4 {
        private byte[] packet() {
            return Packets.ipv4("10.0.0.2", "10.0.0.1", 17, 64, DATA);
        }

        @Test
        void paddingOfTheLinkIsCutOff() {
            rig.v4.input(rig.packet(Arrays.copyOf(packet(), 60), eth), eth);
            assertEquals(List.of("UNICAST 16"), delivered);
        }

        @Test
        void optionsAreSkipped() {
            byte[] packet = Packets.ipv4("10.0.0.2", "10.0.0.1", 17, 64, new byte[24]);
            packet[0] = 0x47;
            System.arraycopy(HexFormat.of().parseHex("0101940400000000"), 0, packet, 20, 8);
            rig.input(Packets.mended(packet), eth);
            assertEquals(List.of("UNICAST 16"), delivered);
        }

        @ParameterizedTest
        @ValueSource(
                strings = {
                    "8303040000000000",
                    "8900000000000000",
                    "9409000000000000",
                    "01010101010101ff"
                })
        void badOptionsAreNot(String options) {
            byte[] packet = Packets.ipv4("10.0.0.2", "10.0.0.1", 17, 64, new byte[24]);
            packet[0] = 0x47;
            System.arraycopy(HexFormat.of().parseHex(options), 0, packet, 20, 8);
            rig.input(Packets.mended(packet), eth);
            dropped("Ip.InBadOptions");
        }

        @Test
        void aChecksumIsVerifiedUnlessNotNeeded() {
            byte[] packet = packet();
            packet[10]++;
            Packet fine = rig.packet(packet, eth);
            fine.checksumState(ChecksumState.UNNECESSARY);
            rig.v4.input(fine, eth);
            assertEquals(List.of("UNICAST 16"), delivered);
            delivered.clear();
            rig.input(packet, eth);
            dropped("Ip.InCsumErrors");
        }

        @ParameterizedTest
        @CsvSource({
            "0, 0x64, InBadVersion",
            "0, 0x44, InBadHeaderLength",
            "3, 0x7f, InTruncatedPkts",
            "3, 0x13, InBadHeaderLength",
            "9, 0xfa, InUnknownProtos",
            "12, 0x00, InMartianSource",
            "12, 0xe0, InMartianSource",
            "12, 0x7f, InMartianSource",
            "15, 0x01, InMartianSource",
            "16, 0x00, InMartianDestination",
            "16, 0x7f, InMartianDestination",
            "16, 0xe1, InMcastNotJoined",
            "16, 0x0b, InAddrErrors"
        })
        void aFieldThatIsWrongHasItsReason(int at, String value, String reason) {
            byte[] packet = packet();
            packet[at] = (byte) (int) Integer.decode(value);
            rig.v4.input(rig.packet(Packets.mended(packet), eth), eth);
            dropped("Ip." + reason);
        }

        @ParameterizedTest
        @CsvSource({
            "0.0.0.0, 10.0.0.1",
            "0.0.0.0, 127.0.0.1",
            "0.0.0.0, 10.0.0.255",
            "0.9.9.9, 10.0.0.1",
        })
        void whoHasNoAddressYetReachesNoSingleHost(String from, String to) {
            rig.input(Packets.ipv4(from, to, 17, 64, DATA), to.startsWith("127") ? lo : eth);
            dropped("Ip.InMartianSource");
        }

        @Test
        void whoHasNoAddressYetReachesAllOnTheLink() {
            rig.input(Packets.ipv4("0.0.0.0", "255.255.255.255", 17, 64, DATA), eth);
            rig.input(Packets.ipv4("0.0.0.0", "224.0.0.1", 17, 64, DATA), eth);
            assertEquals(List.of("BROADCAST 16", "MULTICAST 16"), delivered);
        }

        @Test
        void lessThanAHeaderIsTruncated() {
            rig.v4.input(rig.packet(Arrays.copyOf(packet(), 19), eth), eth);
            dropped("Ip.InTruncatedPkts");
        }

        @Test
        void ownAddressesComeOverTheLoopback() {
            rig.input(Packets.ipv4("10.0.0.1", "10.0.0.1", 17, 64, DATA), lo);
            rig.input(Packets.ipv4("127.0.0.1", "127.3.3.3", 17, 64, DATA), lo);
            assertEquals(2, delivered.size());
        }
    }

    @Nested
    class OfIpv6 {
        private void chain(String hex) {
            byte[] chain = HexFormat.of().parseHex(hex.replace(" ", "").substring(2));
            int first = Integer.parseInt(hex.substring(0, 2), 16);
            rig.input(
                    Packets.ipv6(
                            "2001:db8::2", "2001:db8::1", first, 64, Packets.join(chain, DATA)),
                    eth);
        }

        @ParameterizedTest
        @ValueSource(
                strings = {
                    "00 1100010400000000", // hop-by-hop, PadN
                    "3c 1100000000000000", // destination, Pad1
                    "00 3c00010400000000 2b00010400000000 1100000000000000", // three of them
                    "3c 11000502ffff0100", // router alert, which may be skipped
                    "2b 1100040000000000" // an unknown routing type, done with
                })
        void extensionHeadersAreWalked(String hex) {
            chain(hex);
            assertEquals(List.of("UNICAST 16"), delivered);
        }

        @ParameterizedTest
        @CsvSource({
            "3c 1180010400000000, InBadOptions", // longer than the packet
            "3c 1100010500000000, InBadOptions", // an option longer than its header
            "3c 1100410400000000, InBadOptions", // discard
            "3c 1100810400000000, InBadOptions", // discard and say so
            "2b 1100000100000000, InBadOptions", // routing type 0 with segments left
            "3c 0000010400000000 1100010400000000, InBadOptions", // hop-by-hop later on
            "2c 2c00000000000000 1100000000000000, InBadOptions", // a part of a part
            "3b , InNoNextHeader",
            "fa , InUnknownProtos",
        })
        void aChainThatLeadsNowhereHasItsReason(String hex, String reason) {
            chain(hex);
            dropped("Ip6." + reason);
        }

        @Test
        void aChainThatIsTooLongIsDropped() {
            chain("3c " + "3c00010400000000".repeat(8) + "1100010400000000");
            dropped("Ip6.InBadOptions");
        }

        @ParameterizedTest
        @CsvSource({
            "::ffff:10.0.0.2,  2001:db8::1,     InMartianSource",
            "2001:db8::2,      ::ffff:10.0.0.1, InMartianDestination",
            "2001:db8::1,      2001:db8::1,     InMartianSource",
            "::1,              2001:db8::1,     InMartianSource",
            "ff02::1,          2001:db8::1,     InMartianSource",
            "::,               2001:db8::1,     InMartianSource",
            "::,               2001:db8::9,     InMartianSource",
            "2001:db8::2,      ::1,             InMartianDestination",
            "2001:db8::2,      ::,              InMartianDestination",
            "2001:db8::2,      ff01::1,         InMartianDestination",
            "2001:db8::2,      ff10::1,         InMartianDestination",
            "2001:db8::2,      ff02::77,        InMcastNotJoined",
            "2001:db8::2,      2001:db8::3,     InAddrErrors",
        })
        void anAddressThatCannotBeHasItsReason(String from, String to, String reason) {
            rig.input(Packets.ipv6(from, to, 17, 64, DATA), eth);
            dropped("Ip6." + reason);
        }

        @Test
        void whoHasNoAddressYetReachesGroups() {
            rig.input(Packets.ipv6("::", "ff02::1", 17, 255, DATA), eth);
            assertEquals(List.of("MULTICAST 16"), delivered);
        }

        @Test
        void lengthAndVersionAreChecked() {
            byte[] packet = Packets.ipv6("2001:db8::2", "2001:db8::1", 17, 64, DATA);
            rig.v6.input(rig.packet(Arrays.copyOf(packet, 39), eth), eth);
            rig.v6.input(rig.packet(Arrays.copyOf(packet, 55), eth), eth);
            assertEquals(2, rig.count("Ip6.InTruncatedPkts"));
            packet[0] = 0x40;
            rig.v6.input(rig.packet(packet, eth), eth);
            assertEquals(1, rig.count("Ip6.InBadVersion"));
        }
    }
}
