package io.sockit.pcap;

import io.sockit.api.ErrnoException;
import io.sockit.pcap.file.CaptureWriter;
import io.sockit.pcap.file.DataLink;
import io.sockit.pcap.file.FileFormat;
import io.sockit.pcap.file.PacketNote;
import io.sockit.spi.DevicePort;
import io.sockit.spi.OffStrandTask;
import io.sockit.spi.Poke;
import io.sockit.spi.Strand;
import io.sockit.spi.Transmit;
import io.sockit.spi.packet.Packet;
import io.sockit.spi.packet.PacketInbox;
import io.sockit.spi.packet.PacketQueue;

import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.concurrent.atomic.AtomicInteger;

/// Writes what the host sends, as it would have been recorded: recorded addresses in place of the
/// host's, recorded time in place of the host's clock, and a header like the capture's.
///
/// The strand brings packets; the task, on one thread at a time, writes them.
final class Answers {
    /// Packets that wait at most; beyond, the device is busy.
    private static final int MOST = 2048;

    private static final int ETHERNET_HEADER = 14;

    private static final Logger LOG = System.getLogger(Answers.class.getPackageName());

    private final CaptureWriter out;
    private final FilesInUse.Hold hold;
    private final String name;
    private final int interfaceIndex;
    private final DataLink link;
    private final AddressMap map;
    private final Tally tally;
    private final DevicePort port;
    private final OffStrandTask task;
    private final FlushTimer flush;
    private final Poke news;
    private final PacketInbox inbox = new PacketInbox();
    private final PacketQueue queue = new PacketQueue(); // of the task
    private final AtomicInteger waiting = new AtomicInteger();
    private final IpAddressing ip = new IpAddressing();
    private byte[] frame = new byte[2048];
    private volatile boolean busy;
    private volatile boolean flushDue;
    private boolean failed; // of the task

    private Answers(
            CaptureWriter out,
            FilesInUse.Hold hold,
            String name,
            int interfaceIndex,
            DataLink link,
            AddressMap map,
            Tally tally,
            DevicePort port,
            Strand strand,
            Flushing flushing) {
        this.out = out;
        this.hold = hold;
        this.name = name;
        this.interfaceIndex = interfaceIndex;
        this.link = link;
        this.map = map;
        this.tally = tally;
        this.port = port;
        this.task = strand.offStrand(this::write);
        this.flush = flushing.of(this::flushSoon);
        this.news = strand.poke(bits -> tally.settle());
    }

    /// Begins a file.
    static Answers create(
            Path file,
            DataLink link,
            AddressMap map,
            Tally tally,
            DevicePort port,
            Strand strand,
            Flushing flushing)
            throws ErrnoException {
        FilesInUse.Hold hold = FilesInUse.toWrite(file);
        try {
            CaptureWriter out = CaptureWriter.create(file, FileFormat.ofName(file.toString()));
            int index = addInterface(out, port, link);
            return new Answers(
                    out, hold, file.toString(), index, link, map, tally, port, strand, flushing);
        } catch (ErrnoException e) {
            hold.close();
            throw e;
        }
    }

    private static int addInterface(CaptureWriter out, DevicePort port, DataLink link)
            throws ErrnoException {
        try {
            return out.addInterface(port.interfaceName(), link, 0);
        } catch (ErrnoException e) {
            out.close();
            throw e;
        }
    }

    /// Takes a packet over, or is busy. On the strand.
    ///
    /// @param timestamp recorded time: nanoseconds since the epoch
    Transmit take(Packet packet, long timestamp) {
        boolean full = waiting.get() >= MOST;
        if (full) {
            busy = true; // before the task is asked, which then says that it is over
        } else {
            waiting.getAndIncrement();
            packet.timestamp(timestamp);
            inbox.offer(packet);
        }
        task.ask();
        return full ? Transmit.BUSY : Transmit.SENT;
    }

    private void flushSoon() {
        flushDue = true;
        task.ask();
    }

    private void write() {
        drain();
        if (flushDue) {
            flushDue = false;
            flush();
        }
        if (busy) {
            busy = false;
            port.ready();
        }
    }

    private void flush() {
        try {
            if (!failed) {
                out.flush();
            }
        } catch (ErrnoException e) {
            fail(e);
        }
    }

    private void drain() {
        inbox.drainTo(queue);
        for (Packet packet = queue.poll(); packet != null; packet = queue.poll()) {
            write(packet);
            packet.release();
            waiting.getAndDecrement();
        }
    }

    private void write(Packet packet) {
        boolean ethernet = link.equals(DataLink.ETHERNET);
        int before = MadeUpHeader.length(link);
        int length = before + packet.length();
        if (frame.length < length) {
            frame = new byte[length];
        }
        packet.copyTo(0, frame, before, packet.length());
        int network = ethernet ? ETHERNET_HEADER : before;
        readdress(packet.etherType(), network, length);
        Arrays.fill(frame, 0, before, (byte) 0);
        MadeUpHeader.write(link, packet.etherType(), frame);
        try {
            out.write(
                    interfaceIndex,
                    Math.max(0, packet.timestamp()),
                    frame,
                    0,
                    length,
                    PacketNote.OUTBOUND);
            tally.written.increment();
            flush.written();
        } catch (ErrnoException e) {
            fail(e);
        }
    }

    private void readdress(int etherType, int from, int to) {
        if (map.isEmpty() || !ip.at(etherType, frame, from, to)) {
            return;
        }
        HostAddress recorded = map.recorded(ip.sourceHigh(), ip.sourceLow());
        if (recorded != null) {
            ip.source(recorded);
        }
    }

    private void fail(ErrnoException failure) {
        tally.writeErrors.increment();
        if (!failed) {
            failed = true;
            LOG.log(Level.WARNING, name + ": " + failure.getMessage());
        }
    }

    /// Writes what waits, and ends the file. Off the strand.
    void close() {
        flush.close();
        task.close();
        drain();
        try {
            out.close();
        } catch (ErrnoException e) {
            fail(e);
        }
        hold.close();
        news.poke(1); // what was counted since the last packet
    }
}
