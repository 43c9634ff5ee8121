package io.sockit.pcap.file;

import io.sockit.api.ErrnoException;

import org.jspecify.annotations.Nullable;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/// pcapng (draft-ietf-opsawg-pcapng).
final class PcapngReader extends CaptureReader {
    private static final long UNSIGNED = 0xffff_ffffL;

    private final InterfaceTable interfaces = new InterfaceTable();
    private final OptionWalk walk = new OptionWalk();
    private final OtherBlocks others = new OtherBlocks();

    private Numbers numbers = Numbers.BIG;
    private int optionsFrom;
    private int optionsTo;
    private BlockOptions sectionOptions = BlockOptions.NONE;
    private @Nullable BlockSink sink;
    private int packetType;
    private int drops;
    private long units;

    PcapngReader(String file, Window window) throws IOException {
        super(file, window);
        if (!need(Blocks.LEAST)) {
            throw cutOff(Blocks.SECTION);
        }
        section();
    }

    /// Shows everything to `to`, beginning with the section that the file begins with. To be called
    /// before the first packet is read.
    void copyTo(BlockSink to) throws ErrnoException {
        sink = to;
        to.section(numbers, sectionOptions);
    }

    /// The byte order of the section.
    Numbers numbers() {
        return numbers;
    }

    /// The type of the packet's block.
    int packetType() {
        return packetType;
    }

    /// Of an obsolete packet block: packets lost in front of it, 65535 if unknown.
    int drops() {
        return drops;
    }

    /// The packet's time as it stands in the file.
    long units() {
        return units;
    }

    /// The packet's interface as it stands in the file.
    int interfaceNumber() {
        return interfaceIndex - interfaces.index(0);
    }

    @Override
    boolean read() throws IOException {
        Window in = window;
        while (in.need(Blocks.BODY)) {
            int type = numbers.u32(in.bytes, in.position);
            record = in.offset();
            switch (type) {
                case Blocks.ENHANCED_PACKET, Blocks.OBSOLETE_PACKET -> {
                    packet(type);
                    return true;
                }
                case Blocks.SIMPLE_PACKET -> {
                    simplePacket();
                    return true;
                }
                case Blocks.INTERFACE -> describe();
                case Blocks.SECTION -> section();
                default -> pass(type);
            }
        }
        if (in.available() == 0) {
            return false;
        }
        throw corrupt(in.offset(), "cut off in a block header");
    }

    private boolean need(int n) throws IOException {
        return window.need(n);
    }

    private void packet(int type) throws IOException {
        int total = total(type, Blocks.Packet.DATA + Blocks.TRAILER);
        if (!need(Blocks.Packet.DATA)) {
            throw cutOff(type);
        }
        byte[] block = window.bytes;
        int at = window.position;
        boolean enhanced = type == Blocks.ENHANCED_PACKET;
        select(
                enhanced
                        ? numbers.u32(block, at + Blocks.Packet.INTERFACE)
                        : numbers.u16(block, at + Blocks.Packet.INTERFACE));
        units =
                numbers.u32(block, at + Blocks.Packet.TIME_HIGH) * (1L << Integer.SIZE)
                        | (numbers.u32(block, at + Blocks.Packet.TIME_LOW) & UNSIGNED);
        timestamp = interfaces.scale(interfaceIndex).nanos(units);
        originalLength = numbers.u32(block, at + Blocks.Packet.ORIGINAL);
        packetType = type;
        if (!enhanced) {
            drops = numbers.u16(block, at + Blocks.Packet.DROPS);
            others.count(type);
        }
        data(total, Blocks.Packet.DATA, numbers.u32(block, at + Blocks.Packet.CAPTURED));
    }

    private void simplePacket() throws IOException {
        int total = total(Blocks.SIMPLE_PACKET, Blocks.Simple.DATA + Blocks.TRAILER);
        if (!need(Blocks.Simple.DATA)) {
            throw cutOff(Blocks.SIMPLE_PACKET);
        }
        select(0);
        originalLength = numbers.u32(window.bytes, window.position + Blocks.Simple.ORIGINAL);
        long snap = captureInterface().snapLength();
        long captured = originalLength & UNSIGNED;
        timestamp = NO_TIME;
        packetType = Blocks.SIMPLE_PACKET;
        others.count(Blocks.SIMPLE_PACKET);
        data(total, Blocks.Simple.DATA, (int) (snap == 0 ? captured : Math.min(captured, snap)));
    }

    private void select(int number) throws CaptureException {
        if (number < 0 || number >= interfaces.count()) {
            throw corrupt(
                    "packet of interface %d (expected: one of %d)"
                            .formatted(number & UNSIGNED, interfaces.count()));
        }
        interfaceIndex = interfaces.index(number);
    }

    /// Goes over the rest of a packet's block.
    ///
    /// @param from where in the block its data begins
    private void data(int total, int from, int captured) throws IOException {
        long room = (total & UNSIGNED) - from - Blocks.TRAILER;
        boolean large = captured < 0 || captured > MOST_CAPTURED;
        if (captured > room || (large && !mayBe(captured))) {
            throw tooLong(captured, room);
        }
        int behind = from + Blocks.padded(captured); // the options, in what is in the window
        int rest = total;
        if (large) {
            window.position += from;
            if (!passOver(captured, behind - from)) {
                throw cutOff(packetType);
            }
            rest -= behind;
            behind = 0;
        }
        whole(packetType, rest, total);
        if (!large) {
            keep(window.position + from, captured);
        }
        bytes = window.bytes;
        direction = PacketDirection.UNKNOWN;
        optionsFrom = window.position + behind;
        window.position += rest;
        optionsTo = window.position - Blocks.TRAILER;
        if (packetType == Blocks.SIMPLE_PACKET) {
            optionsFrom = optionsTo; // it has none
        } else if (optionsFrom < optionsTo) {
            flags();
        }
    }

    private boolean mayBe(int captured) {
        return captured >= 0 && captured <= link().mostCaptured();
    }

    private void flags() throws CaptureException {
        walk.start(numbers, bytes, optionsFrom, optionsTo);
        while (walk.next()) {
            if (walk.code() == Blocks.Packet.FLAGS && walk.length() == Integer.BYTES) {
                direction = PacketDirection.of(walk.u32());
            }
        }
        if (walk.broken()) {
            throw corrupt(walk.wrong());
        }
    }

    private void describe() throws IOException {
        int total = block(Blocks.INTERFACE, Blocks.Interface.OPTIONS + Blocks.TRAILER);
        String wrong = interfaces.add(numbers, window.bytes, window.position, total, walk);
        if (!wrong.isEmpty()) {
            throw corrupt(wrong);
        }
        window.position += total;
        if (sink != null) {
            sink.describe(interfaces.all().getLast());
        }
    }

    private void section() throws IOException {
        if (!need(Blocks.Section.MAJOR)) {
            throw cutOff(Blocks.SECTION);
        }
        int magic = Numbers.BIG.u32(window.bytes, window.position + Blocks.Section.BYTE_ORDER);
        if (magic == Blocks.Section.BYTE_ORDER_MAGIC) {
            numbers = Numbers.BIG;
        } else if (magic == Integer.reverseBytes(Blocks.Section.BYTE_ORDER_MAGIC)) {
            numbers = Numbers.LITTLE;
        } else {
            throw corrupt("section without a byte-order magic");
        }
        int total = block(Blocks.SECTION, Blocks.Section.OPTIONS + Blocks.TRAILER);
        int major = numbers.u16(window.bytes, window.position + Blocks.Section.MAJOR);
        int minor = numbers.u16(window.bytes, window.position + Blocks.Section.MINOR);
        if (major != 1 || (minor != 0 && minor != 2)) { // 1.2 is what some call 1.0: §4.1
            throw corrupt("version %d.%d (expected: 1.0)".formatted(major, minor));
        }
        interfaces.section();
        readSectionOptions(total);
        window.position += total;
        if (sink != null) {
            sink.section(numbers, sectionOptions);
        }
    }

    private void readSectionOptions(int total) throws CaptureException {
        int at = window.position;
        int from = at + Blocks.Section.OPTIONS;
        walk.start(numbers, window.bytes, from, at + total - Blocks.TRAILER);
        sectionOptions = walk.rest();
        if (walk.broken()) {
            throw corrupt(walk.wrong());
        }
    }

    /// Passes over a block that holds no packet.
    private void pass(int type) throws IOException {
        int total = total(type, Blocks.LEAST);
        if (sink != null) {
            copy(type, total, sink);
        }
        if (!window.skip((total & UNSIGNED) - Blocks.TRAILER) || !need(Blocks.TRAILER)) {
            throw cutOff(type);
        }
        if (numbers.u32(window.bytes, window.position) != total) {
            throw corrupt("the two lengths of a block differ: " + Blocks.name(type));
        }
        window.position += Blocks.TRAILER;
        others.count(type);
    }

    private void copy(int type, int total, BlockSink to) throws IOException {
        if (total < 0 || total > Blocks.MOST_COPIED) {
            throw tooLarge(type, total, Blocks.MOST_COPIED);
        }
        if (need(total)) { // else it is cut off, as who passes over it will say
            to.block(type, window.bytes, window.position + Blocks.BODY, total - Blocks.LEAST);
        }
    }

    /// Has a whole block in the window.
    ///
    /// @return its total length
    private int block(int type, int least) throws IOException {
        int total = total(type, least);
        whole(type, total, total);
        return total;
    }

    /// Has the rest of a block in the window.
    private void whole(int type, int rest, int total) throws IOException {
        if (rest < 0 || rest > Blocks.MOST) {
            throw tooLarge(type, total, Blocks.MOST);
        }
        if (!need(rest)) {
            throw cutOff(type);
        }
        if (numbers.u32(window.bytes, window.position + rest - Blocks.TRAILER) != total) {
            throw corrupt("the two lengths of a block differ: " + Blocks.name(type));
        }
    }

    private int total(int type, int least) throws CaptureException {
        int total = numbers.u32(window.bytes, window.position + Blocks.TOTAL_LENGTH);
        if ((total & UNSIGNED) < least || (total & 3) != 0) {
            throw corrupt(
                    "block of %d bytes (expected: >= %d, in steps of 4): %s"
                            .formatted(total & UNSIGNED, least, Blocks.name(type)));
        }
        return total;
    }

    private CaptureException cutOff(int type) {
        return corrupt("cut off in a block: " + Blocks.name(type));
    }

    private CaptureException tooLarge(int type, int total, int most) {
        return corrupt(
                "block of %d bytes (expected: <= %d): %s"
                        .formatted(total & UNSIGNED, most, Blocks.name(type)));
    }

    private CaptureException tooLong(int captured, long room) {
        return corrupt(
                "captured length: %d (expected: <= %d)"
                        .formatted(captured & UNSIGNED, Math.min(room, link().mostCaptured())));
    }

    @Override
    public FileFormat format() {
        return FileFormat.PCAPNG;
    }

    @Override
    public List<CaptureInterface> interfaces() {
        return interfaces.all();
    }

    @Override
    public BlockOptions options() {
        if (optionsFrom >= optionsTo) {
            return BlockOptions.NONE;
        }
        walk.start(numbers, bytes, optionsFrom, optionsTo);
        return walk.rest();
    }

    @Override
    public List<String> notes() {
        List<String> notes = new ArrayList<>();
        if (interfaces.sections() > 1) {
            notes.add("sections: " + interfaces.sections());
        }
        others.tell(notes);
        return notes;
    }
}
