package io.sockit.pcap.file;

import io.sockit.api.ErrnoException;
import io.sockit.pcap.file.BlockOptions.BlockOption;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/// pcapng, one section, little-endian, with nanoseconds.
final class PcapngWriter extends CaptureWriter {
    private static final int OPTION_HEADER = 4;
    private static final int MOST_OPTION = 0xffff;
    private static final byte[] NANOSECONDS = {Timescale.NANOSECONDS};

    private boolean begun;
    private int interfaces;

    PcapngWriter(Output out) {
        super(out);
    }

    @Override
    void begin() throws ErrnoException {
        if (!begun) {
            section(Numbers.LITTLE, BlockOptions.NONE);
        }
    }

    @Override
    public FileFormat format() {
        return FileFormat.PCAPNG;
    }

    @Override
    int interfaces() {
        return interfaces;
    }

    /// Begins a section: byte order and numbers of interfaces begin anew.
    void section(Numbers numbers, BlockOptions options) throws ErrnoException {
        out.order(numbers);
        begun = true;
        interfaces = 0;
        int total = begin(Blocks.SECTION, Blocks.Section.OPTIONS, options);
        out.u32(Blocks.Section.BYTE_ORDER_MAGIC);
        out.u16(1);
        out.u16(0);
        out.i64(-1); // its length is not known
        end(total, options);
    }

    @Override
    int describe(String name, DataLink link, int snapLength) throws ErrnoException {
        List<BlockOption> entries = new ArrayList<>();
        if (!name.isEmpty()) {
            entries.add(text(BlockOptions.IF_NAME, name));
        }
        entries.add(new BlockOption(Blocks.Interface.TSRESOL, NANOSECONDS));
        return describe(link, snapLength, new BlockOptions(entries));
    }

    int describe(DataLink link, int snapLength, BlockOptions options) throws ErrnoException {
        begin();
        int total = begin(Blocks.INTERFACE, Blocks.Interface.OPTIONS, options);
        out.u16(link.number());
        out.u16(0);
        out.u32(snapLength);
        end(total, options);
        return interfaces++;
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
        packet(captureInterface, timestamp, originalLength, bytes, offset, length, options(note));
    }

    void packet(
            int captureInterface,
            long units,
            int originalLength,
            byte[] bytes,
            int offset,
            int length,
            BlockOptions options)
            throws ErrnoException {
        int padded = Blocks.padded(length);
        int total = begin(Blocks.ENHANCED_PACKET, Blocks.Packet.DATA + padded, options);
        out.u32(captureInterface);
        out.u32((int) (units >>> Integer.SIZE));
        out.u32((int) units);
        out.u32(length);
        out.u32(originalLength);
        out.bytes(bytes, offset, length);
        out.zeros(padded - length);
        end(total, options);
    }

    void simplePacket(int originalLength, byte[] bytes, int offset, int length)
            throws ErrnoException {
        int padded = Blocks.padded(length);
        int total = begin(Blocks.SIMPLE_PACKET, Blocks.Simple.DATA + padded, BlockOptions.NONE);
        out.u32(originalLength);
        out.bytes(bytes, offset, length);
        out.zeros(padded - length);
        end(total, BlockOptions.NONE);
    }

    /// Writes a block of any other type.
    ///
    /// @param bytes the body, from `offset`, `length` of them, which is a multiple of 4
    void block(int type, byte[] bytes, int offset, int length) throws ErrnoException {
        int total = begin(type, Blocks.BODY + length, BlockOptions.NONE);
        out.bytes(bytes, offset, length);
        end(total, BlockOptions.NONE);
    }

    private BlockOptions options(PacketNote note) {
        boolean directed = note.direction() != PacketDirection.UNKNOWN;
        if (!directed && note.comments().isEmpty()) {
            return BlockOptions.NONE;
        }
        List<BlockOption> entries = new ArrayList<>();
        for (String comment : note.comments()) {
            entries.add(text(BlockOptions.COMMENT, comment));
        }
        if (directed) {
            byte[] flags = new byte[Integer.BYTES];
            out.order().u32(flags, 0, note.direction().flags());
            entries.add(new BlockOption(Blocks.Packet.FLAGS, flags));
        }
        return new BlockOptions(entries);
    }

    private static BlockOption text(int code, String text) {
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        int length = Math.min(bytes.length, MOST_OPTION);
        return new BlockOption(code, Arrays.copyOf(bytes, length));
    }

    /// Writes type and length of a block.
    ///
    /// @param options offset of the options in the block
    /// @return the block's total length
    private int begin(int type, int options, BlockOptions entries) throws ErrnoException {
        int total = options + size(entries) + Blocks.TRAILER;
        out.u32(type);
        out.u32(total);
        return total;
    }

    private static int size(BlockOptions options) {
        if (options.entries().isEmpty()) {
            return 0;
        }
        int size = OPTION_HEADER; // the end of options
        for (BlockOption option : options.entries()) {
            size += OPTION_HEADER + Blocks.padded(option.value().length);
        }
        return size;
    }

    private void end(int total, BlockOptions options) throws ErrnoException {
        for (BlockOption option : options.entries()) {
            int length = option.value().length;
            out.u16(option.code());
            out.u16(length);
            out.bytes(option.value(), 0, length);
            out.zeros(Blocks.padded(length) - length);
        }
        if (!options.entries().isEmpty()) {
            out.u32(0);
        }
        out.u32(total);
    }
}
