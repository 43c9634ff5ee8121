package io.sockit.pcap.file;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/// Classic pcap (draft-ietf-opsawg-pcap).
///
/// ```
///  file header, 24 bytes                     packet header, 16 bytes
///   0 magic                                   0 seconds
///   4 major version, 6 minor version          4 micro- or nanoseconds
///   8 reserved (time zone)                    8 captured length
///  12 reserved (accuracy)                    12 original length
///  16 snap length                            16 packet
///  20 link type
/// ```
final class PcapReader extends CaptureReader {
    private static final int MAJOR = 4;
    private static final int MINOR = 6;
    private static final int SNAP_LENGTH = 16;
    private static final int LINK_TYPE = 20;
    private static final int FILE_HEADER = 24;

    private static final int SECONDS = 0;
    private static final int FRACTION = 4;
    private static final int CAPTURED = 8;
    private static final int ORIGINAL = 12;
    private static final int PACKET_HEADER = 16;

    private static final int VERSION = 2;

    /// The bits above tell how long a frame check sequence is.
    private static final int LINK_TYPE_MASK = 0x03ff_ffff;

    private static final long NANOS_OF_SECOND = 1_000_000_000L;
    private static final long UNSIGNED = 0xffff_ffffL;

    private final Numbers numbers;
    private final int nanosOfFraction;
    private final Lengths lengths;
    private final int mostCaptured;
    private final List<CaptureInterface> interfaces;
    private final List<String> notes = new ArrayList<>();

    /// In which order the two lengths of a packet stand.
    private enum Lengths {
        AS_NOW,
        SWAPPED,
        /// Programs wrote either.
        EITHER
    }

    PcapReader(String file, Window window, Numbers numbers) throws IOException {
        super(file, window);
        this.numbers = numbers;
        if (!window.need(FILE_HEADER)) {
            throw corrupt(0, "cut off in the file header");
        }
        byte[] header = window.bytes;
        boolean nanos = numbers.u32(header, 0) == Magic.PCAP_NANOS;
        nanosOfFraction = nanos ? 1 : 1000;
        lengths = lengths(numbers.u16(header, MAJOR), numbers.u16(header, MINOR));
        interfaces =
                List.of(
                        new CaptureInterface(
                                0,
                                0,
                                DataLink.of(numbers.u32(header, LINK_TYPE) & LINK_TYPE_MASK),
                                numbers.u32(header, SNAP_LENGTH) & UNSIGNED,
                                nanos ? Timescale.NANOSECONDS : Timescale.MICROSECONDS,
                                0,
                                BlockOptions.NONE));
        mostCaptured = link().mostCaptured();
        window.position = FILE_HEADER;
    }

    private Lengths lengths(int major, int minor) throws CaptureException {
        if (major != VERSION) {
            throw corrupt(0, "version %d.%d (expected: 2.4)".formatted(major, minor));
        }
        if (minor != 4) {
            notes.add("version " + major + "." + minor + " (usual: 2.4)");
        }
        // Up to 2.2 the original length stood first; 2.3 was written both ways.
        return minor > 3 ? Lengths.AS_NOW : minor == 3 ? Lengths.EITHER : Lengths.SWAPPED;
    }

    @Override
    boolean read() throws IOException {
        Window in = window;
        if (!in.need(PACKET_HEADER)) {
            if (in.available() == 0) {
                return false;
            }
            throw corrupt(in.offset(), "cut off in a packet header");
        }
        record = in.offset();
        int captured = lengths(in.bytes, in.position);
        timestamp =
                (numbers.u32(in.bytes, in.position + SECONDS) & UNSIGNED) * NANOS_OF_SECOND
                        + (numbers.u32(in.bytes, in.position + FRACTION) & UNSIGNED)
                                * nanosOfFraction;
        if (captured < 0 || captured > mostCaptured) {
            throw tooLong(captured);
        }
        if (captured > MOST_CAPTURED) {
            in.position += PACKET_HEADER;
            if (!passOver(captured, captured)) {
                throw corrupt(cutOff(captured, in.offset() - record));
            }
        } else {
            int size = PACKET_HEADER + captured;
            if (!in.need(size)) {
                throw corrupt(cutOff(captured, in.available()));
            }
            keep(in.position + PACKET_HEADER, captured);
            in.position += size;
        }
        return true;
    }

    /// Sets the original length.
    ///
    /// @return the captured length
    private int lengths(byte[] header, int at) {
        int first = numbers.u32(header, at + CAPTURED);
        int second = numbers.u32(header, at + ORIGINAL);
        boolean swapped =
                switch (lengths) {
                    case AS_NOW -> false;
                    case SWAPPED -> true;
                    case EITHER -> Integer.compareUnsigned(first, second) > 0;
                };
        originalLength = swapped ? first : second;
        return swapped ? second : first;
    }

    private CaptureException tooLong(int captured) {
        return corrupt(
                "captured length: %d (expected: <= %d)"
                        .formatted(captured & UNSIGNED, mostCaptured));
    }

    private static String cutOff(int captured, long there) {
        return "cut off in a packet of %d bytes: %d are there"
                .formatted(captured, there - PACKET_HEADER);
    }

    @Override
    public FileFormat format() {
        return FileFormat.PCAP;
    }

    @Override
    public List<CaptureInterface> interfaces() {
        return interfaces;
    }

    @Override
    public BlockOptions options() {
        return BlockOptions.NONE;
    }

    @Override
    public List<String> notes() {
        return List.copyOf(notes);
    }
}
