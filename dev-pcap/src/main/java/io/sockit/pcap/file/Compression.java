package io.sockit.pcap.file;

import com.github.luben.zstd.ZstdOutputStreamNoFinalizer;

import io.sockit.api.Errno;
import io.sockit.api.ErrnoException;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Set;
import java.util.zip.GZIPOutputStream;

/// How a file is compressed, as its name says. What is read is known by its first bytes instead.
enum Compression {
    NONE(""),
    GZIP(".gz"),
    ZSTD(".zst");

    private static final int BUFFER = 64 << 10;

    /// A plain file of such a name would be taken for another.
    private static final Set<String> OTHERS =
            Set.of(".xz", ".bz2", ".lz4", ".lzma", ".zip", ".z", ".7z", ".br");

    private final String ending;

    Compression(String ending) {
        this.ending = ending;
    }

    /// @throws ErrnoException `EINVAL` where it is not written here
    static Compression ofName(String file) throws ErrnoException {
        String name = file.toLowerCase(Locale.ROOT);
        String end = name.substring(Math.max(0, name.lastIndexOf('.')));
        if (OTHERS.contains(end)) {
            throw new ErrnoException(
                    Errno.EINVAL,
                    "open",
                    "%s: compressed as %s (expected: .gz, .zst, or not)".formatted(file, end));
        }
        return of(name);
    }

    private static Compression of(String name) {
        return name.endsWith(GZIP.ending) ? GZIP : name.endsWith(ZSTD.ending) ? ZSTD : NONE;
    }

    /// The name of what is in a file of this name, in lower case.
    static String plainName(String name) {
        return name.substring(0, name.length() - of(name).ending.length());
    }

    /// Begins a file. What is flushed can be read, though the file is not at its end.
    OutputStream create(Path file) throws IOException {
        OutputStream plain = Files.newOutputStream(file);
        try {
            return switch (this) {
                case NONE -> plain;
                case GZIP -> new GZIPOutputStream(plain, BUFFER, true);
                case ZSTD -> new ZstdOutputStreamNoFinalizer(plain);
            };
        } catch (IOException e) {
            plain.close();
            throw e;
        }
    }
}
