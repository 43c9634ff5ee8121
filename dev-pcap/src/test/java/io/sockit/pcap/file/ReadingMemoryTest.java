package io.sockit.pcap.file;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.sun.management.ThreadMXBean;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.SequenceInputStream;
import java.lang.management.ManagementFactory;
import java.util.Collections;

/// Reading takes the memory of a window, whatever is read.
class ReadingMemoryTest {
    private static final int PACKETS = 20_000;
    private static final long NOISE_BYTES = 4096;

    private static byte[] file(FileFormat format) throws IOException {
        ByteArrayOutputStream file = new ByteArrayOutputStream();
        try (CaptureWriter out = CaptureWriter.to(file, "test", format)) {
            int eth0 = out.addInterface("eth0", DataLink.ETHERNET, 0);
            byte[] packet = new byte[1500];
            for (int i = 0; i < PACKETS; i++) {
                out.write(eth0, i, packet, 0, 40 + i % 1400, PacketNote.OUTBOUND);
            }
        }
        return file.toByteArray();
    }

    private static long sum(CaptureReader in, int packets) throws IOException {
        long sum = 0;
        for (int i = 0; i < packets; i++) {
            assertTrue(in.next());
            sum += in.timestamp() + in.length() + in.interfaceIndex() + in.link().number();
        }
        return sum;
    }

    @ParameterizedTest
    @EnumSource
    void ofAPacketIsNone(FileFormat format) throws IOException {
        ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
        CaptureReader in = RawFile.open(file(format));
        long sum = sum(in, PACKETS / 4);

        long before = threads.getCurrentThreadAllocatedBytes();
        sum += sum(in, PACKETS / 2);
        long bytes = threads.getCurrentThreadAllocatedBytes() - before;

        assertTrue(bytes < NOISE_BYTES, bytes + " bytes, sum " + sum);
    }

    @Test
    void ofAWindowStaysAsItIs() throws IOException {
        byte[] packet = RawFile.big().pcapPacket(1, 2, new byte[65_000]).toBytes();
        InputStream endless =
                new SequenceInputStream(
                        Collections.enumeration(
                                Collections.nCopies(2000, packet).stream()
                                        .map(ByteArrayInputStream::new)
                                        .toList()));
        InputStream header = new ByteArrayInputStream(RawFile.big().pcap(0xa1b2c3d4, 1).toBytes());
        CaptureReader in = CaptureReader.of(new SequenceInputStream(header, endless), "test");

        while (in.next()) {
            assertEquals(256 << 10, in.bytes().length);
        }
        assertEquals(2000, in.packets());
    }

    @Test
    void growsForALargeBlockOnce() throws IOException {
        byte[] comment = RawFile.little().option(1, new byte[60_000]).toBytes();
        byte[] options =
                Collections.nCopies(14, comment).stream()
                        .reduce(
                                new byte[0],
                                (a, b) -> RawFile.little().bytes(a).bytes(b).toBytes());
        CaptureReader in =
                RawFile.little()
                        .section()
                        .described(1, 0)
                        .enhanced(0, 1, RawFile.FRAME, options)
                        .open();

        assertTrue(in.next());
        assertEquals(14, in.comments().size());
        assertTrue(in.bytes().length <= 1 << 20);
    }
}
