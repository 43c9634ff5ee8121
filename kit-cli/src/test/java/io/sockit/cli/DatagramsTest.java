package io.sockit.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.sockit.api.Link;
import io.sockit.api.LinkAddress;
import io.sockit.api.LinkType;
import io.sockit.api.NetAddress;
import io.sockit.api.PacketTap.Direction;

import org.junit.jupiter.api.Test;

import java.nio.ByteBuffer;
import java.util.HexFormat;
import java.util.Set;
import java.util.SplittableRandom;

class DatagramsTest {
    private static final String MACS = "020000000001" + "020000000002";
    private static final String TAG = "8100" + "0007";
    private static final String V4 = "4500001c00000000401100000a0000010a000002";
    private static final String V4_BACK = "4500001c00000000401100000a0000020a000001";
    private static final String V6 =
            "6000000000081140" + "fd" + "00".repeat(14) + "01" + "fd" + "00".repeat(14) + "02";
    private static final String ASKS = "30390035" + "00080000";
    private static final String ANSWERS = "00353039" + "00080000";

    private final Datagrams datagrams = new Datagrams();

    private void see(LinkType type, int etherType, String hex) {
        Link link = new Link(1, "eth0", "x:", type, LinkAddress.NONE, 1500, false, true);
        ByteBuffer frame = ByteBuffer.wrap(HexFormat.of().parseHex("ff" + hex)).position(1);
        datagrams.packet(link, Direction.IN, 0, etherType, frame, "");
    }

    private static Datagrams.End end(String address, int port) {
        byte[] bytes = HexFormat.of().parseHex(address);
        return new Datagrams.End(
                NetAddress.of(bytes.length == 4 ? Families.AF_INET : Families.AF_INET6, bytes),
                port);
    }

    @Test
    void serverIsWhoWasAskedFirst() {
        see(LinkType.IP, 0x0800, V4 + ASKS);
        see(LinkType.IP, 0x0800, V4_BACK + ANSWERS);
        see(LinkType.IP, 0x0800, V4 + ASKS);

        assertEquals(Set.of(end("0a000002", 53)), datagrams.servers());
    }

    @Test
    void areFoundBehindLinkHeadersWithAndWithoutTag() {
        see(LinkType.ETHERNET, -1, MACS + "0800" + V4 + ASKS);
        see(LinkType.ETHERNET, -1, MACS + TAG + "86dd" + V6 + ASKS);

        assertEquals(
                Set.of(end("0a000002", 53), end("fd" + "00".repeat(14) + "02", 53)),
                datagrams.servers());
    }

    @Test
    void fragmentsAndOthersAreNone() {
        see(LinkType.IP, 0x0800, V4.replace("1c00000000", "1c00000010") + ASKS);
        see(LinkType.IP, 0x0800, V4.replace("4011", "4006") + ASKS);
        see(LinkType.IP, 0x0806, V4 + ASKS);

        assertEquals(Set.of(), datagrams.servers());
    }

    @Test
    void anyBytesAreSeenWithoutHarm() {
        SplittableRandom random = new SplittableRandom(7);
        String whole = MACS + TAG + "86dd" + V6 + ASKS;
        for (int i = 0; i < 10_000; i++) {
            byte[] bytes = HexFormat.of().parseHex(whole);
            bytes[random.nextInt(bytes.length)] = (byte) random.nextInt();
            String hex = HexFormat.of().formatHex(bytes, 0, random.nextInt(bytes.length + 1));
            see(random.nextBoolean() ? LinkType.IP : LinkType.ETHERNET, 0x0800, hex);
        }
        assertTrue(datagrams.servers().size() < 10_000);
    }
}
