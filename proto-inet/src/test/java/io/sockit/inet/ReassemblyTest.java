package io.sockit.inet;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import io.sockit.api.LinkType;
import io.sockit.inet.spi.Cast;
import io.sockit.inet.spi.IcmpError;
import io.sockit.inet.spi.IpPacket;
import io.sockit.inet.spi.TransportInput;
import io.sockit.spi.packet.Bytes;
import io.sockit.spi.packet.ChecksumState;
import io.sockit.spi.packet.Packet;
import io.sockit.spi.packet.PacketPool;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Random;

/// Fragments become datagrams, or cost a counted drop.
class ReassemblyTest {
    private static final long SECOND = 1_000_000_000L;
    private static final byte[] DATA = Parts.data(4000);

    private final PacketPool pool = PacketPool.checked();
    private final Rig rig = new Rig(pool);
    private final List<byte[]> delivered = new ArrayList<>();
    private final List<byte[]> sent = new ArrayList<>();
    private Packet last;
    private Wire eth;

    @BeforeEach
    void setUp() {
        eth = rig.wire("eth0", LinkType.IP, 1500, false);
        eth.sink =
                (packet, nextHop) -> {
                    sent.add(bytes(packet));
                    packet.release();
                };
        rig.addresses.add(eth, Parts.ME4 + "/24");
        rig.addresses.add(eth, Parts.ME6 + "/64");
        rig.addresses.add(eth, "fe80::1/64");
        rig.transport(
                17,
                new TransportInput() {
                    @Override
                    public void input(Packet packet, Cast cast) {
                        delivered.add(bytes(packet));
                        if (last != null) {
                            last.release();
                        }
                        last = packet;
                    }

                    @Override
                    public void icmpError(Packet quoted, IcmpError error, int mtu) {}

                    @Override
                    public int checksumOffset() {
                        return 6;
                    }
                });
    }

    private static byte[] bytes(Packet packet) {
        byte[] bytes = new byte[packet.length()];
        packet.copyTo(0, bytes, 0, bytes.length);
        return bytes;
    }

    @AfterEach
    void nothingLeaksNorWaits() {
        if (last != null) {
            last.release();
        }
        rig.pass(3600 * SECOND);
        assertEquals(0, rig.fragments.held(true) + rig.fragments.held(false));
        assertEquals(0, rig.fragments.memory(true) + rig.fragments.memory(false));
        assertEquals(List.of(), pool.leaks());
        assertEquals(List.of(), rig.faults);
        for (String ip : List.of("Ip", "Ip6")) {
            long ended = rig.count(ip + ".ReasmParts");
            for (String name : rig.counters().keySet()) {
                ended += name.startsWith(ip + ".InFrag") ? rig.count(name) : 0;
            }
            assertEquals(rig.count(ip + ".ReasmReqds"), ended, ip + rig.counters());
        }
    }

    private void input(byte[]... packets) {
        for (byte[] packet : packets) {
            rig.input(packet, eth);
        }
    }

    private void whole(int times) {
        assertEquals(times, delivered.size(), () -> rig.counters().toString());
        delivered.forEach(datagram -> assertArrayEquals(DATA, datagram));
    }

    private void count(String name, long expected) {
        assertEquals(expected, rig.count(name), () -> name + rig.counters());
    }

    private static List<byte[]> pieces(boolean isV4, int id, int size) {
        List<byte[]> pieces = new ArrayList<>();
        for (int start = 0; start < DATA.length; start += size) {
            int end = Math.min(DATA.length, start + size);
            pieces.add(isV4 ? Parts.v4(id, DATA, start, end) : Parts.v6(id, DATA, start, end));
        }
        return pieces;
    }

    @Nested
    class Order {
        @Test
        void doesNotMatter() {
            Random random = new Random(3);
            for (int i = 0; i < 200; i++) {
                for (boolean isV4 : new boolean[] {true, false}) {
                    List<byte[]> pieces = pieces(isV4, i, 8 + 8 * random.nextInt(60));
                    Collections.shuffle(pieces, random);
                    input(pieces.toArray(byte[][]::new));
                }
            }
            whole(400);
            count("Ip.ReasmOKs", 200);
            count("Ip6.ReasmOKs", 200);
        }

        @Test
        void ofSeveralAtOnceIsKeptApartByIdentificationAndProtocol() {
            byte[] other = Parts.v4(1, DATA, 0, 800);
            other[9] = 1; // ICMP
            input(Packets.mended(other), Parts.v4(2, DATA, 0, 800));
            input(Parts.v4(1, DATA, 0, 800), Parts.v4(1, DATA, 800, 4000));
            whole(1);
            input(Parts.v4(2, DATA, 800, 4000));
            whole(2);
        }

        @Test
        void ofLinkLocalOnesIsPerInterface() {
            Wire far = rig.wire("eth1", LinkType.IP, 1500, false);
            rig.addresses.add(far, "fe80::1/64");
            byte[] first = Parts.fragment(9, Arrays.copyOf(DATA, 800), 0, true, Parts.UDP);
            byte[] rest =
                    Parts.fragment(9, Arrays.copyOfRange(DATA, 800, 4000), 800, false, Parts.UDP);
            input(Packets.ipv6("fe80::2", "fe80::1", 44, 64, first));
            rig.input(Packets.ipv6("fe80::2", "fe80::1", 44, 64, rest), far);
            whole(0);
            input(Packets.ipv6("fe80::2", "fe80::1", 44, 64, rest));
            whole(1);
        }
    }

    @Nested
    class Whole {
        @Test
        void hasAHeaderThatIsRight() {
            input(
                    Parts.option(Parts.v4(1, DATA, 0, 800), 0x01010101),
                    Parts.v4(1, DATA, 800, 4000));
            whole(1);
            byte[] head = last.head();
            int at = last.networkOffset();
            assertEquals(4024, Bytes.u16(head, at + 2));
            assertEquals(0, Bytes.u16(head, at + 6));
            assertArrayEquals(
                    Packets.mended(Arrays.copyOfRange(head, at, at + 24)),
                    Arrays.copyOfRange(head, at, at + 24));
        }

        @Test
        void losesTheFragmentHeaderAndKeepsTheOthers() {
            byte[] hop = Packets.bytes(44, 0, 1, 4, 0, 0, 0, 0);
            byte[] options = Packets.bytes(17, 0, 1, 4, 0, 0, 0, 0);
            byte[] inner = Packets.join(options, DATA);
            byte[] first = Parts.fragment(5, Arrays.copyOf(inner, 1200), 0, true, 60);
            byte[] rest =
                    Parts.fragment(
                            5, Arrays.copyOfRange(inner, 1200, inner.length), 1200, false, 60);
            input(
                    Packets.ipv6(Parts.PEER6, Parts.ME6, 0, 64, Packets.join(hop, rest)),
                    Packets.ipv6(Parts.PEER6, Parts.ME6, 0, 64, Packets.join(hop, first)));
            whole(1);
            assertEquals(4016, Bytes.u16(last.head(), last.networkOffset() + 4));
            assertEquals(0, Bytes.u8(last.head(), last.networkOffset() + 6));
            assertEquals(60, Bytes.u8(last.head(), last.networkOffset() + 40));
            assertEquals("2001:db8::2", source());
        }

        private String source() {
            return Packets.text(IpPacket.sourceHigh(last), IpPacket.sourceLow(last));
        }

        @Test
        void takesNextHeaderFromTheFirstFragment() {
            input(
                    Parts.raw6(1, Arrays.copyOfRange(DATA, 800, 4000), 800, false, 99),
                    Parts.raw6(1, Arrays.copyOf(DATA, 800), 0, true, 17));
            whole(1);
        }

        @Test
        void isVerifiedUnlessAllPartsAre() {
            Packet[] parts = new Packet[2];
            for (int i = 0; i < 2; i++) {
                parts[0] = rig.packet(Parts.v4(i, DATA, 0, 800), eth);
                parts[1] = rig.packet(Parts.v4(i, DATA, 800, 4000), eth);
                parts[0].checksumState(ChecksumState.UNNECESSARY);
                parts[i].checksumState(ChecksumState.UNNECESSARY);
                rig.v4.input(parts[0], eth);
                rig.v4.input(parts[1], eth);
                assertEquals(
                        i == 0 ? ChecksumState.NONE : ChecksumState.UNNECESSARY,
                        last.checksumState());
            }
        }

        @Test
        void isAsLongAsAPacketMayBe() {
            byte[] longest = Parts.data(65_515);
            input(Parts.v4(1, longest, 0, 60_000), Parts.v4(1, longest, 60_000, 65_515));
            assertArrayEquals(longest, delivered.getFirst());
            byte[] longer = Parts.data(65_516);
            input(Parts.v4(2, longer, 0, 60_000), Parts.v4(2, longer, 60_000, 65_516));
            assertEquals(1, delivered.size());
            count("Ip.InFragErrors", 2);
            count("Ip.ReasmFails", 1);
        }

        @Test
        void overIpv6IsAsLongAsAPacketMayBe() {
            byte[] longest = Parts.data(65_535);
            input(Parts.v6(1, longest, 0, 60_000), Parts.v6(1, longest, 60_000, 65_535));
            assertArrayEquals(longest, delivered.getFirst());
            input(Parts.raw6(2, new byte[8], 65_528, false, 17));
            count("Ip6.InFragErrors", 1);
            parameterProblem(0, 42);
        }
    }

    /// The ICMPv6 error that was sent.
    private void parameterProblem(int code, int pointer) {
        assertEquals(1, sent.size());
        byte[] error = sent.getFirst();
        assertEquals(4, error[40]);
        assertEquals(code, error[41]);
        assertEquals(pointer, Bytes.u32(error, 44));
    }

    @Nested
    class Overlap {
        @Test
        void endsTheDatagram() {
            for (boolean isV4 : new boolean[] {true, false}) {
                String ip = isV4 ? "Ip" : "Ip6";
                input(part(isV4, 0, 800), part(isV4, 1600, 2400), part(isV4, 792, 1600));
                count(ip + ".InFragOverlaps", 3);
                count(ip + ".ReasmOverlaps", 1);
                count(ip + ".ReasmFails", 1);
                input(part(isV4, 0, 800), part(isV4, 800, 1608), part(isV4, 1600, 2400));
                count(ip + ".ReasmOverlaps", 2);
                input(part(isV4, 800, 1600), part(isV4, 0, 2400)); // one around another
                count(ip + ".ReasmOverlaps", 3);
            }
            whole(0);
        }

        @Test
        void ofBytesThatAreAllThereIsADuplicate() {
            for (boolean isV4 : new boolean[] {true, false}) {
                byte[] forged = part(isV4, 0, 800);
                Arrays.fill(forged, forged.length - 700, forged.length, (byte) 0);
                input(part(isV4, 0, 800), part(isV4, 0, 800), forged, part(isV4, 800, 1600));
                input(part(isV4, 400, 1200)); // Linux: within what is there without a gap
                count((isV4 ? "Ip" : "Ip6") + ".InFragDuplicates", 3);
                input(part(isV4, 1600, 4000));
            }
            whole(2);
        }
    }

    private static byte[] part(boolean isV4, int start, int end) {
        return isV4 ? Parts.v4(7, DATA, start, end) : Parts.v6(7, DATA, start, end);
    }

    @Nested
    class Contradiction {
        @Test
        void aboutTheEndEndsTheDatagram() {
            for (boolean isV4 : new boolean[] {true, false}) {
                byte[] more = Arrays.copyOf(DATA, 4800);
                input(part(isV4, 3200, 4000)); // says 4000
                input(isV4 ? Parts.v4(7, more, 4000, 4008) : Parts.v6(7, more, 4000, 4008));
                count((isV4 ? "Ip" : "Ip6") + ".InFragErrors", 2);
                input(part(isV4, 0, 3200));
                byte[] less = Arrays.copyOf(DATA, 2400);
                input(isV4 ? Parts.v4(7, less, 2392, 2400) : Parts.v6(7, less, 2392, 2400));
                count((isV4 ? "Ip" : "Ip6") + ".InFragErrors", 4);
            }
            whole(0);
        }

        @Test
        void ofNoLengthEndsTheDatagram() {
            input(part(true, 0, 800), Parts.raw4(7, new byte[0], 800, Parts.MORE));
            count("Ip.InFragErrors", 2);
            input(part(false, 0, 800), Parts.raw6(7, new byte[0], 800, true, 17));
            count("Ip6.InFragErrors", 2);
            input(Parts.raw4(8, new byte[0], 800, 0), Parts.raw6(8, new byte[0], 800, false, 17));
            count("Ip.ReasmFails", 2);
            count("Ip6.ReasmFails", 2);
        }

        @Test
        void ofLengthsIsTrimmedOverIpv4() {
            input(Parts.raw4(7, Arrays.copyOf(DATA, 805), 0, Parts.MORE), part(true, 800, 4000));
            whole(1);
        }

        @Test
        void ofLengthsIsSaidOverIpv6() {
            input(Parts.raw6(7, Arrays.copyOf(DATA, 805), 0, true, 17));
            count("Ip6.InFragErrors", 1);
            parameterProblem(0, 4);
        }
    }

    @Nested
    class Congestion {
        private int of(int first, int second) {
            delivered.clear();
            input(
                    Parts.typeOfService(Parts.v4(7, DATA, 0, 800), first),
                    Parts.typeOfService(Parts.v4(7, DATA, 800, 4000), second));
            return delivered.isEmpty() ? -1 : IpPacket.trafficClass(last);
        }

        @Test
        void ofOneIsOfAll() {
            assertEquals(0xb8 | 3, of(0xb8 | 2, 3));
            assertEquals(2, of(2, 2));
            assertEquals(1, of(1, 2));
            assertEquals(0, of(0, 0));
        }

        @Test
        void ofThoseThatCannotIsRefused() {
            assertEquals(-1, of(0, 3));
            assertEquals(-1, of(2, 0));
            count("Ip.InFragErrors", 4);
        }

        @Test
        void isOfIpv6Too() {
            byte[] second = Parts.v6(7, DATA, 800, 4000);
            second[1] |= 0x30;
            byte[] first = Parts.v6(7, DATA, 0, 800);
            first[1] |= 0x20;
            input(first, second);
            whole(1);
            assertEquals(3, IpPacket.trafficClass(last));
        }
    }

    @Nested
    class DontFragment {
        private int of(int first, int second) {
            input(
                    Parts.raw4(7, Arrays.copyOf(DATA, 2000), 0, Parts.MORE | first),
                    Parts.raw4(7, Arrays.copyOfRange(DATA, 2000, 4000), 2000, second));
            return Bytes.u16(last.head(), last.networkOffset() + 6);
        }

        @Test
        void staysWhereTheLargestPartSaysSo() {
            assertEquals(Parts.FIXED, of(Parts.FIXED, Parts.FIXED));
            assertEquals(Parts.FIXED, of(0, Parts.FIXED));
            assertEquals(0, of(0, 0));
        }
    }

    @Nested
    class Time {
        @Test
        void endsADatagramAndItsSenderHearsOfIt() {
            input(part(true, 0, 800), part(true, 1600, 2400));
            rig.pass(30 * SECOND - 1);
            count("Ip.ReasmTimeout", 0);
            rig.pass(1);
            count("Ip.ReasmTimeout", 1);
            count("Ip.InFragTimeouts", 2);
            assertEquals(1, sent.size());
            assertEquals(11, sent.getFirst()[20]);
            assertEquals(1, sent.getFirst()[21]);
            assertEquals(Parts.MORE, Bytes.u16(sent.getFirst(), 28 + 6)); // quoted as it came
        }

        @Test
        void isLongerOverIpv6() {
            input(part(false, 0, 800));
            rig.pass(60 * SECOND - 1);
            count("Ip6.ReasmTimeout", 0);
            rig.pass(1);
            count("Ip6.ReasmTimeout", 1);
            assertEquals(3, sent.getFirst()[40]);
            assertEquals(1, sent.getFirst()[41]);
        }

        @Test
        void endsSilentlyWithoutTheFirstPart() {
            input(part(true, 800, 1600), part(false, 800, 1600));
            rig.pass(60 * SECOND);
            count("Ip.InFragTimeouts", 1);
            count("Ip6.InFragTimeouts", 1);
            assertEquals(0, sent.size());
        }

        @Test
        void isASetting() {
            rig.settings.put("net.ipv4.ipfrag_time", 2);
            input(part(true, 800, 1600));
            rig.pass(2 * SECOND);
            count("Ip.InFragTimeouts", 1);
        }

        @Test
        void endsSilentlyWhereItWasAnErrorItself() {
            byte[] error = Packets.bytes(1, 4, 0, 0, 0, 0, 0, 0);
            byte[] echo = Packets.bytes(128, 0, 0, 0, 0, 0, 0, 0);
            input(Parts.raw6(1, error, 0, true, 58), Parts.raw6(2, echo, 0, true, 58));
            rig.pass(60 * SECOND);
            count("Ip6.InFragTimeouts", 2);
            assertEquals(1, sent.size());
            assertEquals((byte) 128, sent.getFirst()[48 + 48]);
        }

        @Test
        void ofEachIsItsOwn() {
            input(part(true, 0, 800));
            rig.pass(20 * SECOND);
            input(Parts.v4(8, DATA, 0, 800));
            rig.pass(10 * SECOND);
            count("Ip.ReasmTimeout", 1);
            input(Parts.v4(8, DATA, 800, 4000));
            whole(1);
            count("Ip.ReasmTimeout", 1);
        }
    }

    @Nested
    class Memory {
        @Test
        void isBoundedAndTheOldestGoFirst() {
            rig.settings.put("net.ipv4.ipfrag_high_thresh", 100_000);
            for (int id = 0; id < 1000; id++) {
                input(Parts.v4(id, DATA, 0, 800));
                assertEquals(true, rig.fragments.memory(true) <= 100_000);
            }
            assertEquals(true, rig.fragments.held(true) >= 40);
            count("Ip.InFragEvicted", 1000 - rig.fragments.held(true));
            input(Parts.v4(999, DATA, 800, 4000));
            whole(1);
        }

        @Test
        void ofOneDatagramIsBoundedToo() {
            for (int start = 0; start < 8 * 8000; start += 16) {
                input(Parts.raw4(1, new byte[8], start, Parts.MORE));
            }
            count("Ip.ReasmFails", 2);
            count("Ip.InFragTooMany", 2 * 1365);
        }

        @Test
        void thatIsSharedCountsOnce() {
            byte[] data = Parts.data(60_000);
            List<byte[]> headers = new ArrayList<>();
            Packet whole = pool.take();
            whole.append(data, 0, data.length);
            for (int start = 0; start < 60_000; start += 3000) {
                headers.add(Arrays.copyOf(Parts.v4(1, data, start, start + 3000), 20));
            }
            for (int i : new int[] {7, 6, 9, 8, 3, 5, 1, 0}) { // 4 and 2 are missing
                Packet part = pool.take();
                part.appendShared(whole, i * 3000, 3000);
                int at = part.push(20);
                System.arraycopy(headers.get(i), 0, part.head(), at, 20);
                part.interfaceIndex(eth.index());
                rig.v4.input(part, eth);
                assertEquals(true, rig.fragments.memory(true) <= 8 * (512 + 3000));
            }
            whole.release();
        }

        @Test
        void goesWithItsInterface() {
            input(part(true, 0, 800), part(false, 0, 800));
            rig.down(eth);
            count("Ip.InFragLinkGone", 1);
            count("Ip6.InFragLinkGone", 1);
        }
    }

    @Nested
    class Ipv6Alone {
        @Test
        void anAtomicFragmentIsWhole() {
            input(part(false, 800, 1600)); // of the same identification
            input(Parts.v6(7, DATA, 0, 4000));
            whole(1);
            count("Ip6.ReasmOKs", 1);
        }

        @Test
        void aFirstFragmentHoldsAllHeaders() {
            input(Parts.raw6(7, new byte[0], 0, true, 17));
            count("Ip6.InFragErrors", 1);
            parameterProblem(3, 0);
            sent.clear();
            input(Parts.raw6(7, Packets.bytes(17, 1, 1, 4, 0, 0, 0, 0), 0, true, 60));
            count("Ip6.InFragErrors", 2);
            parameterProblem(3, 0);
        }

        @Test
        void aPartOfAPartIsNone() {
            byte[] inner = Parts.fragment(8, DATA, 0, false, 17);
            input(Parts.raw6(7, inner, 0, false, 44));
            count("Ip6.InBadOptions", 1);
            whole(0);
        }

        @Test
        void aCutFragmentHeaderIsAnError() {
            input(Packets.ipv6(Parts.PEER6, Parts.ME6, 44, 64, new byte[7]));
            count("Ip6.InFragErrors", 1);
        }
    }

    @Test
    void partsForOthersAreNotPutTogether() {
        rig.settings.put("net.ipv4.ip_forward", 1);
        rig.routes.add(eth, "0.0.0.0/0", "10.0.0.254", 0);
        byte[] part = part(true, 0, 800);
        Bytes.u32(part, 16, Packets.v4("192.0.2.1"));
        input(Packets.mended(part));
        assertEquals(1, sent.size());
        count("Ip.ReasmReqds", 0);
    }
}
