package io.sockit.pcap.file;

import io.sockit.api.ErrnoException;

import org.jspecify.annotations.Nullable;

import java.io.Closeable;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Path;
import java.util.List;

/// A cursor over the packets of a capture file of any size, in constant memory:
///
/// ```java
/// try (CaptureReader in = CaptureReader.open(file)) {
///     while (in.next()) {
///         use(in.timestamp(), in.bytes(), in.offset(), in.length());
///     }
/// }
/// ```
///
/// All accessors of the packet hold until the next call of [#next]. A packet costs no allocation;
/// its options do, where they are asked for.
///
/// One thread at a time.
public abstract sealed class CaptureReader implements Closeable permits PcapReader, PcapngReader {
    /// The name of standard input.
    public static final String STANDARD_INPUT = "-";

    /// A packet that has no time.
    public static final long NO_TIME = Long.MIN_VALUE;

    /// The largest packet that is kept: libpcap's largest snapshot. Larger ones, which some link
    /// types have, are passed over, so that memory stays constant: see [#capturedLength].
    static final int MOST_CAPTURED = 262_144;

    final String file;
    final Window window;

    byte[] bytes = {};
    int offset;
    int length;
    int capturedLength;
    int originalLength;
    long timestamp = NO_TIME;
    int interfaceIndex;
    PacketDirection direction = PacketDirection.UNKNOWN;

    /// Where the record begins that is being read.
    long record;

    private long packets;
    private long dataBytes;
    private @Nullable IOException failure;

    CaptureReader(String file, Window window) {
        this.file = file;
        this.window = window;
    }

    /// Opens a file by its content, whatever its name: classic pcap or pcapng, plain or compressed
    /// with gzip or zstd.
    ///
    /// @throws ErrnoException where the operating system does not give it
    /// @throws CaptureException where it is no capture file
    public static CaptureReader open(Path file) throws IOException {
        return CaptureStream.open(file);
    }

    /// As [#open(Path)]; [#STANDARD_INPUT] is standard input.
    public static CaptureReader open(String file) throws IOException {
        return file.equals(STANDARD_INPUT)
                ? of(System.in, "standard input")
                : CaptureStream.open(file);
    }

    /// Reads a stream, which is closed with the reader, or here in case of an error.
    ///
    /// @param name what errors call it
    public static CaptureReader of(InputStream in, String name) throws IOException {
        return CaptureStream.of(in, name);
    }

    /// Goes on to the next packet.
    ///
    /// @return false at the end
    /// @throws CaptureException where the file cannot be read on; again, if called again
    /// @throws ErrnoException where the operating system cannot
    public final boolean next() throws IOException {
        try {
            if (failure != null) {
                throw failure;
            }
            if (!read()) {
                return false;
            }
            packets++;
            dataBytes += originalLength & 0xffff_ffffL;
            return true;
        } catch (IOException e) {
            failure = e;
            throw e;
        }
    }

    /// Reads the next packet into the fields.
    abstract boolean read() throws IOException;

    public abstract FileFormat format();

    /// All interfaces that were described so far. A classic file has one.
    public abstract List<CaptureInterface> interfaces();

    /// What the packet's block says besides; empty in a classic file.
    public abstract BlockOptions options();

    /// What is odd about the part of the file that was read, in words.
    public abstract List<String> notes();

    /// What the file is called in errors.
    public final String name() {
        return file;
    }

    /// The interface that the packet was seen on.
    public final CaptureInterface captureInterface() {
        return interfaces().get(interfaceIndex);
    }

    /// The index of [#captureInterface].
    public final int interfaceIndex() {
        return interfaceIndex;
    }

    /// How the packet begins.
    public final DataLink link() {
        return captureInterface().link();
    }

    /// When the packet was seen: nanoseconds since the epoch, or [#NO_TIME]. Times beyond a
    /// `long` stand still at its end.
    public final long timestamp() {
        return timestamp;
    }

    /// Bytes that the packet had on the wire, 0 to 2^32 - 1; [#length] of them were captured.
    public final long originalLength() {
        return originalLength & 0xffff_ffffL;
    }

    /// The array that holds the packet. Read only.
    public final byte[] bytes() {
        return bytes;
    }

    /// Index in [#bytes] of the packet's first byte.
    public final int offset() {
        return offset;
    }

    /// Bytes that are here: all that were captured, or none.
    public final int length() {
        return length;
    }

    /// Bytes that were captured. Those of a packet of more than 262,144, as captures of USB and
    /// D-Bus have, are counted and not kept: [#length] is 0.
    public final int capturedLength() {
        return capturedLength;
    }

    public final PacketDirection direction() {
        return direction;
    }

    /// What people noted about the packet.
    public final List<String> comments() {
        return options().comments();
    }

    /// Packets so far.
    public final long packets() {
        return packets;
    }

    /// Bytes of the packets so far, as they were on the wire.
    public final long dataBytes() {
        return dataBytes;
    }

    /// Keeps the bytes of the packet, which lie in the window.
    final void keep(int from, int captured) {
        bytes = window.bytes;
        offset = from;
        length = captured;
        capturedLength = captured;
    }

    /// Passes over the bytes of the packet, which come next in the window.
    ///
    /// @return false if the stream ends before
    final boolean passOver(int captured, int padded) throws IOException {
        boolean there = window.skip(padded);
        keep(window.position, 0);
        capturedLength = captured;
        return there;
    }

    /// The record cannot be read.
    final CaptureException corrupt(String reason) {
        return corrupt(record, reason);
    }

    /// What is at offset `at` cannot be read.
    final CaptureException corrupt(long at, String reason) {
        return new CaptureException(file, at, reason);
    }

    @Override
    public final void close() throws IOException {
        window.close();
    }
}
