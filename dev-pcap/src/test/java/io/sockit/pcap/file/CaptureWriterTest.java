package io.sockit.pcap.file;

import static io.sockit.pcap.file.RawFile.FRAME;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.sockit.api.Errno;
import io.sockit.api.ErrnoException;

import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.function.Executable;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HexFormat;
import java.util.List;

/// What is written is what is read, and what cannot be written is said.
class CaptureWriterTest {
    private static final long TIME = 1_700_000_000_123_456_789L;

    private static void refused(Errno errno, String detail, Executable call) {
        ErrnoException e = assertThrows(ErrnoException.class, call);
        assertEquals(errno, e.errno());
        assertTrue(e.getMessage().contains(detail), e.getMessage());
    }

    @Nested
    class Packets {
        private final ByteArrayOutputStream file = new ByteArrayOutputStream();

        private CaptureReader open() throws IOException {
            return RawFile.open(file.toByteArray());
        }

        @ParameterizedTest
        @EnumSource
        void areReadBack(FileFormat format) throws IOException {
            try (CaptureWriter out = CaptureWriter.to(file, "test", format)) {
                int index = out.addInterface("eth0", DataLink.ETHERNET, 96);
                out.write(index, TIME, 60, FRAME, 1, 3, PacketNote.NONE);
                out.write(index, TIME + 1, FRAME, 0, 10, PacketNote.NONE);
                assertEquals(2, out.packets());
            }

            CaptureReader in = open();
            assertEquals(format, in.format());
            assertTrue(in.next());
            assertEquals(TIME, in.timestamp());
            assertEquals(60, in.originalLength());
            assertEquals(DataLink.ETHERNET, in.link());
            assertEquals(96, in.captureInterface().snapLength());
            assertArrayEquals(new byte[] {'1', '2', '3'}, RawFile.packet(in));
            assertTrue(in.next());
            assertEquals(TIME + 1, in.timestamp());
            assertArrayEquals(FRAME, RawFile.packet(in));
            assertFalse(in.next());
            assertEquals(70, in.dataBytes());
        }

        @Test
        void ofPcapngHaveInterfacesDirectionsAndComments() throws IOException {
            try (CaptureWriter out = CaptureWriter.to(file, "test", FileFormat.PCAPNG)) {
                int wan = out.addInterface("wan", DataLink.RAW, 0);
                out.write(wan, 1, FRAME, 0, 10, PacketNote.OUTBOUND.with("Ip.NoRoute").with("ä"));
                int lan = out.addInterface("lan", DataLink.ETHERNET, 0);
                out.write(lan, 2, FRAME, 0, 10, PacketNote.INBOUND);
                out.write(wan, 3, FRAME, 0, 10, PacketNote.NONE);
            }

            CaptureReader in = open();
            assertTrue(in.next());
            assertEquals("wan", in.captureInterface().name());
            assertEquals(PacketDirection.OUTBOUND, in.direction());
            assertEquals(List.of("Ip.NoRoute", "ä"), in.comments());
            assertTrue(in.next());
            assertEquals("lan", in.captureInterface().name());
            assertEquals(PacketDirection.INBOUND, in.direction());
            assertTrue(in.next());
            assertEquals(BlockOptions.NONE, in.options());
        }

        @ParameterizedTest
        @EnumSource
        void areAllThereAfterAFlush(FileFormat format) throws IOException {
            CaptureWriter out = CaptureWriter.to(file, "test", format);
            int index = out.addInterface("eth0", DataLink.ETHERNET, 0);
            byte[] large = new byte[100_000];
            for (int i = 0; i < 5; i++) {
                out.write(index, i, large, 0, large.length, PacketNote.NONE);
                out.write(index, i, FRAME, 0, FRAME.length, PacketNote.NONE);
            }
            out.flush();

            CaptureReader in = open();
            for (int i = 0; i < 10; i++) {
                assertTrue(in.next());
                assertEquals(i / 2, in.timestamp());
            }
            assertFalse(in.next());
        }

        @ParameterizedTest
        @EnumSource
        void mayBeNone(FileFormat format) throws IOException {
            CaptureWriter.to(file, "test", format).close();

            assertFalse(open().next());
        }

        @Test
        void haveCommentsOf65535BytesAtMost() throws IOException {
            try (CaptureWriter out = CaptureWriter.to(file, "test", FileFormat.PCAPNG)) {
                int index = out.addInterface("eth0", DataLink.ETHERNET, 0);
                out.write(index, 1, FRAME, 0, 1, PacketNote.NONE.with("x".repeat(70_000)));
            }

            CaptureReader in = open();
            assertTrue(in.next());
            assertEquals(65_535, in.comments().getFirst().length());
        }
    }

    @Nested
    class AnErrorIsAnswered {
        @TempDir Path folder;

        @Test
        void whereAFileCannotBeMade() {
            Path file = folder.resolve("none").resolve("file.pcap");

            refused(
                    Errno.ENOENT,
                    file.toString(),
                    () -> CaptureWriter.create(file, FileFormat.PCAP));
        }

        @Test
        void onceAndForAllWhereTheDiskIsFull() throws IOException {
            Full stream = new Full();
            CaptureWriter out = CaptureWriter.to(stream, "disk", FileFormat.PCAPNG);
            int index = out.addInterface("eth0", DataLink.ETHERNET, 0);

            refused(Errno.ENOSPC, "disk", out::flush);
            refused(Errno.ENOSPC, "disk", () -> out.write(index, 1, FRAME, 0, 10, PacketNote.NONE));
            refused(Errno.ENOSPC, "disk", out::flush);
            assertEquals(1, stream.writes);
            out.close();
            assertTrue(stream.closed);
        }

        @Test
        void byCloseWhereNothingWasFlushedBefore() throws IOException {
            Full stream = new Full();
            CaptureWriter out = CaptureWriter.to(stream, "disk", FileFormat.PCAPNG);

            refused(Errno.ENOSPC, "disk", out::close);
            assertTrue(stream.closed);
            out.close();
        }

        @Test
        void whereAClassicFileWouldHaveTwoLinkTypes() throws IOException {
            Path file = folder.resolve("file.pcap");
            try (CaptureWriter out = CaptureWriter.create(file, FileFormat.PCAP)) {
                assertEquals(0, out.addInterface("eth0", DataLink.ETHERNET, 0));
                assertEquals(1, out.addInterface("eth1", DataLink.ETHERNET, 0));
                refused(Errno.EINVAL, "RAW", () -> out.addInterface("tun0", DataLink.RAW, 0));
            }
            assertEquals(24, Files.size(file));
        }

        @Test
        void whereAPacketCannotBeRight() throws IOException {
            CaptureWriter out = CaptureWriter.to(new Full(), "test", FileFormat.PCAP);
            refused(
                    Errno.EINVAL,
                    "interface: 0",
                    () -> out.write(0, 1, FRAME, 0, 1, PacketNote.NONE));
            int index = out.addInterface("eth0", DataLink.ETHERNET, 0);
            refused(
                    Errno.EINVAL,
                    "timestamp: -1",
                    () -> out.write(index, -1, FRAME, 0, 1, PacketNote.NONE));
            refused(
                    Errno.EINVAL,
                    "4294967296 s",
                    () ->
                            out.write(
                                    index,
                                    4294967296L * 1_000_000_000,
                                    FRAME,
                                    0,
                                    1,
                                    PacketNote.NONE));
            refused(
                    Errno.EINVAL,
                    "length: 262145",
                    () -> out.write(index, 1, new byte[262_145], 0, 262_145, PacketNote.NONE));
            assertThrows(
                    IndexOutOfBoundsException.class,
                    () -> out.write(index, 1, FRAME, 5, 6, PacketNote.NONE));
        }
    }

    @Nested
    class ACompressedFile {
        @TempDir private Path folder;

        @ParameterizedTest
        @CsvSource({"a.pcapng.gz, 1f8b", "a.PCAP.ZST, 28b5", "a.pcap, d4c3|4d3c"})
        void isToldByTheNamesEnd(String name, String magic) throws IOException {
            Path file = folder.resolve(name);
            try (CaptureWriter out = CaptureWriter.create(file, FileFormat.ofName(name))) {
                out.addInterface("eth0", DataLink.ETHERNET, 0);
                out.write(0, 1, FRAME, 0, 10, PacketNote.NONE);
                out.flush();
                assertEquals(1, packetsThere(file)); // though it is not at its end
                out.write(0, 2, FRAME, 0, 10, PacketNote.NONE);
            }
            String begin = HexFormat.of().formatHex(Files.readAllBytes(file), 0, 2);
            assertTrue(magic.contains(begin), begin);
            try (CaptureReader in = CaptureReader.open(file)) {
                assertTrue(in.next());
                assertTrue(in.next());
                assertFalse(in.next());
            }
        }

        private int packetsThere(Path file) throws IOException {
            int packets = 0;
            try (CaptureReader in = CaptureReader.open(file)) {
                while (in.next()) {
                    packets++;
                }
            } catch (CaptureException cutOff) {
                assertEquals("compressed data cut off", cutOff.reason());
            }
            return packets;
        }

        @ParameterizedTest
        @ValueSource(strings = {"a.pcapng.xz", "a.pcap.BZ2", "a.lz4", "a.zip"})
        void isRefusedWhereItWouldBePlain(String name) {
            Path file = folder.resolve(name);
            refused(
                    Errno.EINVAL,
                    "(expected: .gz, .zst, or not)",
                    () -> CaptureWriter.create(file, FileFormat.PCAPNG));
            assertFalse(Files.exists(file));
        }
    }

    @Nested
    class TheFormat {
        @Test
        void isToldByTheNamesEnd() throws IOException {
            assertSame(FileFormat.PCAP, FileFormat.ofName("a.pcap"));
            assertSame(FileFormat.PCAP, FileFormat.ofName("A.CAP"));
            assertSame(FileFormat.PCAPNG, FileFormat.ofName("a.pcapng"));
            assertSame(FileFormat.PCAP, FileFormat.ofName("a.pcap.GZ"));
            assertSame(FileFormat.PCAP, FileFormat.ofName("a.cap.zst"));
            assertSame(FileFormat.PCAPNG, FileFormat.ofName("a.pcapng.zst"));
            assertSame(FileFormat.PCAPNG, FileFormat.ofName("a.gz"));
        }

        @ParameterizedTest
        @ValueSource(strings = {"a", "a.foo", "a.pcap.foo", "a.pcap/b", "", "a.", "a.pcap.xz"})
        void isNotGuessed(String name) {
            refused(
                    Errno.EINVAL,
                    "(expected: one of [cap, dmp, gz, pcap, pcapng, zst])",
                    () -> FileFormat.ofName(name));
        }
    }

    /// A stream that takes nothing.
    private static final class Full extends OutputStream {
        private int writes;
        private boolean closed;

        @Override
        public void write(int value) throws IOException {
            write(new byte[] {(byte) value}, 0, 1);
        }

        @Override
        public void write(byte[] bytes, int offset, int length) throws IOException {
            writes++;
            throw new IOException("No space left on device");
        }

        @Override
        public void close() {
            closed = true;
        }
    }
}
