package io.sockit.pcap.file;

import static io.sockit.pcap.file.RawFile.FRAME;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import java.io.IOException;
import java.nio.ByteOrder;
import java.util.List;

/// Classic pcap, right and wrong.
class PcapReaderTest {
    private static final int MICROS = 0xa1b2c3d4;
    private static final int NANOS = 0xa1b23c4d;

    private static CaptureException failure(byte[] file) {
        return assertThrows(CaptureException.class, () -> drain(RawFile.open(file)));
    }

    private static long drain(CaptureReader in) throws IOException {
        while (in.next()) {
            assertTrue(in.length() >= 0);
        }
        return in.packets();
    }

    @Nested
    class Packets {
        @ParameterizedTest
        @ValueSource(strings = {"BIG_ENDIAN", "LITTLE_ENDIAN"})
        void areReadInBothByteOrders(String order) throws IOException {
            ByteOrder bytes =
                    order.equals("BIG_ENDIAN") ? ByteOrder.BIG_ENDIAN : ByteOrder.LITTLE_ENDIAN;
            CaptureReader in =
                    new RawFile(bytes)
                            .pcap(MICROS, 1)
                            .pcapPacket(1_700_000_000, 123_456, FRAME)
                            .open();

            assertTrue(in.next());
            assertEquals(1_700_000_000_123_456_000L, in.timestamp());
            assertEquals(DataLink.ETHERNET, in.link());
            assertEquals(FRAME.length, in.originalLength());
            assertArrayEquals(FRAME, RawFile.packet(in));
            assertEquals(List.of(), in.comments());
            assertFalse(in.next());
            assertFalse(in.next());
        }

        @Test
        void haveNanosecondsWhereTheMagicSaysSo() throws IOException {
            CaptureReader in = RawFile.big().pcap(NANOS, 1).pcapPacket(5, 123_456_789).open();

            assertTrue(in.next());
            assertEquals(5_123_456_789L, in.timestamp());
            assertEquals(9, in.captureInterface().resolution());
        }

        @Test
        void haveTimesUpTo2106() throws IOException {
            CaptureReader in = RawFile.big().pcap(NANOS, 1).pcapPacket(-1, 999_999_999).open();

            assertTrue(in.next());
            assertEquals(4_294_967_295_999_999_999L, in.timestamp());
        }

        @ParameterizedTest
        @CsvSource({"2, 60, 10", "3, 60, 10", "3, 10, 60", "4, 10, 60", "5, 10, 60"})
        void ofOldVersionsHaveTheirLengthsSwapped(int minor, int first, int second)
                throws IOException {
            CaptureReader in =
                    RawFile.big()
                            .u32(MICROS)
                            .u16(2, minor)
                            .u32(0, 0, 65535, 1)
                            .u32(1, 0, first, second)
                            .bytes(FRAME)
                            .open();

            assertTrue(in.next());
            assertEquals(10, in.length());
            assertEquals(60, in.originalLength());
        }

        @Test
        void areCountedByTheirOriginalLengths() throws IOException {
            CaptureReader in =
                    RawFile.big().pcap(MICROS, 1).u32(1, 0, 2, -1).u8(7, 7).u32(1, 0, 0, 5).open();

            assertEquals(2, drain(in));
            assertEquals(0xffff_ffffL + 5, in.dataBytes());
        }

        @Test
        void haveALinkTypeWithoutTheBitsOfTheCheckSequence() throws IOException {
            assertEquals(
                    132,
                    RawFile.big()
                            .pcap(MICROS, 0x3400_0084)
                            .open()
                            .interfaces()
                            .getFirst()
                            .link()
                            .number());
        }
    }

    @Nested
    class AFileIsRefused {
        @ParameterizedTest
        @CsvSource({
            "a1b2cd34, libpcap (0xa1b2cd34)",
            "34cdb2a1, libpcap (0xa1b2cd34)",
            "a1b234cd, Mesquita",
            "a12b3c4d, Navtel",
            "1c0001ac, IXIA lcap",
            "ab01001c, 'IXIA lcap, software (0x1c0001ab)'",
            "736e6f6f, snoop",
            "fd377a58, xz",
            "12345678, 0x12345678",
        })
        void byNameWhereItsMagicIsAnother(String magic, String name) {
            byte[] file = RawFile.big().u32(Integer.parseUnsignedInt(magic, 16), 0, 0, 0).toBytes();

            CaptureException e = failure(file);
            assertTrue(e.reason().contains(name), e.reason());
            assertEquals(0, e.offset());
        }

        @Test
        void whereItIsEmpty() {
            assertEquals("empty", failure(new byte[0]).reason());
        }

        @Test
        void whereItEndsInItsMagic() {
            assertEquals("only 3 bytes: cut off in its magic", failure(new byte[3]).reason());
        }

        @Test
        void whereItsHeaderIsCutOff() {
            byte[] file = RawFile.big().pcap(MICROS, 1).cut(1);
            assertEquals("cut off in the file header", failure(file).reason());
        }

        @Test
        void whereItsMajorVersionIsAnother() {
            byte[] file = RawFile.big().u32(MICROS).u16(3, 4).u32(0, 0, 0, 1).toBytes();
            assertEquals("version 3.4 (expected: 2.4)", failure(file).reason());
        }
    }

    @Nested
    class ReadingEnds {
        private final RawFile one = RawFile.little().pcap(MICROS, 1).pcapPacket(1, 2, FRAME);

        @Test
        void inACutOffHeaderAfterTheWholePackets() throws IOException {
            CaptureReader in = one.u32(3, 4, 5).open();

            assertTrue(in.next());
            CaptureException e = assertThrows(CaptureException.class, in::next);
            assertEquals("test: offset 50: cut off in a packet header", e.getMessage());
            assertEquals(50, e.offset());
            assertEquals(1, in.packets());
        }

        @Test
        void inACutOffPacketSayingWhatIsThere() throws IOException {
            CaptureReader in = one.u32(3, 4, 100, 100).bytes(FRAME).open();

            assertTrue(in.next());
            CaptureException e = assertThrows(CaptureException.class, in::next);
            assertEquals("cut off in a packet of 100 bytes: 10 are there", e.reason());
        }

        @ParameterizedTest
        @CsvSource({"262145, 262145", "-1, 4294967295"})
        void atAPacketThatIsTooLong(int captured, String shown) throws IOException {
            CaptureReader in = one.u32(3, 4, captured, captured).open();

            assertTrue(in.next());
            CaptureException e = assertThrows(CaptureException.class, in::next);
            assertEquals("captured length: " + shown + " (expected: <= 262144)", e.reason());
        }

        @Test
        void withTheSameErrorWhenAskedAgain() throws IOException {
            CaptureReader in = one.u8(1).open();

            assertTrue(in.next());
            CaptureException e = assertThrows(CaptureException.class, in::next);
            assertEquals(e, assertThrows(CaptureException.class, in::next));
        }
    }
}
