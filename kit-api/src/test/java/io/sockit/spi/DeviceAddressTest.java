package io.sockit.spi;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.sockit.api.Errno;
import io.sockit.api.ErrnoException;

import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import java.util.List;

class DeviceAddressTest {
    @Nested
    class Parsing {
        @Test
        void takesDriverArgumentAndOptionsApart() throws ErrnoException {
            DeviceAddress address =
                    DeviceAddress.parse("link:wan?delay=20ms&loss=1%&rate=10mbit&seed=7");
            assertEquals("link", address.driver());
            assertEquals("wan", address.argument());
            assertEquals(
                    List.of("delay", "loss", "rate", "seed"),
                    List.copyOf(address.options().keySet()));
            assertEquals("1%", address.options().get("loss"));
        }

        @Test
        void allowsNothingAfterTheColon() throws ErrnoException {
            assertEquals("", DeviceAddress.parse("loopback:").argument());
        }

        @Test
        void decodesPercentEscapesAndKeepsPlusSigns() throws ErrnoException {
            DeviceAddress address = DeviceAddress.parse("pcap:a%26b?out=x+y%3Fz");
            assertEquals("a&b", address.argument());
            assertEquals("x+y?z", address.options().get("out"));
        }

        @ParameterizedTest
        @ValueSource(
                strings = {
                    "link:q%3Fr",
                    "link:a%26b?x=c%26d&y=%3F=&z=1%",
                    "link:%2541?x=%2525&y=%%26",
                    "link:%?x=%2",
                    "link:ü+%C3%BC"
                })
        void isWrittenSoThatItReadsTheSame(String text) throws ErrnoException {
            DeviceAddress address = DeviceAddress.parse(text);
            assertEquals(address, DeviceAddress.parse(address.toString()));
        }

        @Test
        void isWrittenAsPeopleWriteIt() throws ErrnoException {
            String text = "link:wan&co?delay=20ms&loss=1%&out=a+b?c";
            assertEquals(text, DeviceAddress.parse(text).toString());
        }

        @ParameterizedTest
        @ValueSource(
                strings = {"", "loopback", ":x", "link:a?delay", "link:a?=1", "link:a?x=1&x=2"})
        void refusesWhatIsNoDeviceString(String text) {
            var exception = assertThrows(ErrnoException.class, () -> DeviceAddress.parse(text));
            assertEquals(Errno.EINVAL, exception.errno());
            assertTrue(exception.getMessage().contains("'" + text + "'"), exception.getMessage());
        }
    }

    @Nested
    class Values {
        @ParameterizedTest
        @CsvSource({"20ms,20000000", "1.5s,1500000000", "7ns,7", "3us,3000"})
        void readTimesWithTheirUnits(String text, long nanos) throws ErrnoException {
            assertEquals(nanos, options("x=" + text).nanos("x", 0));
        }

        @ParameterizedTest
        @CsvSource({"10mbit,10000000", "64kbit,64000", "1gbit,1000000000", "9bit,9"})
        void readRatesInPowersOfTen(String text, long bits) throws ErrnoException {
            assertEquals(bits, options("x=" + text).bitsPerSecond("x", 0));
        }

        @ParameterizedTest
        @CsvSource({"64KiB,65536", "100,100", "5B,5", "2MiB,2097152"})
        void readSizesInPowersOfTwo(String text, long bytes) throws ErrnoException {
            assertEquals(bytes, options("x=" + text).bytes("x", 0));
        }

        @ParameterizedTest
        @CsvSource({"1%,0.01", "0.5,0.5", "100%,1", "0,0"})
        void readSharesAsPercentOrFraction(String text, double share) throws ErrnoException {
            assertEquals(share, options("x=" + text).probability("x", 0.7));
        }

        @Test
        void fallBackWhereTheOptionIsNotGiven() throws ErrnoException {
            assertEquals(5, options("y=1").nanos("x", 5));
            assertEquals("z", options("y=1").text("x", "z"));
        }

        @ParameterizedTest
        @ValueSource(strings = {"20", "-5ms", "fast", "99999999999999999999s", "0.5ns"})
        void refuseATimeWithoutUnitOrOutOfRange(String text) {
            var exception =
                    assertThrows(ErrnoException.class, () -> options("x=" + text).nanos("x", 0));
            assertTrue(exception.getMessage().contains("'" + text + "'"), exception.getMessage());
            assertTrue(exception.getMessage().contains("expected"), exception.getMessage());
        }

        @ParameterizedTest
        @ValueSource(strings = {"101%", "1.5", "1ms", "x"})
        void refuseAShareBeyondOne(String text) {
            assertThrows(ErrnoException.class, () -> options("x=" + text).probability("x", 0));
        }

        @Test
        void refuseANumberOutsideItsRange() {
            var exception =
                    assertThrows(ErrnoException.class, () -> options("x=9").number("x", 0, 1, 8));
            assertTrue(exception.getMessage().contains("1 to 8"), exception.getMessage());
        }

        private static DeviceOptions options(String pairs) throws ErrnoException {
            return DeviceAddress.parse("d:a?" + pairs).values();
        }
    }
}
