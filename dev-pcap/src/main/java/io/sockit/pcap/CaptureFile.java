package io.sockit.pcap;

import io.sockit.api.Errno;
import io.sockit.api.ErrnoException;
import io.sockit.api.LinkAddress;
import io.sockit.pcap.file.CaptureException;
import io.sockit.pcap.file.CaptureReader;
import io.sockit.pcap.file.DataLink;
import io.sockit.pcap.file.LinkHeader;

import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.atomic.AtomicLong;

/// A file to be replayed, and what a look at its beginning says. One thread at a time, but for
/// [#share].
final class CaptureFile {
    /// How far the look goes.
    private static final int LOOK = 1000;

    /// Where no frame says better: a locally administered address (IEEE 802 §8.4).
    private static final LinkAddress UNKNOWN = LinkAddress.parse("02:70:63:61:70:01");

    private static final int GROUP = 1;
    private static final int MAC_LENGTH = 6;

    private final Path path;
    private final long size;
    private DataLink link = DataLink.RAW;
    private LinkAddress station = UNKNOWN;
    private long first = CaptureReader.NO_TIME;
    private final AtomicLong consumed = new AtomicLong();

    private CaptureFile(Path path, long size) {
        this.path = path;
        this.size = size;
    }

    /// Looks for the first frame that would be brought up: its link type is that of the replay, and
    /// who it goes to is the host's station.
    ///
    /// @throws ErrnoException where it cannot be read, or is no capture
    static CaptureFile look(Path path, Settings settings) throws ErrnoException {
        if (Files.exists(path) && !Files.isRegularFile(path)) {
            throw new ErrnoException(
                    Errno.EINVAL, "device", path + ": no regular file (expected: one on disk)");
        }
        try {
            CaptureFile file = new CaptureFile(path, Files.exists(path) ? Files.size(path) : 0);
            try (CaptureReader in = file.open()) {
                file.look(in, settings);
            }
            return file;
        } catch (ErrnoException e) {
            throw e;
        } catch (CaptureException e) {
            throw new ErrnoException(Errno.EINVAL, "device", String.valueOf(e.getMessage()), e);
        } catch (IOException e) {
            throw new ErrnoException(Errno.EIO, "device", path + ": " + e.getMessage(), e);
        }
    }

    private void look(CaptureReader in, Settings settings) {
        Selection selection = new Selection(settings.map(), settings.way());
        LinkHeader header = new LinkHeader();
        boolean found = false;
        try {
            for (int i = 0; i < LOOK && in.next(); i++) {
                first = first == CaptureReader.NO_TIME ? in.timestamp() : first;
                if (header.find(in.link(), in.bytes(), in.offset(), in.length())) {
                    link = found ? link : in.link();
                    found = true;
                    if (meets(in, selection.wants(in, header))) {
                        return;
                    }
                }
            }
        } catch (IOException e) {
            return; // what is readable is replayed, and the error told then
        }
    }

    /// Notes who a frame goes to: that of the first frame, until one comes that is wanted.
    ///
    /// @return whether there is no more to be found
    private boolean meets(CaptureReader in, boolean wanted) {
        if (!isEthernet()) {
            return true;
        }
        boolean group = (in.bytes()[in.offset()] & GROUP) != 0;
        if (!in.link().equals(DataLink.ETHERNET) || group) {
            return false;
        }
        if (wanted || station.equals(UNKNOWN)) {
            byte[] to = new byte[MAC_LENGTH];
            System.arraycopy(in.bytes(), in.offset(), to, 0, MAC_LENGTH);
            station = LinkAddress.of(to);
        }
        return wanted;
    }

    /// A reader from the beginning.
    CaptureReader open() throws IOException {
        consumed.set(0);
        if (!Files.exists(path)) {
            throw new ErrnoException(Errno.ENOENT, "device", path + ": no such file");
        }
        return CaptureReader.of(new Counted(Files.newInputStream(path)), path.toString());
    }

    /// How packets begin.
    DataLink link() {
        return link;
    }

    boolean isEthernet() {
        return link.equals(DataLink.ETHERNET);
    }

    /// The host's address on an Ethernet.
    LinkAddress station() {
        return station;
    }

    /// When the first packet was seen, or [CaptureReader#NO_TIME].
    long firstTimestamp() {
        return first;
    }

    /// The share of the file that has been read. Any thread.
    double share() {
        return size == 0 ? 1 : Math.min(1, (double) consumed.get() / size);
    }

    @Override
    public String toString() {
        return path.toString();
    }

    /// Counts what is read, compressed or not.
    private final class Counted extends FilterInputStream {
        Counted(InputStream in) {
            super(in);
        }

        @Override
        public int read() throws IOException {
            int value = in.read();
            count(value < 0 ? 0 : 1);
            return value;
        }

        @Override
        public int read(byte[] target, int offset, int length) throws IOException {
            int read = in.read(target, offset, length);
            count(read);
            return read;
        }

        private void count(int bytes) {
            consumed.getAndAdd(Math.max(0, bytes));
        }
    }
}
