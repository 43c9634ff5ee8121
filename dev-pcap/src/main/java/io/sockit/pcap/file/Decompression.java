package io.sockit.pcap.file;

import com.github.luben.zstd.ZstdIOException;

import java.io.EOFException;
import java.io.IOException;
import java.util.zip.ZipException;

/// Tells a file whose compression is broken from one that cannot be read.
final class Decompression {
    /// What zstd-jni calls it, under the same code as corrupt data.
    private static final String TRUNCATED = "Truncated";

    private Decompression() {}

    /// @param offset of what was decompressed
    static IOException error(IOException cause, String file, long offset) {
        return switch (cause) {
            case EOFException _ -> cutOff(file, offset);
            case ZipException _ -> corrupt("gzip", cause, file, offset);
            case ZstdIOException e when String.valueOf(e.getMessage()).contains(TRUNCATED) ->
                    cutOff(file, offset);
            case ZstdIOException _ -> corrupt("zstd", cause, file, offset);
            default -> FileErrors.of("read", file, cause);
        };
    }

    private static CaptureException cutOff(String file, long offset) {
        return new CaptureException(file, offset, "compressed data cut off");
    }

    private static CaptureException corrupt(
            String format, IOException cause, String file, long offset) {
        return new CaptureException(
                file, offset, "corrupt " + format + " data: " + cause.getMessage());
    }
}
