package io.sockit.pcap;

import io.sockit.api.Errno;
import io.sockit.api.ErrnoException;
import io.sockit.api.LinkAddress;
import io.sockit.pcap.file.CaptureException;
import io.sockit.pcap.file.CaptureReader;
import io.sockit.pcap.file.DataLink;
import io.sockit.pcap.file.LinkHeader;
import io.sockit.pcap.file.PacketDirection;

import java.io.IOException;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.nio.file.Path;

/// A file or a pipe to be replayed, and what a look at its beginning says. One thread at a time,
/// but for [#share] and [#close].
final class CaptureFile {
    /// How far the look goes.
    private static final int LOOK = 1000;

    /// Where no frame says better: a locally administered address (IEEE 802 §8.4).
    private static final LinkAddress UNKNOWN = LinkAddress.parse("02:70:63:61:70:01");

    private static final int GROUP = 1;
    private static final int MAC_LENGTH = 6;

    private static final Logger LOG = System.getLogger(CaptureFile.class.getPackageName());

    private final Path path;
    private final CaptureInput input;
    private DataLink link = DataLink.RAW;
    private LinkAddress station = UNKNOWN;
    private long first = CaptureReader.NO_TIME;

    private CaptureFile(Path path, CaptureInput input) {
        this.path = path;
        this.input = input;
    }

    /// Looks for the first frame that would be brought up: its link type is that of the replay, and
    /// who it goes to is the host's station.
    ///
    /// @throws ErrnoException where it cannot be read, or is no capture
    static CaptureFile look(Settings settings, boolean virtualTime) throws ErrnoException {
        Path path = settings.in();
        try {
            CaptureFile file = new CaptureFile(path, CaptureInput.open(path, virtualTime));
            try {
                file.look(settings);
                return file;
            } catch (IOException e) {
                file.input.close();
                throw e;
            }
        } catch (ErrnoException e) {
            throw e;
        } catch (CaptureException e) {
            throw new ErrnoException(Errno.EINVAL, "device", String.valueOf(e.getMessage()), e);
        } catch (IOException e) {
            throw new ErrnoException(Errno.EIO, "device", path + ": " + e.getMessage(), e);
        }
    }

    private void look(Settings settings) throws IOException {
        if (input.isPipe() && settings.loop() != 1) {
            throw new ErrnoException(
                    Errno.EINVAL,
                    "device",
                    "%s: loop: %d (expected: 1, since a pipe is read once)"
                            .formatted(path, settings.loop()));
        }
        try (CaptureReader in = CaptureReader.of(input.look(), path.toString())) {
            look(in, settings);
        }
    }

    private void look(CaptureReader in, Settings settings) throws IOException {
        Selection selection = new Selection(settings.map(), settings.way());
        LinkHeader header = new LinkHeader();
        boolean found = false;
        try {
            for (int i = 0; i < LOOK && !input.isFull() && in.next(); i++) {
                first = first == CaptureReader.NO_TIME ? in.timestamp() : first;
                if (header.find(in.link(), in.bytes(), in.offset(), in.length())) {
                    link = found ? link : in.link();
                    found = true;
                    if (meets(in, selection.wants(in, header))
                            || (input.isPipe() && isEnough(selection.went(in, header)))) {
                        return;
                    }
                }
            }
        } catch (IOException e) {
            if (input.isFull() && !found) {
                throw e; // how packets begin is not known
            }
            return; // what is readable is replayed, and the error told then
        }
    }

    /// Who reads a pipe does not wait for frames that tell no more than this one.
    private boolean isEnough(PacketDirection went) {
        return went == PacketDirection.UNKNOWN && !station.equals(UNKNOWN);
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

    /// A reader from the beginning; of a pipe once.
    CaptureReader open() throws IOException {
        return CaptureReader.of(input.stream(), path.toString());
    }

    /// What is done before a read that may have to wait.
    void beforeWaiting(Runnable action) {
        input.beforeWaiting(action);
    }

    /// Ends a read that waits. Any thread.
    void close() {
        try {
            input.close();
        } catch (IOException e) {
            LOG.log(Level.WARNING, path + ": " + e.getMessage());
        }
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

    /// The share that has been read, negative for a pipe. Any thread.
    double share() {
        return input.share();
    }

    @Override
    public String toString() {
        return path.toString();
    }
}
