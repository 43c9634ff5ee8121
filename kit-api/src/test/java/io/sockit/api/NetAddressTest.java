package io.sockit.api;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;

import java.util.HashSet;
import java.util.Set;

class NetAddressTest {
    private static final AddressFamily FAMILY = new AddressFamily(77, "AF_TEST");

    private static NetAddress address(int... bytes) {
        byte[] copy = new byte[bytes.length];
        for (int i = 0; i < bytes.length; i++) {
            copy[i] = (byte) bytes[i];
        }
        return NetAddress.of(FAMILY, copy);
    }

    @Test
    void keepsItsBytesToItself() {
        byte[] bytes = {10, 0, 0, 1};
        NetAddress address = NetAddress.of(FAMILY, bytes);
        bytes[0] = 99;
        address.bytes()[1] = 99;
        assertEquals(address(10, 0, 0, 1), address);
    }

    @Test
    void neighbouringNetworksHaveHashCodesOfTheirOwn() {
        Set<Integer> codes = new HashSet<>();
        for (int network = 0; network < 1 << 16; network++) {
            codes.add(address(10, network >> 8, network & 0xff, 0).hashCode());
        }
        assertTrue(codes.size() > (1 << 16) * 0.99, () -> codes.size() + " codes");
    }

    @Test
    void masksWithinAByteAndAtItsEdges() {
        NetAddress address = address(0xff, 0xff, 0xff, 0xff);
        assertEquals(address(0, 0, 0, 0), address.masked(0));
        assertEquals(address(0xff, 0x80, 0, 0), address.masked(9));
        assertEquals(address(0xff, 0xff, 0, 0), address.masked(16));
        assertEquals(address, address.masked(32));
    }

    @Test
    void refusesALengthBeyondItsBits() {
        var exception =
                assertThrows(IllegalArgumentException.class, () -> address(1, 2).masked(17));
        assertEquals("prefix length: 17 (expected: 0 to 16)", exception.getMessage());
    }

    @Test
    void prefixHoldsWhatSharesItsBits() {
        Prefix prefix = new Prefix(address(10, 1, 2, 3), 15);
        assertEquals(address(10, 0, 0, 0), prefix.address());
        assertTrue(prefix.contains(address(10, 1, 255, 255)));
        assertFalse(prefix.contains(address(10, 2, 0, 0)));
        assertFalse(prefix.contains(address(10, 1)));
    }

    @Test
    void linkAddressParsesWhatItPrints() {
        LinkAddress address = LinkAddress.parse("02:00:5e:00:53:af");
        assertEquals("02:00:5e:00:53:af", address.toString());
        assertEquals(
                LinkAddress.of((byte) 2, (byte) 0, (byte) 0x5e, (byte) 0, (byte) 0x53, (byte) 0xaf),
                address);
        assertThrows(IllegalArgumentException.class, () -> LinkAddress.parse("02:zz"));
    }
}
