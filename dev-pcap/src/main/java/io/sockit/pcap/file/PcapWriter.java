package io.sockit.pcap.file;

import io.sockit.api.Errno;
import io.sockit.api.ErrnoException;

import org.jspecify.annotations.Nullable;

/// Classic pcap with nanoseconds. The file header, which names the one link type, is written with
/// the first interface; a file without one becomes an empty capture of Ethernet.
final class PcapWriter extends CaptureWriter {
    private static final int MAJOR = 2;
    private static final int MINOR = 4;
    private static final long MOST_SECONDS = 0xffff_ffffL;
    private static final long SECOND = 1_000_000_000L;

    private @Nullable DataLink link;
    private int interfaces;

    PcapWriter(Output out) {
        super(out);
    }

    @Override
    public FileFormat format() {
        return FileFormat.PCAP;
    }

    @Override
    int interfaces() {
        return interfaces;
    }

    @Override
    int describe(String name, DataLink type, int snapLength) throws ErrnoException {
        if (link == null) {
            header(type, snapLength);
        } else if (link.number() != type.number()) {
            throw new ErrnoException(
                    Errno.EINVAL,
                    "write",
                    "%s: interface %s of link type %s (expected: %s, as the first: pcap has one)"
                            .formatted(out.name(), name, type, link));
        }
        return interfaces++;
    }

    @Override
    void begin() throws ErrnoException {
        if (link == null) {
            header(DataLink.ETHERNET, 0);
        }
    }

    private void header(DataLink type, int snapLength) throws ErrnoException {
        link = type;
        out.u32(Magic.PCAP_NANOS);
        out.u16(MAJOR);
        out.u16(MINOR);
        out.i64(0); // time zone and accuracy: reserved
        out.u32(snapLength == 0 ? CaptureReader.MOST_CAPTURED : snapLength);
        out.u32(type.number());
    }

    @Override
    void packet(
            int captureInterface,
            long timestamp,
            int originalLength,
            byte[] bytes,
            int offset,
            int length,
            PacketNote note)
            throws ErrnoException {
        long seconds = timestamp / SECOND;
        if (seconds > MOST_SECONDS) {
            throw new ErrnoException(
                    Errno.EINVAL,
                    "write",
                    "%s: timestamp: %d s (expected: <= %d, pcap has 32 bits)"
                            .formatted(out.name(), seconds, MOST_SECONDS));
        }
        out.u32((int) seconds);
        out.u32((int) (timestamp % SECOND));
        out.u32(length);
        out.u32(originalLength);
        out.bytes(bytes, offset, length);
    }
}
