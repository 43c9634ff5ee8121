package io.sockit.pcap.file;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import java.util.HexFormat;

/// Where the network packet begins, and what it is.
class LinkHeaderTest {
    private static final String MACS = "020000000001020000000002";

    private final LinkHeader header = new LinkHeader();

    private boolean find(int link, String hex) {
        byte[] packet = HexFormat.of().parseHex("ff" + hex);
        return header.find(DataLink.of(link), packet, 1, packet.length - 1);
    }

    @ParameterizedTest
    @CsvSource({
        "1, " + MACS + "0800 45, 14, 0800, -1",
        "1, " + MACS + "8100 0005 86dd 60, 18, 86dd, 5",
        "1, " + MACS + "88a8 e00a 8100 0005 0800 45, 22, 0800, 10",
        "1, " + MACS + "0010 aaaa03 000000 0800 45, 22, 0800, -1",
        "1, " + MACS + "0010 aaaa03 000000 8100 0007 0800 45, 26, 0800, 7",
        "0, 02000000 45, 4, 0800, -1",
        "0, 00000002 45, 4, 0800, -1",
        "0, 1e000000 60, 4, 86dd, -1",
        "0, 0000001c 60, 4, 86dd, -1",
        "108, 00000018 60, 4, 86dd, -1",
        "101, 45, 0, 0800, -1",
        "12, 60, 0, 86dd, -1",
        "14, 45, 0, 0800, -1",
        "228, 45, 0, 0800, -1",
        "229, 60, 0, 86dd, -1",
        "113, 0000 0001 0006 0200000000010000 0800 45, 16, 0800, -1",
        "113, 0000 0001 0006 0200000000010000 8100 0005 0800 45, 20, 0800, 5",
        "276, 86dd 0000 00000002 0001 00 06 0200000000010000 60, 20, 86dd, -1",
    })
    void findsTheNetworkPacket(int link, String hex, int offset, String type, int vlan) {
        assertTrue(find(link, hex.replace(" ", "")));
        assertEquals(1 + offset, header.networkOffset());
        assertEquals(Integer.parseInt(type, 16), header.etherType());
        assertEquals(vlan, header.vlan());
    }

    @ParameterizedTest
    @CsvSource({
        "1, " + MACS + "08",
        "1, " + MACS + "8100 0005 08",
        "1, " + MACS + "8100 0005 8100 0005",
        "1, " + MACS + "0026 424203 0000000000",
        "1, " + MACS + "0010 aaaa03 0000",
        "0, 020000",
        "0, 07000000 45",
        "108, 02000000 45",
        "101, 55",
        "113, 0000 0001 0006 0200000000010000 08",
        "113, 0000 0001 0006 0200000000010000 0004 4242",
        "276, 0800 0000 00000002 0001 00 06 02000000000100",
        "147, 4500",
    })
    void findsNothingWhereNothingIs(int link, String hex) {
        assertFalse(find(link, hex.replace(" ", "")));
    }

    @ParameterizedTest
    @CsvSource({"00, INBOUND", "01, INBOUND", "04, OUTBOUND"})
    void knowsTheWayFromCookedHeaders(String type, PacketDirection way) {
        assertTrue(find(113, "00" + type + "0001 0006 0200000000010000 0800 45".replace(" ", "")));
        assertEquals(way, header.direction());
        assertTrue(
                find(
                        276,
                        "0800 0000 00000002 0001".replace(" ", "") + type + "060200000000010000"));
        assertEquals(way, header.direction());
    }

    @ParameterizedTest
    @CsvSource({
        "1, EN10MB, true",
        "12, RAW, true",
        "249, USBPCAP, false",
        "999, LINKTYPE_999, false"
    })
    void namesLinkTypes(int number, String name, boolean known) {
        assertEquals(name, DataLink.of(number).name());
        assertEquals(known, DataLink.of(number).isKnown());
    }
}
