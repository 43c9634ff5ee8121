package io.sockit.pcap;

import io.sockit.pcap.file.CaptureReader;
import io.sockit.pcap.file.CaptureWriter;
import io.sockit.pcap.file.DataLink;
import io.sockit.pcap.file.FileFormat;
import io.sockit.pcap.file.PacketDirection;
import io.sockit.pcap.file.PacketNote;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/// Capture files of tests, written and read.
final class Recorded implements AutoCloseable {
    /// When their first packet was seen.
    static final long EPOCH = 1_700_000_000_123_456_789L;

    private final Path file;
    private final CaptureWriter out;
    private final DataLink link;
    private final int index;

    private Recorded(Path file, DataLink link) throws IOException {
        this.file = file;
        this.link = link;
        this.out = CaptureWriter.create(file, FileFormat.PCAPNG);
        this.index = out.addInterface("if0", link, 0);
    }

    static Recorded begin(Path file, DataLink link) throws IOException {
        return new Recorded(file, link);
    }

    /// Adds a packet that was seen so many nanoseconds after [#EPOCH].
    Recorded add(long nanos, byte[] bytes, PacketNote note) throws IOException {
        out.write(index, EPOCH + nanos, bytes, 0, bytes.length, note);
        return this;
    }

    Recorded add(long nanos, byte[] bytes) throws IOException {
        return add(nanos, bytes, PacketNote.NONE);
    }

    /// Adds a packet that was cut by a snap length.
    Recorded addCut(long nanos, byte[] bytes, int kept) throws IOException {
        out.write(index, EPOCH + nanos, bytes.length, bytes, 0, kept, PacketNote.NONE);
        return this;
    }

    /// Adds a packet of another interface.
    Recorded addOther(long nanos, DataLink other, byte[] bytes) throws IOException {
        int there = out.addInterface("other", other, 0);
        out.write(there, EPOCH + nanos, bytes, 0, bytes.length, PacketNote.NONE);
        return this;
    }

    /// A UDP packet as the link carries it: from the client to the server on Ethernet.
    byte[] udp(String from, String to, String text) {
        byte[] packet = Datagrams.udp(from, to, text);
        return link.equals(DataLink.ETHERNET)
                ? Datagrams.frame(Datagrams.SERVER, Datagrams.CLIENT, packet)
                : packet;
    }

    Path done() throws IOException {
        out.close();
        return file;
    }

    @Override
    public void close() throws IOException {
        out.close();
    }

    /// A packet that was read.
    @SuppressWarnings("ArrayRecordComponent") // nobody compares them
    record Seen(
            long nanos,
            DataLink link,
            byte[] bytes,
            PacketDirection direction,
            String interfaceName,
            List<String> comments) {
        /// The network packet of an Ethernet frame.
        byte[] inFrame() {
            return Arrays.copyOfRange(bytes, 14, bytes.length);
        }
    }

    /// All packets of a file.
    static List<Seen> read(Path file) throws IOException {
        List<Seen> all = new ArrayList<>();
        try (CaptureReader in = CaptureReader.open(file)) {
            while (in.next()) {
                all.add(
                        new Seen(
                                in.timestamp() - EPOCH,
                                in.link(),
                                Arrays.copyOfRange(
                                        in.bytes(), in.offset(), in.offset() + in.length()),
                                in.direction(),
                                in.captureInterface().name(),
                                in.comments()));
            }
        }
        return all;
    }
}
