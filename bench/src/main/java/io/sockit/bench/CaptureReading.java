package io.sockit.bench;

import io.sockit.pcap.file.CaptureReader;
import io.sockit.pcap.file.CaptureWriter;
import io.sockit.pcap.file.DataLink;
import io.sockit.pcap.file.FileFormat;
import io.sockit.pcap.file.PacketNote;
import io.sockit.spi.packet.Packet;
import io.sockit.spi.packet.PacketPool;

import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/// A capture file read once, every packet delivered as a packet of the kit. The baseline is
/// `tcpdump -r FILE -w /dev/null` on a file with the same bytes, its start included.
@State(Scope.Benchmark)
@SuppressWarnings("NullAway.Init") // JMH calls the set-up first
public class CaptureReading {
    /// The simple Internet mix: frames of 64, 594 and 1518 bytes, seven to four to one.
    private static final int[] MIX = {64, 594, 64, 64, 594, 1518, 64, 594, 64, 64, 594, 64};

    private static final long START = 1_700_000_000_000_000_000L;
    private static final long SPACING = 1000;
    private static final int FRAME = 1518;

    @Param("1024")
    public int mebibytes = 1;

    private final PacketPool pool = new PacketPool();
    private Path file;

    @Setup
    public void write() throws IOException {
        file = Files.createTempFile("sockit-bench", ".pcap");
        byte[] frame = Payload.of(FRAME);
        long bytes = 0;
        try (CaptureWriter out = CaptureWriter.create(file, FileFormat.PCAP)) {
            int eth0 = out.addInterface("eth0", DataLink.ETHERNET, 0);
            for (int i = 0; bytes < (long) mebibytes << 20; i++) {
                int length = MIX[i % MIX.length];
                out.write(eth0, START + i * SPACING, frame, 0, length, PacketNote.NONE);
                bytes += length;
            }
        }
    }

    @TearDown
    public void delete() throws IOException {
        Files.delete(file);
    }

    @Benchmark
    public long sockit() throws IOException {
        long bytes = 0;
        try (CaptureReader in = CaptureReader.open(file)) {
            while (in.next()) {
                Packet packet = pool.take();
                packet.append(in.bytes(), in.offset(), in.length());
                packet.timestamp(in.timestamp());
                bytes += packet.length();
                packet.release();
            }
        }
        return bytes;
    }

    @Benchmark
    public int tcpdump() throws IOException, InterruptedException {
        return Tcpdump.run("-r", file.toString(), "-w", "/dev/null");
    }
}
