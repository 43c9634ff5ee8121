package io.sockit.pcap.file;

import io.sockit.api.ErrnoException;
import io.sockit.pcap.file.BlockOptions.BlockOption;

import java.io.IOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;

/// Copies a capture, from any format to any. From pcapng to pcapng everything is kept: sections,
/// byte order, options, blocks of unknown types; an obsolete packet block becomes an enhanced one.
public final class CaptureCopy {
    private static final int DROP_COUNT = 4;
    private static final int DROPS_UNKNOWN = 0xffff;

    private CaptureCopy() {}

    /// Copies all packets that are wanted.
    ///
    /// @param in a reader that [CaptureReader#next] was not called on
    /// @param wanted asked for each packet, with the reader on it
    /// @return packets copied
    /// @throws CaptureException where `in` cannot be read on: what stood in front is copied
    /// @throws ErrnoException where `out` cannot be written, or its format has no room for it
    public static long copy(
            CaptureReader in, CaptureWriter out, Predicate<? super CaptureReader> wanted)
            throws IOException {
        if (in instanceof PcapngReader from && out instanceof PcapngWriter to) {
            from.copyTo(new Blockwise(to));
            while (from.next()) {
                if (wanted.test(from)) {
                    copyBlock(from, to);
                }
            }
            return to.packets();
        }
        Map<Integer, Integer> numbers = new HashMap<>();
        while (in.next()) {
            if (wanted.test(in)) {
                copyPacket(in, number(in.interfaceIndex(), numbers, in, out), out);
            }
        }
        if (numbers.isEmpty() && !in.interfaces().isEmpty()) {
            number(0, numbers, in, out); // an empty capture has a link type too
        }
        return out.packets();
    }

    /// Interfaces are described with their first packet: what else a file knows of is none of a
    /// classic file's business.
    private static int number(
            int index, Map<Integer, Integer> numbers, CaptureReader in, CaptureWriter out)
            throws ErrnoException {
        Integer known = numbers.get(index);
        if (known != null) {
            return known;
        }
        CaptureInterface next = in.interfaces().get(index);
        int snap = (int) Math.min(next.snapLength(), Integer.MAX_VALUE);
        int number = out.addInterface(next.name(), next.link(), snap);
        numbers.put(index, number);
        return number;
    }

    /// One of the two formats is pcap, which has no notes.
    private static void copyPacket(CaptureReader in, int number, CaptureWriter out)
            throws IOException {
        requireKept(in);
        out.write(
                number,
                in.timestamp() == CaptureReader.NO_TIME ? 0 : in.timestamp(),
                in.originalLength(),
                in.bytes(),
                in.offset(),
                in.length(),
                PacketNote.NONE);
    }

    private static void requireKept(CaptureReader in) throws CaptureException {
        if (in.length() < in.capturedLength()) {
            throw in.corrupt(
                    "a packet of %d bytes is not copied (expected: <= %d)"
                            .formatted(in.capturedLength(), CaptureReader.MOST_CAPTURED));
        }
    }

    private static void copyBlock(PcapngReader in, PcapngWriter out) throws IOException {
        requireKept(in);
        out.count();
        if (in.packetType() == Blocks.SIMPLE_PACKET) {
            out.simplePacket(in.originalLength, in.bytes, in.offset, in.length);
        } else {
            out.packet(
                    in.interfaceNumber(),
                    in.units(),
                    in.originalLength,
                    in.bytes,
                    in.offset,
                    in.length,
                    in.packetType() == Blocks.OBSOLETE_PACKET ? withDrops(in) : in.options());
        }
    }

    private static BlockOptions withDrops(PcapngReader in) {
        if (in.drops() == 0 || in.drops() == DROPS_UNKNOWN) {
            return in.options();
        }
        byte[] value = new byte[Long.BYTES];
        in.numbers().i64(value, 0, in.drops());
        List<BlockOption> entries = new ArrayList<>(in.options().entries());
        entries.add(new BlockOption(DROP_COUNT, value));
        return new BlockOptions(entries);
    }

    private record Blockwise(PcapngWriter out) implements BlockSink {
        @Override
        public void section(Numbers numbers, BlockOptions options) throws ErrnoException {
            out.section(numbers, options);
        }

        @Override
        public void describe(CaptureInterface described) throws ErrnoException {
            out.describe(described.link(), (int) described.snapLength(), described.options());
        }

        @Override
        public void block(int type, byte[] bytes, int offset, int length) throws ErrnoException {
            out.block(type, bytes, offset, length);
        }
    }
}
