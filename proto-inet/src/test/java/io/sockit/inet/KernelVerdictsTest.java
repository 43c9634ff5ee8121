package io.sockit.inet;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import io.sockit.api.LinkType;
import io.sockit.inet.spi.Cast;
import io.sockit.inet.spi.IcmpError;
import io.sockit.inet.spi.TransportInput;
import io.sockit.spi.packet.Bytes;
import io.sockit.spi.packet.Packet;
import io.sockit.spi.packet.PacketPool;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import java.util.Arrays;

/// Fragments that Linux 6.18 was given over a link between two network namespaces, and what became
/// of them there: datagrams delivered, and given up (`ReasmFails`, `Ip6ReasmFails`).
///
/// A fragment is `start-end`, with `+` where more follow, `!` for other bytes than the datagram has
/// there, and `~n` for congestion bits.
class KernelVerdictsTest {
    private static final byte[] DATAGRAM = Parts.data(1600);

    private final PacketPool pool = PacketPool.checked();
    private final Rig rig = new Rig(pool);
    private final Wire eth = rig.wire("eth0", LinkType.IP, 9000, false);
    private int delivered;
    private String sent = "";

    private final class Receiver implements TransportInput {
        @Override
        public void input(Packet packet, Cast cast) {
            byte[] bytes = new byte[packet.length()];
            packet.copyTo(0, bytes, 0, bytes.length);
            assertArrayEquals(DATAGRAM, bytes);
            delivered++;
            packet.release();
        }

        @Override
        public void icmpError(Packet quoted, IcmpError error, int mtu) {}

        @Override
        public int checksumOffset() {
            return 6;
        }
    }

    KernelVerdictsTest() {
        rig.addresses.add(eth, Parts.ME4 + "/24");
        rig.addresses.add(eth, Parts.ME6 + "/64");
        rig.transport(Parts.UDP, new Receiver());
        eth.sink =
                (packet, nextHop) -> {
                    packet.pull(48);
                    byte[] head = packet.head();
                    int at = packet.headOffset() + 40;
                    sent += head[at] + " " + head[at + 1] + " " + Bytes.u32(head, at + 4);
                    packet.release();
                };
    }

    @AfterEach
    void nothingLeaks() {
        rig.pass(1L << 40);
        assertEquals(0, pool.leaks().size());
    }

    private void give(boolean isV4, String fragment) {
        int dash = fragment.indexOf('-');
        int rest = dash + 1;
        while (rest < fragment.length() && Character.isDigit(fragment.charAt(rest))) {
            rest++;
        }
        String marks = fragment.substring(rest);
        int start = Integer.parseInt(fragment.substring(0, dash));
        int end = Integer.parseInt(fragment.substring(dash + 1, rest));
        byte[] bytes = new byte[end - start];
        if (marks.indexOf('!') < 0) {
            bytes = Arrays.copyOfRange(DATAGRAM, start, end);
        }
        int tilde = marks.indexOf('~');
        int ecn = tilde < 0 ? 0 : marks.charAt(tilde + 1) - '0';
        rig.input(packet(isV4, bytes, start, marks.indexOf('+') >= 0, ecn), eth);
    }

    private static byte[] packet(boolean isV4, byte[] bytes, int start, boolean more, int ecn) {
        if (isV4) {
            return Parts.typeOfService(Parts.raw4(7, bytes, start, more ? Parts.MORE : 0), ecn);
        }
        byte[] packet = Parts.raw6(7, bytes, start, more, Parts.UDP);
        packet[1] |= (byte) (ecn << 4);
        return packet;
    }

    private void verdict(boolean isV4, String fragments, int datagrams, int fails) {
        for (String fragment : fragments.split(" ", -1)) {
            give(isV4, fragment);
        }
        assertEquals(datagrams, delivered);
        assertEquals(fails, rig.count(isV4 ? "Ip.ReasmFails" : "Ip6.ReasmFails"));
    }

    @ParameterizedTest
    @CsvSource({
        "0-800+ 800-1600,                         1, 0", // in order
        "800-1600 0-800+,                         1, 0", // and not
        "0-800+ 0-800+ 800-1600,                  1, 0", // twice the same
        "800-1600 800-1600 0-800+,                1, 0",
        "0-800+ 80-400+ 800-1600,                 1, 0", // within one
        "0-400+ 400-800+ 200-600+ 800-1600,       1, 0", // within two that follow each other
        "0-800+ 0-800+! 800-1600,                 1, 0", // the first bytes stay
        "0-800+ 792-1600,                         0, 1", // over the end of one
        "800-1600 0-808+,                         0, 1", // over the beginning of one
        "400-800+ 0-1200+ 1200-1600,              0, 1", // around one
        "0-800+ 792-1600 0-800+ 800-1600,         1, 1", // what comes afterwards begins anew
        "0-800+ 800-800+ 800-1600,                0, 1", // empty
        "0-800+ 800-1600+ 1600-1600,              0, 1",
        "800-800+,                                0, 1",
        "800-1600 1600-1608+!,                    0, 1", // behind the end
        "800-1600 400-792 0-800+,                 0, 1", // two ends
        "0-1600+,                                 0, 0",
        "0-800+~2 800-1600~3,                     1, 0", // congestion
        "0-800+ 800-1600~3,                       0, 1",
        "0-800+~2 800-1600~1,                     1, 0",
        "0-800+ 800-1600~2,                       0, 1",
        "0-8+ 8-1600,                             1, 0", // all of it behind the header
    })
    void isTheKernelsInBothFamilies(String fragments, int datagrams, int fails) {
        verdict(true, fragments, datagrams, fails);
        delivered = 0;
        verdict(false, fragments, datagrams, fails);
        assertEquals("", sent);
    }

    @ParameterizedTest
    @CsvSource({
        "0-805+ 800-1600,                         1, 0", // trimmed to units of eight
        "0-795+ 792-1600,                         1, 0",
        "65528-65536!,                            0, 0", // too long only when it is whole
        "65520-65535!,                            0, 0",
    })
    void isTheKernelsOverIpv4(String fragments, int datagrams, int fails) {
        verdict(true, fragments, datagrams, fails);
    }

    @ParameterizedTest
    @CsvSource({
        "0-805+ 800-1600,                         0, 4 0 4", // units of eight
        "65528-65536!,                            0, 4 0 42", // too long
        "65528-65535!,                            0, ''",
        "0-1600,                                  1, ''", // atomic
        "800-1600 0-1600,                         1, ''", // whatever waits
        "0-0+,                                    0, 4 3 0", // no transport header
        "0-4+,                                    0, 4 3 0",
    })
    void isTheKernelsOverIpv6(String fragments, int datagrams, String error) {
        verdict(false, fragments, datagrams, 0);
        assertEquals(error, sent);
    }
}
