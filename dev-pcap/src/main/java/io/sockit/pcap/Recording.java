package io.sockit.pcap;

import io.sockit.api.Clock;
import io.sockit.api.ErrnoException;
import io.sockit.api.Link;
import io.sockit.api.LinkType;
import io.sockit.pcap.file.CaptureWriter;
import io.sockit.pcap.file.DataLink;
import io.sockit.pcap.file.FileFormat;
import io.sockit.pcap.file.PacketNote;
import io.sockit.spi.CaptureFormat;
import io.sockit.spi.Poke;
import io.sockit.spi.Strand;
import io.sockit.spi.packet.Bytes;

import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;

/// A file that what passes an interface is written to. One thread at a time.
///
/// Frames of Ethernet are written as they are, IP packets of a link without a header raw. What else
/// comes over such a link stands as an Ethernet frame between zero addresses, for pcap has no link
/// type that names its EtherType in less; a classic file, which has one link type, goes without it.
final class Recording implements CaptureFormat.Capture {
    private static final int TYPE = 12;
    private static final int HEADER = 14;

    private final CaptureWriter out;
    private final FilesInUse.Hold hold;
    private final Tally tally;
    private final Poke news;

    /// Wall time where the host's monotonic clock is 0.
    private final long epoch;

    private final Map<Key, Integer> interfaces = new HashMap<>();
    private byte[] frame = new byte[2048];

    private record Key(String name, DataLink link) {}

    Recording(CaptureWriter out, FilesInUse.Hold hold, Clock clock, Tally tally, Strand strand) {
        this.out = out;
        this.hold = hold;
        this.tally = tally;
        this.news = strand.poke(bits -> tally.settle());
        this.epoch = clock.wallNanos() - clock.nanoTime();
    }

    @Override
    public void packet(
            Link link,
            Direction direction,
            long timestampNanos,
            int etherType,
            ByteBuffer bytes,
            String dropped) {
        boolean framed = link.type() == LinkType.ETHERNET;
        boolean raw = etherType == IpAddressing.IPV4 || etherType == IpAddressing.IPV6;
        boolean classic = out.format() == FileFormat.PCAP;
        if (classic && (!dropped.isEmpty() || !(framed || raw))) {
            return; // it cannot say why, or what
        }
        int before = framed || raw ? 0 : HEADER;
        int length = before + bytes.remaining();
        if (frame.length < length) {
            frame = new byte[length];
        }
        bytes.get(bytes.position(), frame, before, bytes.remaining());
        if (before > 0) {
            Arrays.fill(frame, 0, TYPE, (byte) 0);
            Bytes.u16(frame, TYPE, etherType);
        }
        try {
            int index = interfaceIndex(link.name(), raw ? DataLink.RAW : DataLink.ETHERNET);
            out.write(index, epoch + timestampNanos, frame, 0, length, note(direction, dropped));
        } catch (ErrnoException e) {
            throw failed(e);
        }
    }

    private static PacketNote note(Direction direction, String dropped) {
        PacketNote note =
                switch (direction) {
                    case IN -> PacketNote.INBOUND;
                    case OUT -> PacketNote.OUTBOUND;
                };
        return dropped.isEmpty() ? note : note.with("dropped: " + dropped);
    }

    private int interfaceIndex(String name, DataLink type) throws ErrnoException {
        Key key = new Key(name, type);
        Integer index = interfaces.get(key);
        if (index == null) {
            index = out.addInterface(name, type, 0);
            interfaces.put(key, index);
        }
        return index;
    }

    @Override
    public void close() {
        try {
            out.close();
        } catch (ErrnoException e) {
            throw failed(e);
        } finally {
            hold.close();
        }
    }

    /// Counts it, and has it charged to this plug-in; the capture ends.
    private UncheckedIOException failed(ErrnoException failure) {
        tally.writeErrors.increment();
        news.poke(1);
        return new UncheckedIOException(failure);
    }
}
