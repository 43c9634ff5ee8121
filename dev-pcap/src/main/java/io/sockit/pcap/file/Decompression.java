package io.sockit.pcap.file;

import com.github.luben.zstd.ZstdIOException;

import java.io.EOFException;
import java.io.IOException;
import java.util.zip.ZipException;

/// Tells a file whose compression is broken from one that cannot be read.
final class Decompression {
    private Decompression() {}

    /// @param offset of what was decompressed
    static IOException error(IOException cause, String file, long offset) {
        return switch (cause) {
            case EOFException _ -> new CaptureException(file, offset, "compressed data cut off");
            case ZipException _ -> corrupt("gzip", cause, file, offset);
            case ZstdIOException _ -> corrupt("zstd", cause, file, offset);
            default -> FileErrors.of("read", file, cause);
        };
    }

    private static CaptureException corrupt(
            String format, IOException cause, String file, long offset) {
        return new CaptureException(
                file, offset, "corrupt " + format + " data: " + cause.getMessage());
    }
}
