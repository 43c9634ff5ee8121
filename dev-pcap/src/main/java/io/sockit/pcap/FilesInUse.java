package io.sockit.pcap;

import com.google.errorprone.annotations.concurrent.GuardedBy;

import io.sockit.api.Errno;
import io.sockit.api.ErrnoException;

import org.jspecify.annotations.Nullable;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;

/// The files that devices of all hosts read and write now, so that none is written that another
/// has: many may read one, or one write it. A pipe one may read. What is no regular file, such as
/// `/dev/null`, anybody may write. Thread-safe.
final class FilesInUse {
    private static final int ALONE = -1;

    /// How many read a file, or [#ALONE]; by its real path.
    @GuardedBy("FILES")
    private static final Map<Path, Integer> FILES = new HashMap<>();

    private FilesInUse() {}

    /// A claim to a file, until it is closed.
    static final class Hold implements AutoCloseable {
        private @Nullable Path file;

        private Hold(@Nullable Path file) {
            this.file = file;
        }

        /// Idempotent.
        @Override
        public void close() {
            synchronized (FILES) {
                if (file != null) {
                    FILES.computeIfPresent(file, (path, users) -> users > 1 ? users - 1 : null);
                    file = null;
                }
            }
        }
    }

    /// @throws ErrnoException `EBUSY` where somebody writes it, or where it is a pipe and somebody
    ///     reads it
    static Hold toRead(Path file) throws ErrnoException {
        return hold(file, isPipe(file));
    }

    /// @throws ErrnoException `EBUSY` where somebody reads or writes it
    static Hold toWrite(Path file) throws ErrnoException {
        return isPipe(file) ? new Hold(null) : hold(file, true);
    }

    private static boolean isPipe(Path file) {
        return Files.exists(file) && !Files.isRegularFile(file);
    }

    private static Hold hold(Path file, boolean alone) throws ErrnoException {
        Path key = real(file);
        synchronized (FILES) {
            int users = FILES.getOrDefault(key, 0);
            if (users == ALONE || (alone && users > 0)) {
                boolean written = users == ALONE && !isPipe(file);
                throw new ErrnoException(
                        Errno.EBUSY,
                        "device",
                        "%s: a device %s it (expected: a file of its own)"
                                .formatted(file, written ? "writes" : "reads"));
            }
            FILES.put(key, alone ? ALONE : users + 1);
        }
        return new Hold(key);
    }

    /// One name for all that lead to the file, which need not be there yet.
    private static Path real(Path file) {
        Path absolute = file.toAbsolutePath().normalize();
        Path folder = absolute.getParent();
        try {
            if (Files.exists(absolute) || folder == null) {
                return absolute.toRealPath();
            }
            return folder.toRealPath().resolve(absolute.getFileName());
        } catch (IOException e) {
            return absolute; // whoever opens it says what is wrong
        }
    }
}
