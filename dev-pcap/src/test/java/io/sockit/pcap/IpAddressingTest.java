package io.sockit.pcap;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.sockit.spi.packet.Bytes;
import io.sockit.spi.packet.Checksum;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import java.util.Objects;

class IpAddressingTest {
    private static final String V4 = "192.0.2.53";
    private static final String V6 = "2001:db8::53";

    private final IpAddressing ip = new IpAddressing();

    private static HostAddress address(String text) {
        return Objects.requireNonNull(HostAddress.parse(text));
    }

    private void readdress(byte[] packet, String to) {
        int type = packet[0] >>> 4 == 6 ? IpAddressing.IPV6 : IpAddressing.IPV4;
        assertTrue(ip.at(type, packet, 0, packet.length));
        ip.destination(address(to));
    }

    private static boolean headerIsRight(byte[] packet) {
        return Checksum.finish(Checksum.partial(packet, 0, 20, 0)) == 0;
    }

    private static boolean transportIsRight(byte[] packet) {
        return Checksum.finish(Datagrams.transportSum(packet)) == 0;
    }

    @ParameterizedTest
    @CsvSource({"6, 16", "17, 6"})
    void checksumsOfIpv4StayRight(int protocol, int checksum) {
        byte[] packet = Datagrams.ip("192.0.2.7", V4, protocol, new byte[41], checksum);
        readdress(packet, "10.0.0.2");
        assertEquals(address("10.0.0.2").low(), ip.destinationLow());
        assertTrue(headerIsRight(packet));
        assertTrue(transportIsRight(packet));
    }

    @ParameterizedTest
    @CsvSource({"6, 16", "17, 6", "58, 2"})
    void checksumsOfIpv6StayRight(int protocol, int checksum) {
        byte[] packet = Datagrams.ip("2001:db8::7", V6, protocol, new byte[41], checksum);
        readdress(packet, "fd00::1234:5678:9abc:def0");
        assertTrue(transportIsRight(packet));
    }

    @Test
    void whatWasWrongStaysWrong() {
        byte[] packet = Datagrams.udp("192.0.2.7:9", V4 + ":53", "hello");
        packet[10] ^= 1;
        packet[26] ^= 1;
        readdress(packet, "10.0.0.2");
        assertFalse(headerIsRight(packet));
        assertFalse(transportIsRight(packet));
    }

    @Test
    void datagramWithoutChecksumStaysWithoutOne() {
        byte[] packet = Datagrams.ip("192.0.2.7", V4, 17, new byte[20], -1);
        readdress(packet, "10.0.0.2");
        assertEquals(0, Bytes.u16(packet, 26));
    }

    @Test
    void laterFragmentIsLeftAlone() {
        byte[] packet = Datagrams.ip("192.0.2.7", V4, 17, new byte[20], -1);
        Bytes.u16(packet, 6, 185);
        Bytes.u16(packet, 26, 0x1234);
        readdress(packet, "10.0.0.2");
        assertEquals(0x1234, Bytes.u16(packet, 26));
    }

    @Test
    void checksumBehindAFragmentHeaderIsFound() {
        byte[] plain = Datagrams.udp("[2001:db8::7]:9", "[" + V6 + "]:53", "hello");
        byte[] packet = new byte[plain.length + 8];
        System.arraycopy(plain, 0, packet, 0, 40);
        System.arraycopy(plain, 40, packet, 48, plain.length - 40);
        packet[6] = 44;
        packet[40] = 17;
        packet[43] = 1; // the first of more
        int before = Bytes.u16(packet, 54);
        readdress(packet, "fd00::2");
        readdress(plain, "fd00::2");
        assertNotEquals(before, Bytes.u16(packet, 54));
        assertEquals(Bytes.u16(plain, 46), Bytes.u16(packet, 54));
    }

    @Test
    void cutPacketsAreNoMatter() {
        for (String to : new String[] {V4, V6}) {
            byte[] whole = Datagrams.ip(to, to, 6, new byte[20], 16);
            int type = to.equals(V6) ? IpAddressing.IPV6 : IpAddressing.IPV4;
            for (int length = 0; length <= whole.length; length++) {
                if (ip.at(type, whole.clone(), 0, length)) {
                    ip.source(address(to));
                }
            }
        }
    }
}
