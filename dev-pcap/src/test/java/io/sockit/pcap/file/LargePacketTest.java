package io.sockit.pcap.file;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.SequenceInputStream;
import java.util.Collections;
import java.util.List;

/// Packets that are larger than what is kept of any: captures of USB and D-Bus have some.
class LargePacketTest {
    private static final int USBPCAP = 249;
    private static final int LARGE = 5_000_001;

    /// So many bytes, and none of them in memory.
    private static final class Zeros extends InputStream {
        private long left;

        Zeros(long bytes) {
            left = bytes;
        }

        @Override
        public int read() {
            return left-- > 0 ? 0 : -1;
        }

        @Override
        public int read(byte[] target, int offset, int length) {
            int n = (int) Math.min(left, length);
            left -= n;
            return n == 0 ? -1 : n;
        }
    }

    private static CaptureReader open(RawFile front, long zeros, RawFile behind)
            throws IOException {
        List<InputStream> parts =
                List.of(
                        new ByteArrayInputStream(front.toBytes()),
                        new Zeros(zeros),
                        new ByteArrayInputStream(behind.toBytes()));
        return CaptureReader.of(new SequenceInputStream(Collections.enumeration(parts)), "test");
    }

    private static RawFile classic(int link, int captured) {
        return RawFile.big().pcap(0xa1b2c3d4, link).u32(1, 2, captured, captured + 1);
    }

    private static void isPassedOver(CaptureReader in, int captured) throws IOException {
        assertTrue(in.next());
        assertEquals(0, in.length());
        assertEquals(captured, in.capturedLength());
        assertEquals(captured + 1L, in.originalLength());
        assertEquals(256 << 10, in.bytes().length);
        assertTrue(in.next());
        assertEquals(10, in.length());
        assertEquals(10, in.capturedLength());
        assertFalse(in.next());
        assertEquals(2, in.packets());
    }

    @Nested
    class OfAClassicFile {
        @ParameterizedTest
        @CsvSource({"231, 134217728", "249, 134217728", "279, 8388608", "249, 262145"})
        void arePassedOverAndCounted(int link, int captured) throws IOException {
            RawFile behind = RawFile.big().pcapPacket(3, 4, RawFile.FRAME);
            isPassedOver(open(classic(link, captured), captured, behind), captured);
        }

        @ParameterizedTest
        @CsvSource({"231, 134217729", "279, 8388609", "1, 262145", "249, -1"})
        void areRefusedWhereTheirLinkHasNoneSoLarge(int link, int captured) {
            CaptureException refused =
                    assertThrows(
                            CaptureException.class,
                            () -> open(classic(link, captured), 0, RawFile.big()).next());
            assertTrue(refused.reason().startsWith("captured length"), refused.reason());
            assertEquals(24, refused.offset());
        }

        @Test
        void areNotCountedWhereTheyAreCutOff() throws IOException {
            CaptureReader in = open(classic(USBPCAP, LARGE), LARGE - 1, RawFile.big());
            CaptureException cut = assertThrows(CaptureException.class, in::next);
            assertEquals("cut off in a packet of 5000001 bytes: 5000000 are there", cut.reason());
            assertEquals(24, cut.offset());
            assertEquals(0, in.packets());
        }
    }

    @Nested
    class OfAPcapngFile {
        private static final int HEADER = 28;

        private final byte[] options =
                RawFile.little().option(2, (byte) 2, (byte) 0, (byte) 0, (byte) 0).u32(0).toBytes();
        private final int total = HEADER + LARGE + 3 + options.length + 4;

        private RawFile front() {
            return RawFile.little()
                    .section()
                    .described(USBPCAP, 0)
                    .u32(6, total, 0, 0, 7, LARGE, LARGE + 1);
        }

        private CaptureReader open(int trailer) throws IOException {
            return LargePacketTest.open(
                    front(),
                    LARGE + 3,
                    RawFile.little().bytes(options).u32(trailer).enhanced(0, 8, RawFile.FRAME));
        }

        @Test
        void arePassedOverAndCounted() throws IOException {
            isPassedOver(open(total), LARGE);
        }

        @Test
        void keepTheirOptions() throws IOException {
            CaptureReader in = open(total);
            assertTrue(in.next());
            assertEquals(PacketDirection.OUTBOUND, in.direction());
            assertEquals(1, in.options().entries().size());
            assertTrue(in.next());
            assertEquals(PacketDirection.UNKNOWN, in.direction());
        }

        @Test
        void endTheReadingWhereTheTwoLengthsDiffer() {
            CaptureException refused =
                    assertThrows(CaptureException.class, () -> open(total + 4).next());
            assertTrue(refused.reason().contains("differ: enhanced packet"), refused.reason());
            assertEquals(48, refused.offset());
        }

        @Test
        void areNotCountedWhereTheyAreCutOff() throws IOException {
            CaptureReader in = LargePacketTest.open(front(), LARGE - 1, RawFile.little());
            CaptureException cut = assertThrows(CaptureException.class, in::next);
            assertEquals("cut off in a block: enhanced packet", cut.reason());
            assertEquals(0, in.packets());
        }

        @Test
        void mayStandInSimpleBlocks() throws IOException {
            int size = LARGE + 3;
            RawFile front = RawFile.big().section().described(USBPCAP, 0).u32(3, size + 16, LARGE);
            CaptureReader in = LargePacketTest.open(front, size, RawFile.big().u32(size + 16));
            assertTrue(in.next());
            assertEquals(LARGE, in.capturedLength());
            assertFalse(in.next());
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"pcap", "pcapng"})
    void areNotCopiedCutShort(String format) throws IOException {
        FileFormat to = FileFormat.ofName("." + format);
        CaptureReader in = open(classic(USBPCAP, LARGE), LARGE, RawFile.big());
        try (CaptureWriter out = CaptureWriter.to(OutputStream.nullOutputStream(), "copy", to)) {
            CaptureException refused =
                    assertThrows(
                            CaptureException.class,
                            () -> CaptureCopy.copy(in, out, packet -> true));
            assertTrue(refused.reason().contains("5000001 bytes is not copied"), refused.reason());
            assertEquals(24, refused.offset());
        }
    }
}
