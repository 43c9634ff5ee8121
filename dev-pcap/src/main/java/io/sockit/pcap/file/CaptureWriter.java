package io.sockit.pcap.file;

import io.sockit.api.Errno;
import io.sockit.api.ErrnoException;

import java.io.Closeable;
import java.io.Flushable;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Path;
import java.util.Objects;

/// Writes a capture file:
///
/// ```java
/// try (CaptureWriter out = CaptureWriter.create(file, FileFormat.PCAPNG)) {
///     int eth0 = out.addInterface("eth0", DataLink.ETHERNET, 0);
///     out.write(eth0, nanos, frame, 0, frame.length, PacketNote.INBOUND);
/// }
/// ```
///
/// Packets are buffered: they are in the file after [#flush] or [#close]. After the first error
/// nothing more is written, and each call answers that error; [#close] then still closes the file.
///
/// One thread at a time.
public abstract sealed class CaptureWriter implements Closeable, Flushable
        permits PcapWriter, PcapngWriter {
    final Output out;

    private long packets;
    private boolean closed;

    CaptureWriter(Output out) {
        this.out = out;
    }

    /// Begins a file; what was in it is gone. It is compressed where its name ends with `.gz` or
    /// `.zst`.
    ///
    /// @throws ErrnoException naming the path; `EINVAL` where its name ends with what stands for
    ///     another compression, such as `.xz`
    public static CaptureWriter create(Path file, FileFormat format) throws ErrnoException {
        Compression compression = Compression.ofName(file.toString());
        try {
            return to(compression.create(file), file.toString(), format);
        } catch (IOException e) {
            throw FileErrors.of("open", file.toString(), e);
        }
    }

    /// Writes to a stream, which is closed with the writer.
    ///
    /// @param name what errors call it
    public static CaptureWriter to(OutputStream stream, String name, FileFormat format)
            throws ErrnoException {
        Output out = new Output(stream, name);
        return switch (format) {
            case PCAP -> new PcapWriter(out);
            case PCAPNG -> new PcapngWriter(out);
        };
    }

    /// Describes one more interface. A classic file has no room for the name, and all its
    /// interfaces begin packets alike.
    ///
    /// @param name such as `eth0`
    /// @param snapLength bytes of a packet that are kept at most, 0 for no limit
    /// @return what [#write] calls it
    /// @throws ErrnoException EINVAL where the format cannot tell it from the first
    public final int addInterface(String name, DataLink link, int snapLength)
            throws ErrnoException {
        return describe(name, link, snapLength);
    }

    /// Writes what a file begins with, unless it is written.
    abstract void begin() throws ErrnoException;

    abstract int describe(String name, DataLink link, int snapLength) throws ErrnoException;

    /// Writes a packet that was captured whole.
    public final void write(
            int captureInterface,
            long timestamp,
            byte[] bytes,
            int offset,
            int length,
            PacketNote note)
            throws ErrnoException {
        write(captureInterface, timestamp, length, bytes, offset, length, note);
    }

    /// Writes a packet.
    ///
    /// @param captureInterface the answer of [#addInterface]
    /// @param timestamp nanoseconds since the epoch, not negative
    /// @param originalLength bytes that it had on the wire, 0 to 2^32 - 1
    /// @param bytes the captured ones, from `offset`, `length` of them
    public final void write(
            int captureInterface,
            long timestamp,
            long originalLength,
            byte[] bytes,
            int offset,
            int length,
            PacketNote note)
            throws ErrnoException {
        Objects.checkFromIndexSize(offset, length, bytes.length);
        check("timestamp", timestamp, Long.MAX_VALUE);
        check("length", length, CaptureReader.MOST_CAPTURED);
        check("originalLength", originalLength, 0xffff_ffffL);
        check("interface", captureInterface, interfaces() - 1L);
        packet(captureInterface, timestamp, (int) originalLength, bytes, offset, length, note);
        count();
    }

    final void count() {
        packets++;
    }

    public abstract FileFormat format();

    abstract int interfaces();

    abstract void packet(
            int captureInterface,
            long timestamp,
            int originalLength,
            byte[] bytes,
            int offset,
            int length,
            PacketNote note)
            throws ErrnoException;

    private void check(String what, long value, long most) throws ErrnoException {
        if (value < 0 || value > most) {
            throw new ErrnoException(
                    Errno.EINVAL,
                    "write",
                    "%s: %s: %d (expected: 0 to %d)".formatted(out.name(), what, value, most));
        }
    }

    /// Packets so far.
    public final long packets() {
        return packets;
    }

    /// Hands all packets so far to the operating system.
    @Override
    public final void flush() throws ErrnoException {
        out.flush();
    }

    @Override
    public final void close() throws ErrnoException {
        if (closed) {
            return;
        }
        closed = true;
        try (Output closing = out) {
            if (!closing.failed()) {
                begin(); // an empty file has a header too
            }
        }
    }
}
