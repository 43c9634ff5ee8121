package io.sockit.inet;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.sockit.api.Errno;
import io.sockit.api.ErrnoException;
import io.sockit.api.LinkType;
import io.sockit.inet.spi.IpAddress;
import io.sockit.inet.spi.IpFlow;
import io.sockit.spi.packet.Bytes;
import io.sockit.spi.packet.Checksum;
import io.sockit.spi.packet.ChecksumState;
import io.sockit.spi.packet.Packet;
import io.sockit.spi.packet.PacketPool;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/// What is larger than a link is cut, refused or reported.
class FragmentationTest {
    private static final byte[] DATA = Parts.data(4000);
    private static final String PEER4 = "10.0.0.2";
    private static final String PEER6 = "2001:db8::2";

    private final PacketPool pool = PacketPool.checked();
    private final Rig rig = new Rig(pool);
    private final List<byte[]> sent = new ArrayList<>();
    private Wire eth;
    private IpFlow flow;

    @BeforeEach
    void setUp() {
        eth = rig.wire("eth0", LinkType.IP, 1500, false);
        eth.sink =
                (packet, nextHop) -> {
                    byte[] bytes = new byte[packet.length()];
                    packet.copyTo(0, bytes, 0, bytes.length);
                    sent.add(bytes);
                    assertEquals(ChecksumState.NONE, packet.checksumState());
                    packet.release();
                };
        rig.addresses.add(eth, "10.0.0.1/24");
        rig.addresses.add(eth, "2001:db8::1/64");
        flow = flowOfASocket();
        rig.transport(17, new SilentTransport());
    }

    @AfterEach
    void nothingLeaks() {
        assertEquals(List.of(), pool.leaks());
        assertEquals(List.of(), rig.faults);
    }

    private IpFlow flowOfASocket() {
        return new IpFlow(rig.inet.options(Inet.AF_INET6).copy(), rig.inet.hostFlow().flags());
    }

    private Errno send(String to, byte[] data) {
        return send(to, packet(data));
    }

    private Packet packet(byte[] data) {
        Packet packet = pool.take();
        packet.append(data, 0, data.length);
        return packet;
    }

    private Errno send(String to, Packet packet) {
        if (to.indexOf(':') >= 0) {
            Ipv6Text.Address address = Ipv6Text.parse(to);
            flow.to(address.high(), address.low(), 0);
        } else {
            flow.to(0, IpAddress.mapped(Packets.v4(to)), 0);
        }
        return rig.sender.send(packet, flow, 17);
    }

    private <T> void set(io.sockit.api.SocketOption<T> option, T value) {
        try {
            flow.options().option(option, value, false);
        } catch (ErrnoException e) {
            throw new AssertionError(e);
        }
    }

    /// The payload of IPv4 fragments, each of which is looked at.
    private static byte[] together(List<byte[]> fragments, int header) {
        byte[] whole = new byte[0];
        int id = Bytes.u16(fragments.getFirst(), 4);
        for (int i = 0; i < fragments.size(); i++) {
            byte[] fragment = fragments.get(i);
            boolean last = i == fragments.size() - 1;
            assertArrayEquals(Packets.mended(fragment.clone()), fragment);
            assertEquals(fragment.length, Bytes.u16(fragment, 2));
            assertEquals(id, Bytes.u16(fragment, 4));
            assertEquals(whole.length / 8 | (last ? 0 : Parts.MORE), Bytes.u16(fragment, 6));
            whole = Packets.join(whole, Arrays.copyOfRange(fragment, header, fragment.length));
        }
        return whole;
    }

    @Nested
    class OverIpv4 {
        @Test
        void largerPacketsAreCut() {
            assertEquals(null, send(PEER4, DATA));
            assertEquals(3, sent.size());
            assertArrayEquals(DATA, together(sent, 20));
            sent.forEach(fragment -> assertTrue(fragment.length <= 1500));
            assertEquals(1500, sent.getFirst().length);
            assertEquals(1, rig.count("Ip.FragOKs"));
            assertEquals(3, rig.count("Ip.FragCreates"));
            assertEquals(1, rig.count("Ip.OutRequests"));
        }

        @Test
        void whatFitsHasDfAndNoIdentification() {
            send(PEER4, Parts.data(1480));
            assertEquals(0, Bytes.u16(sent.getFirst(), 4));
            assertEquals(Parts.FIXED, Bytes.u16(sent.getFirst(), 6));
        }

        @Test
        void identificationsOfOnePeerFollowEachOther() {
            send(PEER4, DATA);
            send(PEER4, DATA);
            assertEquals(Bytes.u16(sent.getFirst(), 4) + 1 & 0xffff, Bytes.u16(sent.getLast(), 4));
            send("10.0.0.77", DATA);
            assertNotEquals(Bytes.u16(sent.get(3), 4) + 1, Bytes.u16(sent.getLast(), 4));
        }

        @Test
        void moreThanAPacketCanHoldIsRefused() {
            assertEquals(null, send(PEER4, new byte[65_515]));
            assertEquals(Errno.EMSGSIZE, send(PEER4, new byte[65_516]));
            assertEquals(1, rig.count("Ip.OutTooBig"));
        }

        @Test
        void aChecksumLeftToTheDeviceIsCompletedFirst() {
            Packet packet = packet(DATA);
            packet.pull(8);
            packet.checksumState(ChecksumState.PARTIAL);
            Bytes.u16(packet.head(), packet.headOffset() + 6, 0);
            send(PEER4, packet);
            byte[] whole = together(sent, 20);
            assertEquals(0, Checksum.finish(Checksum.partial(whole, 0, whole.length, 0)));
        }

        @Test
        void thePayloadIsShared() {
            Packet packet = packet(Parts.data(60_000));
            eth.sink =
                    (fragment, nextHop) -> {
                        int payload = fragment.length() - fragment.headLength();
                        assertEquals(512 + payload, fragment.chargedBytes());
                        fragment.release();
                    };
            send(PEER4, packet);
            assertEquals(41, eth.sent);
        }

        @Test
        void theSenderPaysUntilTheLastIsGone() {
            int[] paid = new int[1];
            Packet packet = packet(DATA);
            packet.charge(bytes -> paid[0] += bytes, 4000);
            eth.sink =
                    (fragment, nextHop) -> {
                        assertEquals(0, paid[0]);
                        fragment.release();
                    };
            send(PEER4, packet);
            assertEquals(4000, paid[0]);
        }
    }

    @Nested
    class OverIpv6 {
        @Test
        void largerPacketsAreCut() {
            assertEquals(null, send(PEER6, DATA));
            assertEquals(3, sent.size());
            byte[] whole = new byte[0];
            int id = Bytes.u32(sent.getFirst(), 44);
            for (byte[] fragment : sent) {
                assertTrue(fragment.length <= 1500);
                assertEquals(fragment.length - 40, Bytes.u16(fragment, 4));
                assertEquals(44, fragment[6]);
                assertEquals(17, fragment[40]);
                boolean last = whole.length + fragment.length - 48 == DATA.length;
                assertEquals(whole.length | (last ? 0 : 1), Bytes.u16(fragment, 42));
                assertEquals(id, Bytes.u32(fragment, 44));
                whole = Packets.join(whole, Arrays.copyOfRange(fragment, 48, fragment.length));
            }
            assertArrayEquals(DATA, whole);
            assertEquals(3, rig.count("Ip6.FragCreates"));
            send(PEER6, DATA);
            assertNotEquals(id, Bytes.u32(sent.getLast(), 44));
        }

        @Test
        void moreThanAPacketCanHoldIsRefused() {
            assertEquals(null, send(PEER6, new byte[65_535]));
            assertEquals(Errno.EMSGSIZE, send(PEER6, new byte[65_536]));
        }

        @Test
        void aLinkTooSmallForFragmentsIsRefused() {
            eth.mtu = 55;
            assertEquals(Errno.EMSGSIZE, send(PEER6, DATA));
            eth.mtu = 56;
            assertEquals(null, send(PEER6, DATA));
            assertEquals(500, sent.size());
        }
    }

    @Nested
    class Discovery {
        @Test
        void dontLetsRoutersCut() {
            set(Inet.IP_MTU_DISCOVER, 0);
            send(PEER4, Parts.data(100));
            send(PEER4, Parts.data(100));
            assertEquals(0, Bytes.u16(sent.getFirst(), 6));
            assertNotEquals(Bytes.u16(sent.getFirst(), 4), Bytes.u16(sent.getLast(), 4));
        }

        @Test
        void doAndProbeAndInterfaceRefuseWhatDoesNotFit() {
            for (int mode = 2; mode <= 4; mode++) {
                set(Inet.IP_MTU_DISCOVER, mode);
                set(Inet.IPV6_MTU_DISCOVER, mode);
                assertEquals(Errno.EMSGSIZE, send(PEER4, new byte[1481]));
                assertEquals(Errno.EMSGSIZE, send(PEER6, new byte[1461]));
                assertEquals(null, send(PEER4, new byte[1480]));
                assertEquals(mode == 4 ? 0 : Parts.FIXED, Bytes.u16(sent.getLast(), 6));
                assertEquals(null, send(PEER6, new byte[1460]));
            }
        }

        @Test
        void omitCutsAndForbidsNobodyTo() {
            set(Inet.IP_MTU_DISCOVER, 5);
            assertEquals(null, send(PEER4, DATA));
            assertArrayEquals(DATA, together(sent, 20));
            sent.clear();
            send(PEER4, Parts.data(10));
            assertEquals(0, Bytes.u16(sent.getFirst(), 6));
        }

        @Test
        void ipv6DontfragRefusesWhatDoesNotFit() {
            set(Inet.IPV6_DONTFRAG, true);
            assertEquals(Errno.EMSGSIZE, send(PEER6, new byte[1461]));
            assertEquals(null, send(PEER6, new byte[1460]));
            assertEquals(null, send(PEER4, DATA)); // it is of IPv6 alone
        }
    }

    @Nested
    class Path {
        private void told(String to, int mtu) {
            boolean isV4 = to.indexOf(':') < 0;
            byte[] sent =
                    isV4
                            ? Packets.ipv4("10.0.0.1", to, 17, 64, new byte[64])
                            : Packets.ipv6("2001:db8::1", to, 17, 64, new byte[64]);
            Packet quoted = packet(sent);
            quoted.pull(40);
            quoted.markNetwork();
            rig.sender.tooBig(quoted, mtu);
            quoted.release();
        }

        @Test
        void thatIsNarrowerBoundsWhatIsSent() {
            told(PEER4, 1000);
            assertEquals(null, send(PEER4, Parts.data(1480)));
            assertArrayEquals(Parts.data(1480), together(sent, 20));
            assertTrue(sent.getFirst().length <= 1000);
            assertEquals(1000, rig.sender.mtu(flow));
            sent.clear();
            send(PEER4, Parts.data(980));
            assertEquals(Parts.FIXED, Bytes.u16(sent.getFirst(), 6));
            send("10.0.0.3", Parts.data(1480));
            assertEquals(1500, sent.getLast().length);
            rig.pass(600_000_000_000L);
            send(PEER4, Parts.data(1480));
            assertEquals(1500, sent.getLast().length);
        }

        @Test
        void ofIpv6Too() {
            told(PEER6, 1280);
            assertEquals(null, send(PEER6, Parts.data(1460)));
            assertEquals(1280, sent.getFirst().length);
            told("2001:db8::3", 0);
            send("2001:db8::3", Parts.data(1460));
            assertEquals(1500, sent.getLast().length);
        }

        @Test
        void isHeededByThoseWhoCutNothing() {
            told(PEER4, 1000);
            set(Inet.IP_MTU_DISCOVER, 2);
            assertEquals(Errno.EMSGSIZE, send(PEER4, new byte[981]));
            for (int mode = 3; mode <= 5; mode++) { // the link alone
                set(Inet.IP_MTU_DISCOVER, mode);
                assertEquals(null, send(PEER4, new byte[1480]));
                assertEquals(1500, sent.getLast().length);
            }
        }

        @Test
        void thatIsTooNarrowLetsRoutersCut() {
            told(PEER4, 300);
            send(PEER4, Parts.data(500));
            assertEquals(0, Bytes.u16(sent.getFirst(), 6));
            sent.clear();
            send(PEER4, Parts.data(1000));
            assertTrue(sent.getFirst().length <= 552);
            told("10.0.0.3", 0); // RFC 1191 §5: a router that does not say
            send("10.0.0.3", Parts.data(1000));
            assertTrue(sent.getLast().length <= 552);
        }

        @Test
        void isNotLearntWhereTheHostIsSetSo() {
            rig.settings.put("net.ipv4.ip_no_pmtu_disc", 1);
            told(PEER4, 1000);
            send(PEER4, Parts.data(1480));
            assertEquals(1500, sent.getLast().length);
            flow = flowOfASocket();
            send(PEER4, Parts.data(1480));
            assertEquals(0, Bytes.u16(sent.getLast(), 6));
        }
    }

    @Nested
    class OnTheWay {
        private Wire far;

        @BeforeEach
        void narrow() {
            far = rig.wire("eth1", LinkType.IP, 576, false);
            far.sink = eth.sink;
            rig.addresses.add(far, "10.9.0.1/16");
            rig.settings.put("net.ipv4.ip_forward", 1);
        }

        private void forward(byte[] packet) {
            Bytes.u32(packet, 16, Packets.v4("10.9.0.9"));
            rig.input(Packets.mended(packet), eth);
        }

        @Test
        void routersCutToo() {
            forward(Parts.raw4(77, Parts.data(1480), 0, 0));
            assertEquals(3, sent.size());
            assertArrayEquals(Parts.data(1480), together(sent, 20));
            assertEquals(77, Bytes.u16(sent.getFirst(), 4));
            assertEquals(63, sent.getFirst()[8]);
            assertEquals(1, rig.count("Ip.FragOKs"));
            assertEquals(1, rig.count("Ip.ForwDatagrams"));
        }

        @Test
        void partsAreCutAgain() {
            forward(Parts.v4(77, DATA, 1480, 2960));
            assertEquals(3, sent.size());
            assertEquals(Parts.MORE | 1480 / 8, Bytes.u16(sent.getFirst(), 6));
            assertEquals(Parts.MORE | (1480 + 2 * 552) / 8, Bytes.u16(sent.getLast(), 6));
        }

        @Test
        void optionsThatAreNotCopiedAreBlanked() {
            forward(Parts.option(Parts.raw4(7, Parts.data(1400), 0, 0), 0x44040500));
            assertEquals(0x44040500, Bytes.u32(sent.getFirst(), 20));
            assertEquals(0x01010101, Bytes.u32(sent.getLast(), 20));
            assertArrayEquals(Parts.data(1400), together(sent, 24));
            sent.clear();
            forward(Parts.option(Parts.raw4(7, Parts.data(1400), 0, 0), 0x94040000));
            assertEquals(0x94040000, Bytes.u32(sent.getLast(), 20));
        }

        @Test
        void dfForbidsIt() {
            forward(Parts.raw4(77, Parts.data(1480), 0, Parts.FIXED));
            assertEquals(1, sent.size());
            assertEquals(3, sent.getFirst()[20]);
            assertEquals(4, sent.getFirst()[21]);
            assertEquals(576, Bytes.u32(sent.getFirst(), 24));
            assertEquals(1, rig.count("Ip.FragFails"));
            assertEquals(1, rig.count("Ip.InTooBigErrors"));
        }
    }
}
