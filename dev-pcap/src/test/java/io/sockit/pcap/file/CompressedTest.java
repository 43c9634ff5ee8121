package io.sockit.pcap.file;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.github.luben.zstd.ZstdOutputStream;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Locale;
import java.util.Random;
import java.util.zip.GZIPOutputStream;

/// Compressed files, known by what they begin with.
class CompressedTest {
    private static final int PACKETS = 1000;

    enum Format {
        GZIP {
            @Override
            OutputStream to(OutputStream out) throws IOException {
                return new GZIPOutputStream(out);
            }
        },
        ZSTD {
            @Override
            OutputStream to(OutputStream out) throws IOException {
                return new ZstdOutputStream(out);
            }
        };

        abstract OutputStream to(OutputStream out) throws IOException;

        byte[] of(byte[] plain) throws IOException {
            ByteArrayOutputStream packed = new ByteArrayOutputStream();
            try (OutputStream out = to(packed)) {
                out.write(plain);
            }
            return packed.toByteArray();
        }
    }

    private static byte[] plain() {
        byte[] packet = new byte[500];
        new Random(1).nextBytes(packet);
        RawFile file = RawFile.little().pcap(0xa1b2c3d4, 1);
        for (int i = 0; i < PACKETS; i++) {
            file.pcapPacket(i, 0, packet);
        }
        return file.toBytes();
    }

    private static void drain(CaptureReader in) throws IOException {
        while (in.next()) {
            assertEquals(500, in.length());
        }
    }

    @ParameterizedTest
    @EnumSource
    void areReadThrough(Format format) throws IOException {
        CaptureReader in = RawFile.open(format.of(plain()));

        drain(in);
        assertEquals(PACKETS, in.packets());
    }

    @ParameterizedTest
    @EnumSource
    void mayBePackedInParts(Format format) throws IOException {
        byte[] plain = plain();
        ByteArrayOutputStream parts = new ByteArrayOutputStream();
        parts.write(format.of(Arrays.copyOf(plain, 1000)));
        parts.write(format.of(Arrays.copyOfRange(plain, 1000, plain.length)));
        CaptureReader in = CaptureReader.of(new Pipe(parts.toByteArray()), "test");

        drain(in);
        assertEquals(PACKETS, in.packets());
    }

    @ParameterizedTest
    @EnumSource
    void keepWhatStandsBeforeTheCut(Format format) throws IOException {
        byte[] packed = format.of(plain());
        CaptureReader in = RawFile.open(Arrays.copyOf(packed, packed.length - 12));

        CaptureException e = assertThrows(CaptureException.class, () -> drain(in));
        assertEquals("compressed data cut off", e.reason());
        assertTrue(in.packets() > 500, "packets: " + in.packets());
    }

    @ParameterizedTest
    @EnumSource
    void areRefusedWhereTheyAreBroken(Format format) throws IOException {
        byte[] packed = format.of(plain());
        Arrays.fill(packed, 12, packed.length / 2, (byte) 0x55);

        CaptureException e =
                assertThrows(CaptureException.class, () -> drain(RawFile.open(packed)));
        assertTrue(
                e.reason().startsWith("corrupt " + format.name().toLowerCase(Locale.ROOT)),
                e.reason());
    }

    @ParameterizedTest
    @EnumSource
    void areRefusedWhereNoCaptureIsInThem(Format format) throws IOException {
        byte[] packed = format.of("hello".getBytes(StandardCharsets.UTF_8));

        CaptureException e = assertThrows(CaptureException.class, () -> RawFile.open(packed));
        assertTrue(e.reason().startsWith("begins with 0x68656c6c"), e.reason());
    }

    /// A few bytes at a time, and it never knows whether more will come.
    private static final class Pipe extends FilterInputStream {
        Pipe(byte[] bytes) {
            super(new ByteArrayInputStream(bytes));
        }

        @Override
        public int read(byte[] target, int offset, int length) throws IOException {
            return super.read(target, offset, Math.min(length, 7));
        }

        @Override
        public int available() {
            return 0;
        }
    }
}
