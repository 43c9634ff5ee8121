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

/// pcapng, right and wrong.
class PcapngReaderTest {
    private static byte[] options(RawFile options) {
        return options.u32(0).toBytes();
    }

    private static RawFile part() {
        return RawFile.little();
    }

    /// A section with one Ethernet interface.
    private static RawFile begun() {
        return RawFile.little().section().described(1, 0);
    }

    @Nested
    class Packets {
        @Test
        void areReadFromEnhancedBlocks() throws IOException {
            byte[] options =
                    options(
                            part().option(1, "why")
                                    .option(2, part().u32(0x0000_0002).toBytes())
                                    .option(1, "and how"));
            CaptureReader in = begun().enhanced(0, 1_700_000_000_123_456L, FRAME, options).open();

            assertTrue(in.next());
            assertEquals(1_700_000_000_123_456_000L, in.timestamp());
            assertArrayEquals(FRAME, RawFile.packet(in));
            assertEquals(PacketDirection.OUTBOUND, in.direction());
            assertEquals(List.of("why", "and how"), in.comments());
            assertFalse(in.next());
        }

        @Test
        void forgetTheOptionsOfThePacketBefore() throws IOException {
            byte[] options = options(part().option(1, "a").option(2, part().u32(1).toBytes()));
            CaptureReader in = begun().enhanced(0, 1, FRAME, options).enhanced(0, 2, FRAME).open();

            assertTrue(in.next());
            assertEquals(PacketDirection.INBOUND, in.direction());
            assertTrue(in.next());
            assertEquals(PacketDirection.UNKNOWN, in.direction());
            assertEquals(BlockOptions.NONE, in.options());
        }

        @Test
        void areReadFromSimpleBlocksWithoutATime() throws IOException {
            CaptureReader in =
                    RawFile.little()
                            .section()
                            .described(1, 6)
                            .block(3, part().u32(100).bytes(FRAME).toBytes())
                            .open();

            assertTrue(in.next());
            assertEquals(CaptureReader.NO_TIME, in.timestamp());
            assertEquals(6, in.length());
            assertEquals(100, in.originalLength());
            assertEquals(List.of("blocks, simple packet: 1"), in.notes());
        }

        @Test
        void areReadFromObsoleteBlocks() throws IOException {
            byte[] body = part().u16(0, 7).u32(0, 5, 10, 60).bytes(FRAME).toBytes();
            CaptureReader in = begun().block(2, body).open();

            assertTrue(in.next());
            assertEquals(5000, in.timestamp());
            assertEquals(60, in.originalLength());
            assertArrayEquals(FRAME, RawFile.packet(in));
            assertEquals(List.of("blocks, obsolete packet: 1"), in.notes());
        }

        @ParameterizedTest
        @CsvSource({
            "6, 0, 1500000, 1500000000",
            "9, 0, 1500000, 1500000",
            "0, 0, 7, 7000000000",
            "12, 0, 1999, 1",
            "0x8a, 0, 1536, 1500000000",
            "9, 10, 5, 10000000005",
            "6, -1, 1500000, 500000000",
        })
        void countTimeAsTheirInterfaceDoes(String resolution, long offset, long units, long nanos)
                throws IOException {
            byte[] options =
                    options(
                            part().option(9, (byte) (int) Integer.decode(resolution))
                                    .option(14, part().i64(offset).toBytes()));
            CaptureReader in =
                    RawFile.little()
                            .section()
                            .described(1, 0, options)
                            .enhanced(0, units, FRAME)
                            .open();

            assertTrue(in.next());
            assertEquals(nanos, in.timestamp());
        }
    }

    @Nested
    class Sections {
        @Test
        void haveByteOrdersAndInterfacesOfTheirOwn() throws IOException {
            CaptureReader in =
                    RawFile.little()
                            .section()
                            .described(1, 0, options(part().option(2, "eth0")))
                            .described(101, 0)
                            .enhanced(1, 1, FRAME)
                            .order(ByteOrder.BIG_ENDIAN)
                            .section()
                            .described(113, 0)
                            .enhanced(0, 2, FRAME)
                            .open();

            assertTrue(in.next());
            assertEquals(DataLink.RAW, in.link());
            assertEquals(1, in.interfaceIndex());
            assertTrue(in.next());
            assertEquals(DataLink.LINUX_SLL, in.link());
            assertEquals(2, in.interfaceIndex());
            assertEquals(2000, in.timestamp());
            assertFalse(in.next());
            assertEquals("eth0", in.interfaces().getFirst().name());
            assertEquals(1, in.interfaces().getLast().section());
            assertEquals(List.of("sections: 2"), in.notes());
        }

        @Test
        void mayHaveNothingInThem() throws IOException {
            CaptureReader in = RawFile.big().section().open();

            assertFalse(in.next());
            assertEquals(List.of(), in.interfaces());
        }

        @Test
        void endTheInterfacesOfTheSectionBefore() throws IOException {
            CaptureReader in = begun().section().enhanced(0, 1, FRAME).open();

            CaptureException e = assertThrows(CaptureException.class, in::next);
            assertEquals("packet of interface 0 (expected: one of 0)", e.reason());
        }
    }

    @Nested
    class OtherBlocks {
        @Test
        void arePassedOverAndCounted() throws IOException {
            CaptureReader in =
                    begun().block(4, new byte[100])
                            .block(5, new byte[12])
                            .block(5, new byte[12])
                            .block(10, new byte[8])
                            .block(0xbad, new byte[8])
                            .block(0x8000_0001, new byte[300_000])
                            .enhanced(0, 1, FRAME)
                            .open();

            assertTrue(in.next());
            assertFalse(in.next());
            assertEquals(
                    List.of(
                            "blocks, custom: 1",
                            "blocks, decryption secrets: 1",
                            "blocks, interface statistics: 2",
                            "blocks, name resolution: 1",
                            "blocks, unknown 0x80000001: 1"),
                    in.notes());
        }

        @Test
        void ofManyKindsAreCountedTogether() throws IOException {
            RawFile file = begun();
            for (int type = 1000; type < 2000; type++) {
                file.block(type);
            }
            CaptureReader in = file.open();

            assertFalse(in.next());
            assertEquals(65, in.notes().size());
        }
    }

    @Nested
    class ReadingEnds {
        private CaptureException failure(byte[] file) throws IOException {
            CaptureReader in = RawFile.open(file);
            assertTrue(in.next());
            return assertThrows(CaptureException.class, in::next);
        }

        private RawFile one() {
            return begun().enhanced(0, 1, FRAME);
        }

        @Test
        void whereABlockIsCutOff() throws IOException {
            CaptureException e = failure(one().enhanced(0, 2, FRAME).cut(1));

            assertEquals("cut off in a block: enhanced packet", e.reason());
            assertEquals(92, e.offset());
        }

        @Test
        void whereABlockThatIsPassedOverIsCutOff() throws IOException {
            CaptureException e = failure(one().block(77, new byte[500]).cut(1));

            assertEquals("cut off in a block: unknown 0x0000004d", e.reason());
            assertEquals(92, e.offset());
        }

        @Test
        void whereTheHeaderOfABlockIsCutOff() throws IOException {
            assertEquals("cut off in a block header", failure(one().u32(6).toBytes()).reason());
        }

        @ParameterizedTest
        @ValueSource(ints = {6, 1, 5, 0x0a0d0d0a})
        void whereTheTwoLengthsDiffer(int type) throws IOException {
            int first = type == 6 ? 0 : 0x1a2b3c4d; // an interface, or a byte order
            byte[] body = one().part().u32(first).u16(1, 0).i64(0).u32(0).toBytes();
            byte[] bytes = one().block(type, body).toBytes();
            bytes[bytes.length - 4] ^= 4;
            String reason = failure(bytes).reason();
            assertTrue(reason.startsWith("the two lengths of a block differ"), reason);
        }

        @ParameterizedTest
        @CsvSource({
            "6, 28, 'block of 28 bytes (expected: >= 32, in steps of 4): enhanced packet'",
            "6, 33, 'block of 33 bytes (expected: >= 32, in steps of 4): enhanced packet'",
            "5, 8, 'block of 8 bytes (expected: >= 12, in steps of 4): interface statistics'",
            "6, 1048580, 'block of 1048580 bytes (expected: <= 1048576): enhanced packet'",
            "1, -4, 'block of 4294967292 bytes (expected: <= 1048576): interface description'",
            "5, -4, 'cut off in a block: interface statistics'",
        })
        void whereALengthCannotBe(int type, int length, String reason) throws IOException {
            assertEquals(
                    reason,
                    failure(one().u32(type, length).bytes(new byte[20]).toBytes()).reason());
        }

        @ParameterizedTest
        @ValueSource(ints = {13, -1, 262_145})
        void whereAPacketIsLongerThanItsBlock(int captured) throws IOException {
            byte[] body = part().u32(0, 0, 0, captured, 60).bytes(FRAME).toBytes();

            String reason = failure(one().block(6, body).toBytes()).reason();
            assertTrue(reason.endsWith("(expected: <= 12)"), reason);
        }

        @ParameterizedTest
        @ValueSource(ints = {1, -1, 65536})
        void whereAPacketIsOfNoInterface(int number) throws IOException {
            String reason = failure(one().enhanced(number, 1, FRAME).toBytes()).reason();

            assertTrue(reason.endsWith("(expected: one of 1)"), reason);
        }

        @ParameterizedTest
        @ValueSource(ints = {6, 1, 0x0a0d0d0a})
        void whereAnOptionRunsBeyondItsBlock(int type) throws IOException {
            RawFile fixed = part();
            switch (type) {
                case 6 -> fixed.u32(0, 0, 0, 0, 0);
                case 1 -> fixed.u16(1, 0).u32(0);
                default -> fixed.u32(0x1a2b3c4d).u16(1, 0).i64(-1);
            }
            byte[] body = fixed.u16(1, 5).u32(0).toBytes();

            assertEquals(
                    "option 1 of 5 bytes runs beyond its block",
                    failure(one().block(type, body).toBytes()).reason());
        }

        @Test
        void whereASectionHasNoByteOrder() throws IOException {
            assertEquals(
                    "section without a byte-order magic",
                    failure(one().block(0x0a0d0d0a, new byte[16]).toBytes()).reason());
        }

        @ParameterizedTest
        @CsvSource({"2, 0", "1, 1"})
        void whereASectionIsOfAnotherVersion(int major, int minor) throws IOException {
            byte[] body = part().u32(0x1a2b3c4d).u16(major, minor).i64(-1).toBytes();

            assertEquals(
                    "version " + major + "." + minor + " (expected: 1.0)",
                    failure(one().block(0x0a0d0d0a, body).toBytes()).reason());
        }

        @Test
        void whereInterfacesFillTheMemory() throws IOException {
            RawFile file = one();
            byte[] large = options(part().option(3, new byte[60_000]));
            for (int i = 0; i < 16; i++) {
                file.described(1, 0, large);
            }
            byte[] half = file.toBytes();
            CaptureReader in =
                    CaptureReader.of(
                            new java.io.SequenceInputStream(
                                    new java.io.ByteArrayInputStream(half),
                                    new java.io.SequenceInputStream(
                                            new java.io.ByteArrayInputStream(half),
                                            new java.io.ByteArrayInputStream(half))),
                            "test");

            assertTrue(in.next());
            assertTrue(in.next());
            assertTrue(in.next());
            CaptureException e = assertThrows(CaptureException.class, in::next);
            assertTrue(e.reason().startsWith("more interfaces than are kept"), e.reason());
        }
    }
}
