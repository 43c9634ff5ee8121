package io.sockit.pcap.file;

import static io.sockit.pcap.file.RawFile.FRAME;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.sockit.api.ErrnoException;

import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.List;

/// From one format to another.
class CaptureCopyTest {
    private final ByteArrayOutputStream file = new ByteArrayOutputStream();

    private long copy(RawFile from, FileFormat format) throws IOException {
        try (CaptureWriter out = CaptureWriter.to(file, "copy", format)) {
            return CaptureCopy.copy(from.open(), out, packet -> packet.length() > 0);
        }
    }

    private CaptureReader copied() throws IOException {
        return RawFile.open(file.toByteArray());
    }

    @Nested
    class ToPcapng {
        @Test
        void keepsTimesAndLinkTypeOfAClassicFile() throws IOException {
            RawFile from =
                    RawFile.big().pcap(0xa1b23c4d, 113).pcapPacket(5, 6, FRAME).pcapPacket(7, 8);

            assertEquals(1, copy(from, FileFormat.PCAPNG));
            CaptureReader in = copied();
            assertTrue(in.next());
            assertEquals(5_000_000_006L, in.timestamp());
            assertEquals(DataLink.LINUX_SLL, in.link());
            assertArrayEquals(FRAME, RawFile.packet(in));
            assertFalse(in.next());
        }

        @Test
        void turnsAnObsoletePacketIntoAnEnhancedOne() throws IOException {
            byte[] body = RawFile.big().u16(0, 7).u32(0, 5, 10, 60).bytes(FRAME).toBytes();

            assertEquals(
                    1,
                    copy(
                            RawFile.big().section().described(1, 0).block(2, body),
                            FileFormat.PCAPNG));
            CaptureReader in = copied();
            assertTrue(in.next());
            assertEquals(5000, in.timestamp());
            assertArrayEquals(
                    RawFile.big().i64(7).toBytes(), in.options().entries().getFirst().value());
            assertEquals(List.of(), in.notes());
        }

        @Test
        void keepsTheSectionsThatNoPacketIsIn() throws IOException {
            RawFile from = RawFile.big().section().described(1, 0).section().described(101, 0);

            copy(from, FileFormat.PCAPNG);
            assertArrayEquals(from.toBytes(), file.toByteArray());
        }
    }

    @Nested
    class ToPcap {
        @Test
        void keepsPacketsOfInterfacesThatBeginAlike() throws IOException {
            RawFile from =
                    RawFile.little()
                            .section()
                            .described(1, 0)
                            .described(101, 0)
                            .described(1, 0)
                            .enhanced(0, 5, FRAME)
                            .enhanced(2, 6, FRAME);

            assertEquals(2, copy(from, FileFormat.PCAP));
            CaptureReader in = copied();
            assertTrue(in.next());
            assertEquals(5000, in.timestamp());
        }

        @Test
        void refusesASecondLinkType() {
            RawFile from =
                    RawFile.little()
                            .section()
                            .described(1, 0)
                            .described(101, 0)
                            .enhanced(0, 5, FRAME)
                            .enhanced(1, 6, FRAME);

            ErrnoException e =
                    assertThrows(ErrnoException.class, () -> copy(from, FileFormat.PCAP));
            assertTrue(e.getMessage().contains("link type RAW (expected: EN10MB"), e.getMessage());
        }

        @Test
        void keepsTheLinkTypeOfAnEmptyCapture() throws IOException {
            copy(RawFile.big().pcap(0xa1b2c3d4, 101), FileFormat.PCAP);

            assertEquals(DataLink.RAW, copied().interfaces().getFirst().link());
        }
    }

    @Test
    void keepsWhatStandsInFrontOfAnError() throws IOException {
        RawFile from = RawFile.big().pcap(0xa1b2c3d4, 1).pcapPacket(1, 2, FRAME).u8(1);

        assertThrows(CaptureException.class, () -> copy(from, FileFormat.PCAPNG));
        CaptureReader in = copied();
        assertTrue(in.next());
        assertFalse(in.next());
    }
}
