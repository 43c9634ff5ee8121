package io.sockit.pcap;

import com.google.errorprone.annotations.concurrent.GuardedBy;

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

import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;

/// A file that what passes an interface is written to. After the first failure nothing more is
/// written. One thread at a time, and the task that flushes.
///
/// Frames of Ethernet are written as they are, IP packets of a link without a header raw. What else
/// comes over such a link stands as an Ethernet frame between zero addresses, for pcap has no link
/// type that names its EtherType in less; a classic file, which has one link type, goes without it.
final class Recording implements CaptureFormat.Capture {
    private static final int TYPE = 12;
    private static final int HEADER = 14;

    private static final Logger LOG = System.getLogger(Recording.class.getPackageName());

    private final Object writing = new Object();

    @GuardedBy("writing")
    private final CaptureWriter out;

    private final boolean classic;
    private final FilesInUse.Hold hold;
    private final Tally tally;
    private final Poke news;

    /// Wall time where the host's monotonic clock is 0.
    private final long epoch;

    private final Map<Key, Integer> interfaces = new HashMap<>();
    private final FlushTimer flush;
    private byte[] frame = new byte[2048];

    @GuardedBy("writing")
    private boolean failed;

    private record Key(String name, DataLink link) {}

    Recording(
            CaptureWriter out,
            FilesInUse.Hold hold,
            Clock clock,
            Tally tally,
            Strand strand,
            Flushing flushing) {
        this.out = out;
        this.classic = out.format() == FileFormat.PCAP;
        this.flush = flushing.of(this::flush);
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
        DataLink type = raw ? DataLink.RAW : DataLink.ETHERNET;
        write(link.name(), type, epoch + timestampNanos, length, note(direction, dropped));
    }

    private void write(String name, DataLink type, long time, int length, PacketNote note) {
        synchronized (writing) {
            if (failed) {
                return;
            }
            try {
                out.write(interfaceIndex(name, type), time, frame, 0, length, note);
            } catch (ErrnoException e) {
                fail(e);
            }
        }
        flush.written();
    }

    private void flush() {
        synchronized (writing) {
            if (failed) {
                return;
            }
            try {
                out.flush();
            } catch (ErrnoException e) {
                fail(e);
            }
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

    @GuardedBy("writing")
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
        flush.close();
        synchronized (writing) {
            try {
                out.close();
            } catch (ErrnoException e) {
                fail(e);
            }
        }
        hold.close();
    }

    @GuardedBy("writing")
    private void fail(ErrnoException failure) {
        if (!failed) {
            failed = true;
            tally.writeErrors.increment();
            LOG.log(Level.WARNING, "capture: " + failure.getMessage());
            news.poke(1);
        }
    }
}
