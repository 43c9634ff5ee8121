package io.sockit.pcap.file;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.Arrays;

/// What is written is what is read.
class CaptureWriterTest {
    private static final long TIME = 1_700_000_000_123_456_789L;
    private static final byte[] FRAME = {1, 2, 3, 4, 5};

    @ParameterizedTest
    @EnumSource
    void readsBackWhatWasWritten(FileFormat format) throws IOException {
        ByteArrayOutputStream file = new ByteArrayOutputStream();
        try (CaptureWriter out = CaptureWriter.to(file, "test", format)) {
            int index = out.addInterface("eth0", DataLink.ETHERNET, 0);
            out.write(index, TIME, 60, FRAME, 1, 3, PacketNote.OUTBOUND.with("Ip.NoRoute"));
            out.write(index, TIME + 1, FRAME, 0, 5, PacketNote.NONE);
        }

        try (CaptureReader in =
                CaptureReader.of(new ByteArrayInputStream(file.toByteArray()), "test")) {
            assertEquals(format, in.format());
            assertTrue(in.next());
            assertEquals(TIME, in.timestamp());
            assertEquals(60, in.originalLength());
            assertEquals(DataLink.ETHERNET, in.link());
            assertArrayEquals(
                    new byte[] {2, 3, 4},
                    Arrays.copyOfRange(in.bytes(), in.offset(), in.offset() + in.length()));
            assertTrue(in.next());
            assertEquals(TIME + 1, in.timestamp());
            assertFalse(in.next());
            assertEquals(2, in.packets());
            assertEquals(65, in.dataBytes());
        }
    }
}
