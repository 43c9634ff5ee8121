package io.sockit.pcap.file;

import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.time.Duration;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.Random;
import java.util.zip.GZIPOutputStream;

/// Files that were right, bent at random: they are read or refused, and nothing else happens.
class CaptureFuzzTest {
    private static final long TIME = Duration.ofMillis(700).toNanos();
    private static final int MOST_BENDS = 6;
    private static final int[] ODD = {0, 1, 3, 4, 0x7f, 0x80, 0xff};

    private final Random random = new Random(20_260_101);

    @ParameterizedTest
    @ValueSource(strings = {"pcap", "pcapng", "gzip"})
    void bentFilesAreReadOrRefused(String kind) throws IOException {
        byte[] right = right(kind);
        long end = System.nanoTime() + TIME;
        int files = 0;
        while (System.nanoTime() < end || files == 0) {
            read(bent(right));
            files++;
        }
        assertTrue(files > 0);
    }

    private static byte[] right(String kind) throws IOException {
        if (kind.equals("pcap")) {
            return RawFile.little()
                    .pcap(0xa1b2c3d4, 1)
                    .pcapPacket(1, 2, RawFile.FRAME)
                    .pcapPacket(3, 4)
                    .pcapPacket(5, 6, new byte[100])
                    .toBytes();
        }
        byte[] options = RawFile.little().option(1, "note").option(2, new byte[4]).u32(0).toBytes();
        byte[] scale = RawFile.little().option(2, "eth0").option(9, (byte) 9).u32(0).toBytes();
        byte[] plain =
                RawFile.little()
                        .section(options)
                        .described(1, 0, scale)
                        .enhanced(0, 1, RawFile.FRAME, options)
                        .block(3, RawFile.little().u32(10).bytes(RawFile.FRAME).toBytes())
                        .block(5, new byte[20])
                        .section()
                        .described(101, 100)
                        .block(
                                2,
                                RawFile.little()
                                        .u32(0, 0, 1, 10, 10)
                                        .bytes(RawFile.FRAME)
                                        .toBytes())
                        .enhanced(0, 3, RawFile.FRAME)
                        .toBytes();
        if (kind.equals("pcapng")) {
            return plain;
        }
        ByteArrayOutputStream packed = new ByteArrayOutputStream();
        try (OutputStream out = new GZIPOutputStream(packed)) {
            out.write(plain);
        }
        return packed.toByteArray();
    }

    private byte[] bent(byte[] right) {
        byte[] file = right.clone();
        for (int bends = 1 + random.nextInt(MOST_BENDS); bends > 0; bends--) {
            int at = random.nextInt(file.length);
            file[at] =
                    (byte)
                            (random.nextBoolean()
                                    ? ODD[random.nextInt(ODD.length)]
                                    : random.nextInt());
        }
        return random.nextInt(4) == 0 ? Arrays.copyOf(file, random.nextInt(file.length)) : file;
    }

    /// Goes the reader's and the copier's way.
    private static void read(byte[] file) {
        try {
            CaptureReader in = RawFile.open(file);
            while (in.next()) {
                assertTrue(in.length() <= file.length * 20);
                assertTrue(in.offset() + in.length() <= in.bytes().length);
                assertTrue(in.comments().size() <= file.length);
                assertTrue(in.link().number() >= 0);
            }
        } catch (CaptureException refused) {
            assertTrue(refused.offset() >= 0);
        } catch (IOException | RuntimeException | AssertionError e) {
            throw new AssertionError(HexFormat.of().formatHex(file), e);
        }
        try (CaptureWriter out =
                CaptureWriter.to(OutputStream.nullOutputStream(), "copy", FileFormat.PCAPNG)) {
            CaptureCopy.copy(RawFile.open(file), out, packet -> true);
        } catch (CaptureException refused) {
            assertTrue(refused.offset() >= 0);
        } catch (IOException | RuntimeException e) {
            throw new AssertionError(HexFormat.of().formatHex(file), e);
        }
    }
}
