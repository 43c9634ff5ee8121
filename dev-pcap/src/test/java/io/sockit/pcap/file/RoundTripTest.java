package io.sockit.pcap.file;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import io.sockit.pcap.file.BlockOptions.BlockOption;

import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/// Writing and reading are each other's inverse: any blocks with any options, in sections of both
/// byte orders, come back as they were, and a copy of the file is the file.
class RoundTripTest {
    /// What a pcapng file is made of, as values.
    sealed interface Item {}

    record Section(boolean little, BlockOptions options) implements Item {}

    record Described(int link, int snap, BlockOptions options) implements Item {}

    record Enhanced(int number, long units, int original, List<Byte> data, BlockOptions options)
            implements Item {}

    record Simple(int original, List<Byte> data) implements Item {}

    record Other(int type, List<Byte> body) implements Item {}

    @Property(tries = 300)
    void filesComeBackAsTheyWere(@ForAll("files") List<Item> file) throws IOException {
        byte[] written = write(file);

        assertEquals(file, read(written));
        assertArrayEquals(written, copy(written));
    }

    private static byte[] write(List<Item> file) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (PcapngWriter out = new PcapngWriter(new Output(bytes, "test"))) {
            for (Item item : file) {
                write(item, out);
            }
        }
        return bytes.toByteArray();
    }

    private static void write(Item item, PcapngWriter out) throws IOException {
        switch (item) {
            case Section(boolean little, BlockOptions options) ->
                    out.section(little ? Numbers.LITTLE : Numbers.BIG, options);
            case Described(int link, int snap, BlockOptions options) ->
                    out.describe(DataLink.of(link), snap, options);
            case Enhanced(int number, long units, int original, var data, BlockOptions options) ->
                    out.packet(number, units, original, array(data), 0, data.size(), options);
            case Simple(int original, List<Byte> data) ->
                    out.simplePacket(original, array(data), 0, data.size());
            case Other(int type, List<Byte> body) -> out.block(type, array(body), 0, body.size());
        }
    }

    private static List<Item> read(byte[] file) throws IOException {
        List<Item> items = new ArrayList<>();
        PcapngReader in = (PcapngReader) RawFile.open(file);
        in.copyTo(new Items(items));
        while (in.next()) {
            List<Byte> data = list(in.bytes(), in.offset(), in.length());
            items.add(
                    in.packetType() == Blocks.SIMPLE_PACKET
                            ? new Simple(in.originalLength, data)
                            : new Enhanced(
                                    in.interfaceNumber(),
                                    in.units(),
                                    in.originalLength,
                                    data,
                                    in.options()));
        }
        return items;
    }

    private static byte[] copy(byte[] file) throws IOException {
        ByteArrayOutputStream copy = new ByteArrayOutputStream();
        try (CaptureWriter out = CaptureWriter.to(copy, "copy", FileFormat.PCAPNG)) {
            CaptureCopy.copy(RawFile.open(file), out, packet -> true);
        }
        return copy.toByteArray();
    }

    private record Items(List<Item> items) implements BlockSink {
        @Override
        public void section(Numbers numbers, BlockOptions options) {
            items.add(new Section(numbers.little(), options));
        }

        @Override
        public void describe(CaptureInterface described) {
            items.add(
                    new Described(
                            described.link().number(),
                            (int) described.snapLength(),
                            described.options()));
        }

        @Override
        public void block(int type, byte[] bytes, int offset, int length) {
            items.add(new Other(type, list(bytes, offset, length)));
        }
    }

    private static byte[] array(List<Byte> bytes) {
        byte[] array = new byte[bytes.size()];
        for (int i = 0; i < array.length; i++) {
            array[i] = bytes.get(i);
        }
        return array;
    }

    private static List<Byte> list(byte[] bytes, int offset, int length) {
        List<Byte> list = new ArrayList<>();
        for (byte b : Arrays.copyOfRange(bytes, offset, offset + length)) {
            list.add(b);
        }
        return list;
    }

    @Provide
    Arbitrary<List<Item>> files() {
        return sections().list().ofMinSize(1).ofMaxSize(3).map(RoundTripTest::flat);
    }

    private static List<Item> flat(List<List<Item>> sections) {
        List<Item> items = new ArrayList<>();
        sections.forEach(items::addAll);
        return items;
    }

    /// A section header, one or two interfaces, and what follows them.
    private static Arbitrary<List<Item>> sections() {
        Arbitrary<Item> header =
                Combinators.combine(Arbitraries.of(true, false), options(false)).as(Section::new);
        Arbitrary<List<Item>> interfaces =
                Combinators.combine(
                                Arbitraries.integers().between(0, 0xffff),
                                Arbitraries.integers().between(30, 0x7fff_ffff),
                                options(true))
                        .as((link, snap, options) -> (Item) new Described(link, snap, options))
                        .list()
                        .ofMinSize(1)
                        .ofMaxSize(2);
        return Combinators.combine(header, interfaces, packets().list().ofMaxSize(6))
                .as((first, described, rest) -> flat(List.of(List.of(first), described, rest)));
    }

    private static Arbitrary<Item> packets() {
        Arbitrary<List<Byte>> data = Arbitraries.bytes().list().ofMaxSize(30);
        Arbitrary<Item> enhanced =
                Combinators.combine(
                                Arbitraries.longs(), Arbitraries.integers(), data, options(false))
                        .as(
                                (time, length, bytes, options) ->
                                        new Enhanced(0, time, length, bytes, options));
        Arbitrary<Item> simple = data.map(bytes -> new Simple(bytes.size(), bytes));
        Arbitrary<Item> other =
                Combinators.combine(
                                Arbitraries.of(4, 5, 10, 0xbad, 0x4000_0bad, 99, 0x8000_0000), data)
                        .as((type, body) -> new Other(type, body.subList(0, body.size() & ~3)));
        return Arbitraries.oneOf(enhanced, simple, other);
    }

    /// Options of any code, those of times with values that do not matter here.
    private static Arbitrary<BlockOptions> options(boolean ofInterface) {
        Arbitrary<Integer> codes = Arbitraries.integers().between(1, 0xffff);
        Arbitrary<byte[]> values = Arbitraries.bytes().array(byte[].class).ofMaxSize(20);
        return Combinators.combine(codes, values)
                .as(BlockOption::new)
                .list()
                .ofMaxSize(ofInterface ? 6 : 3)
                .map(BlockOptions::new);
    }
}
