package io.sockit.inet;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;

import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class SockaddrTest {
    @Nested
    class OfIpv4 {
        @Test
        void hasAddressAndPort() {
            assertEquals(new SockaddrIn(0x0a000001, 53), SockaddrIn.parse("10.0.0.1:53"));
            assertEquals(0xffff_0a00_0001L, SockaddrIn.parse("10.0.0.1:53").low());
        }

        @ParameterizedTest
        @ValueSource(
                strings = {
                    "",
                    ":",
                    "10.0.0.1",
                    "10.0.0.1:",
                    "10.0.0:53",
                    "10.0.0.1.2:53",
                    "010.0.0.1:53",
                    "10.0.0.256:53",
                    "10.0.0.-1:53",
                    "10.0.0.1:65536",
                    "10.0.0.1:+5",
                    "10.0.0.1:05",
                    "localhost:53",
                    "0x0a.0.0.1:1",
                    "10.0.0. 1:1",
                    "1٠.0.0.1:1",
                    "10.0.0.1:٣"
                })
        void refusesAllOtherNotations(String text) {
            assertThrows(IllegalArgumentException.class, () -> SockaddrIn.parse(text));
        }
    }

    @Nested
    class OfIpv6 {
        @ParameterizedTest
        @CsvSource({
            "::,                               ::",
            "::1,                              ::1",
            "2001:DB8:0:0:0:0:0:1,             2001:db8::1",
            "2001:db8:0:0:1:0:0:1,             2001:db8::1:0:0:1",
            "2001:db8:0:1:1:1:1:1,             2001:db8:0:1:1:1:1:1",
            "2001:0db8::0001,                  2001:db8::1",
            "1:0:0:2:0:0:0:3,                  1:0:0:2::3",
            "0:0:0:0:0:0:0:0,                  ::",
            "1::,                              1::",
            "::ffff:10.0.0.1,                  ::ffff:10.0.0.1",
            "::ffff:a00:1,                     ::ffff:10.0.0.1",
            "64:ff9b::192.0.2.33,              64:ff9b::c000:221",
            "1:2:3:4:5:6:7::,                  1:2:3:4:5:6:7:0",
            "::2:3:4:5:6:7:8,                  0:2:3:4:5:6:7:8",
        })
        void isWrittenInTheOneFormOfRfc5952(String read, String written) {
            assertEquals("[" + written + "]:5", SockaddrIn6.parse("[" + read + "]:5").toString());
        }

        @ParameterizedTest
        @ValueSource(
                strings = {
                    "",
                    "::1",
                    "[::1]",
                    "::1:53",
                    "[]:1",
                    "[:]:1",
                    "[:::]:1",
                    "[1::2::3]:1",
                    "[1:2:3:4:5:6:7]:1",
                    "[1:2:3:4:5:6:7:8:9]:1",
                    "[1:2:3:4:5:6:7:8::]:1",
                    "[1:2:3:4::5:6:7:8]:1",
                    "[12345::]:1",
                    "[g::]:1",
                    "[::1.2.3]:1",
                    "[1.2.3.4::]:1",
                    "[::1.2.3.4:5]:1",
                    "[1:2:3:4:5:6:7:1.2.3.4]:1",
                    "[::1%]:1",
                    "[::1%eth0]:1",
                    "[::1%-2]:1",
                    "[::1]:65536",
                    "[::1]:1;flowinfo=",
                    "[:1::]:1",
                    "[::1:]:1",
                    "[::１]:1"
                })
        void refusesWhatIsNone(String text) {
            assertThrows(IllegalArgumentException.class, () -> SockaddrIn6.parse(text));
        }

        @Test
        void hasScopeAndFlowInformation() {
            SockaddrIn6 address = SockaddrIn6.parse("[fe80::1%2]:53;flowinfo=7");
            assertEquals(new SockaddrIn6(0xfe80L << 48, 1, 53, 7, 2), address);
            assertTrue(SockaddrIn6.parse("[::ffff:1.2.3.4]:0").isV4Mapped());
        }
    }

    @Property
    void everyIpv4AddressIsReadAsWritten(
            @ForAll int address, @ForAll @IntRange(max = 65_535) int port) {
        SockaddrIn in = new SockaddrIn(address, port);
        assertEquals(in, SockaddrIn.parse(in.toString()));
        assertEquals(in, SockaddrIn.of(in.netAddress(), port));
    }

    @Property
    void everyIpv6AddressIsReadAsWritten(
            @ForAll long high,
            @ForAll long low,
            @ForAll int zeros,
            @ForAll @IntRange(max = 65_535) int port,
            @ForAll @IntRange(max = 9) int flow,
            @ForAll @IntRange(max = 9) int scope) {
        SockaddrIn6 in6 =
                new SockaddrIn6(high & spread(zeros), low & spread(zeros >> 4), port, flow, scope);
        assertEquals(in6, SockaddrIn6.parse(in6.toString()));
        assertEquals(
                new SockaddrIn6(in6.high(), in6.low(), port, 0, scope),
                SockaddrIn6.of(in6.netAddress(), port, scope));
    }

    @Property
    void noTextIsAnythingButAnAddressOrAnIllegalArgument(@ForAll String text) {
        parseBoth(text);
        parseBoth("[" + text + "]:1");
        parseBoth(text + ":1");
    }

    private static void parseBoth(String text) {
        try {
            SockaddrIn.parse(text);
        } catch (IllegalArgumentException e) {
            assertTrue(e.getMessage().contains("expected"));
        }
        try {
            SockaddrIn6.parse(text);
        } catch (IllegalArgumentException e) {
            assertTrue(e.getMessage().contains("expected"));
        }
    }

    /// A mask of whole groups.
    private static long spread(int bits) {
        long mask = 0;
        for (int i = 0; i < 4; i++) {
            mask = mask << 16 | ((bits >> i & 1) == 0 ? 0xffff : 0);
        }
        return mask;
    }
}
