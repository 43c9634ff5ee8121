package io.sockit.pcap.file;

import static org.junit.jupiter.api.Assertions.assertTrue;

import com.github.luben.zstd.ZstdOutputStreamNoFinalizer;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteOrder;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.HexFormat;
import java.util.List;
import java.util.Random;
import java.util.zip.GZIPOutputStream;

/// Files that were right, bent at random: they are read or refused, and nothing else happens.
class CaptureFuzzTest {
    private static final long TIME = Duration.ofMillis(330).toNanos();
    private static final int MOST_BENDS = 6;
    private static final int[] ODD = {0, 1, 3, 4, 0x7f, 0x80, 0xff};

    private final Random random = new Random(20_260_101);

    /// What files are made of: a header and packets, or blocks.
    @SuppressWarnings("ImmutableEnumChecker") // nobody changes them
    private enum Seed {
        PCAP_LITTLE(CaptureFuzzTest.classic(ByteOrder.LITTLE_ENDIAN)),
        PCAP_BIG(CaptureFuzzTest.classic(ByteOrder.BIG_ENDIAN)),
        PCAPNG_LITTLE(CaptureFuzzTest.blocks(ByteOrder.LITTLE_ENDIAN)),
        PCAPNG_BIG(CaptureFuzzTest.blocks(ByteOrder.BIG_ENDIAN)),
        GZIP(PCAPNG_BIG.parts) {
            @Override
            OutputStream pack(OutputStream out) throws IOException {
                return new GZIPOutputStream(out);
            }
        },
        ZSTD(PCAP_LITTLE.parts) {
            @Override
            OutputStream pack(OutputStream out) throws IOException {
                return new ZstdOutputStreamNoFinalizer(out);
            }
        };

        final List<byte[]> parts;

        Seed(List<byte[]> parts) {
            this.parts = parts;
        }

        OutputStream pack(OutputStream out) throws IOException {
            return out;
        }
    }

    private static List<byte[]> classic(ByteOrder order) {
        return List.of(
                new RawFile(order).pcap(0xa1b2c3d4, 1).toBytes(),
                new RawFile(order).pcapPacket(1, 2, RawFile.FRAME).toBytes(),
                new RawFile(order).pcapPacket(3, 4).toBytes(),
                new RawFile(order).pcapPacket(5, 6, new byte[100]).toBytes());
    }

    private static List<byte[]> blocks(ByteOrder order) {
        byte[] options =
                new RawFile(order).option(1, "note").option(2, new byte[4]).u32(0).toBytes();
        byte[] scale = new RawFile(order).option(2, "eth0").option(9, (byte) 9).u32(0).toBytes();
        byte[] simple = new RawFile(order).u32(10).bytes(RawFile.FRAME).toBytes();
        byte[] old = new RawFile(order).u32(0, 0, 1, 10, 10).bytes(RawFile.FRAME).toBytes();
        return List.of(
                new RawFile(order).section(options).toBytes(),
                new RawFile(order).described(1, 0, scale).toBytes(),
                new RawFile(order).enhanced(0, 1, RawFile.FRAME, options).toBytes(),
                new RawFile(order).block(3, simple).toBytes(),
                new RawFile(order).block(5, new byte[20]).toBytes(),
                new RawFile(order).section().toBytes(),
                new RawFile(order).described(249, 100).toBytes(),
                new RawFile(order).block(2, old).toBytes(),
                new RawFile(order).enhanced(0, 3, RawFile.FRAME).toBytes());
    }

    @ParameterizedTest
    @EnumSource
    void bentFilesAreReadOrRefused(Seed seed) throws IOException {
        long end = System.nanoTime() + TIME;
        int files = 0;
        while (System.nanoTime() < end || files == 0) {
            read(bent(seed));
            files++;
        }
        assertTrue(files > 0);
    }

    /// Parts out of their place, bytes bent, or both; of a packed file inside, outside, or both.
    private byte[] bent(Seed seed) throws IOException {
        ByteArrayOutputStream plain = new ByteArrayOutputStream();
        for (byte[] part : random.nextBoolean() ? seed.parts : shuffled(seed.parts)) {
            plain.write(part);
        }
        byte[] inside = random.nextInt(3) == 0 ? plain.toByteArray() : bent(plain.toByteArray());
        ByteArrayOutputStream packed = new ByteArrayOutputStream();
        try (OutputStream out = seed.pack(packed)) {
            out.write(inside);
        }
        return random.nextBoolean() ? packed.toByteArray() : bent(packed.toByteArray());
    }

    private List<byte[]> shuffled(List<byte[]> parts) {
        List<byte[]> some = new ArrayList<>(parts);
        for (int moves = 1 + random.nextInt(MOST_BENDS); moves > 0; moves--) {
            int at = random.nextInt(some.size());
            switch (random.nextInt(4)) {
                case 0 -> some.add(at, some.get(random.nextInt(some.size())));
                case 1 -> some.add(at, stranger());
                case 2 -> Collections.swap(some, at, random.nextInt(some.size()));
                default -> {
                    if (some.size() > 1) {
                        some.remove(at);
                    }
                }
            }
        }
        return some;
    }

    /// A part of any file.
    private byte[] stranger() {
        List<byte[]> parts = Seed.values()[random.nextInt(Seed.values().length)].parts;
        return parts.get(random.nextInt(parts.size()));
    }

    private byte[] bent(byte[] right) {
        byte[] file = right.clone();
        for (int bends = random.nextInt(MOST_BENDS); bends > 0 && file.length > 0; bends--) {
            int at = random.nextInt(file.length);
            file[at] =
                    (byte)
                            (random.nextBoolean()
                                    ? ODD[random.nextInt(ODD.length)]
                                    : random.nextInt());
        }
        int length = file.length;
        return random.nextInt(4) == 0 ? Arrays.copyOf(file, random.nextInt(length + 1)) : file;
    }

    /// Goes the reader's and the copier's way.
    private static void read(byte[] file) {
        try (CaptureReader in = RawFile.open(file)) {
            while (in.next()) {
                assertTrue(in.length() <= in.capturedLength());
                assertTrue(in.offset() + in.length() <= in.bytes().length);
                assertTrue(in.comments().size() <= file.length);
                assertTrue(in.link().number() >= 0);
            }
        } catch (CaptureException refused) {
            assertTrue(refused.offset() >= 0);
        } catch (IOException | RuntimeException | AssertionError e) {
            throw new AssertionError(HexFormat.of().formatHex(file), e);
        }
        try (CaptureReader in = RawFile.open(file);
                CaptureWriter out =
                        CaptureWriter.to(
                                OutputStream.nullOutputStream(), "copy", FileFormat.PCAPNG)) {
            CaptureCopy.copy(in, out, packet -> true);
        } catch (CaptureException refused) {
            assertTrue(refused.offset() >= 0);
        } catch (IOException | RuntimeException e) {
            throw new AssertionError(HexFormat.of().formatHex(file), e);
        }
    }
}
