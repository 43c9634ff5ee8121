package io.sockit.pcap.file;

import com.github.luben.zstd.ZstdInputStreamNoFinalizer;

import io.sockit.api.Errno;
import io.sockit.api.ErrnoException;
import io.sockit.spi.packet.Bytes;

import java.io.IOException;
import java.io.InputStream;
import java.io.PushbackInputStream;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.zip.GZIPInputStream;

/// From a name to a reader: opens, decompresses, and looks at the first bytes.
final class CaptureStream {
    private static final int GZIP_BUFFER = 64 << 10;

    private CaptureStream() {}

    static CaptureReader open(String file) throws IOException {
        try {
            return open(Path.of(file));
        } catch (InvalidPathException e) {
            throw new ErrnoException(Errno.ENOENT, "open", file, e);
        }
    }

    static CaptureReader open(Path file) throws IOException {
        InputStream in;
        try {
            in = Files.newInputStream(file);
        } catch (IOException e) {
            throw FileErrors.of("open", file.toString(), e);
        }
        return of(in, file.toString());
    }

    static CaptureReader of(InputStream in, String file) throws IOException {
        InputStream open = in;
        try {
            PushbackInputStream start = new PushbackInputStream(in, Magic.LENGTH);
            int magic = peek(start, file);
            if (Magic.isGzip(magic)) {
                open = new GZIPInputStream(start, GZIP_BUFFER);
            } else if (Magic.isZstd(magic)) {
                open = new ZstdInputStreamNoFinalizer(start);
            } else {
                open = start;
            }
            return reader(open, file);
        } catch (IOException e) {
            open.close();
            throw e instanceof CaptureException ? e : Decompression.error(e, file, 0);
        }
    }

    private static CaptureReader reader(InputStream plain, String file) throws IOException {
        Window window = new Window(plain, file);
        if (!window.need(Magic.LENGTH)) {
            throw shorter(window.available(), file);
        }
        int magic = Bytes.u32(window.bytes, 0);
        return switch (magic) {
            case Magic.PCAPNG -> new PcapngReader(file, window);
            case Magic.PCAP_MICROS, Magic.PCAP_NANOS -> new PcapReader(file, window, Numbers.BIG);
            default ->
                    switch (Integer.reverseBytes(magic)) {
                        case Magic.PCAP_MICROS, Magic.PCAP_NANOS ->
                                new PcapReader(file, window, Numbers.LITTLE);
                        default -> throw new CaptureException(file, 0, Magic.refusal(magic));
                    };
        };
    }

    private static int peek(PushbackInputStream in, String file) throws IOException {
        byte[] first = new byte[Magic.LENGTH];
        int read = in.readNBytes(first, 0, first.length);
        if (read < first.length) {
            throw shorter(read, file);
        }
        in.unread(first);
        return Bytes.u32(first, 0);
    }

    private static CaptureException shorter(int length, String file) {
        return new CaptureException(
                file, 0, length == 0 ? "empty" : "only " + length + " bytes: cut off in its magic");
    }
}
