package io.sockit.pcap;

import io.sockit.api.Errno;
import io.sockit.api.ErrnoException;

import org.jspecify.annotations.Nullable;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.Closeable;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.SequenceInputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.atomic.AtomicLong;

/// The bytes of a capture: those of a file as often as asked for; those of a pipe once, after what
/// was looked at has been kept. One thread at a time, but for [#share] and [#close].
final class CaptureInput implements Closeable {
    /// How much of a pipe is kept, but for the read that comes to it.
    private static final int MOST_KEPT = 4 << 20;

    private final Path path;
    private final long size;
    private final @Nullable PipeInput pipe;
    private final AtomicLong consumed = new AtomicLong();
    private ByteArrayOutputStream lookedAt = new ByteArrayOutputStream();
    private Runnable beforeWaiting = () -> {};

    private CaptureInput(Path path, long size, @Nullable PipeInput pipe) {
        this.path = path;
        this.size = size;
        this.pipe = pipe;
    }

    /// Opens a file, or a pipe: that waits for who writes it.
    static CaptureInput open(Path path, boolean virtualTime) throws IOException {
        if (!Files.exists(path)) {
            throw new ErrnoException(Errno.ENOENT, "device", path + ": no such file");
        }
        if (Files.isDirectory(path)) {
            throw new ErrnoException(
                    Errno.EINVAL, "device", path + ": a folder (expected: a file or a pipe)");
        }
        return Files.isRegularFile(path)
                ? new CaptureInput(path, Files.size(path), null)
                : new CaptureInput(path, 0, PipeInput.open(path, virtualTime));
    }

    boolean isPipe() {
        return pipe != null;
    }

    /// Everything from the beginning, for a look: it is there again afterwards.
    InputStream look() throws IOException {
        return pipe == null ? Files.newInputStream(path) : new Kept(pipe);
    }

    /// Whether a look may go no further, as too much of a pipe would be kept.
    boolean isFull() {
        return lookedAt.size() >= MOST_KEPT;
    }

    /// Everything from the beginning; of a pipe once.
    InputStream stream() throws IOException {
        consumed.set(0);
        if (pipe == null) {
            return new Counted(Files.newInputStream(path));
        }
        InputStream front = new ByteArrayInputStream(lookedAt.toByteArray());
        lookedAt = new ByteArrayOutputStream(); // lets go of what it held
        return new SequenceInputStream(front, new Counted(pipe));
    }

    /// What is done before a read that may have to wait for who writes a pipe.
    void beforeWaiting(Runnable action) {
        beforeWaiting = action;
    }

    /// The share that was read, negative for a pipe. Any thread.
    double share() {
        if (isPipe()) {
            return -1;
        }
        return size == 0 ? 1 : Math.min(1, (double) consumed.get() / size);
    }

    /// Ends a read that waits for a pipe, too. Any thread.
    @Override
    public void close() throws IOException {
        if (pipe != null) {
            pipe.close();
        }
    }

    /// Keeps what is read of a pipe, and leaves it open. A block of a capture may be larger than
    /// what may be kept.
    private final class Kept extends FilterInputStream {
        Kept(InputStream in) {
            super(in);
        }

        @Override
        public int read() throws IOException {
            requireRoom();
            int value = in.read();
            if (value >= 0) {
                lookedAt.write(value);
            }
            return value;
        }

        @Override
        public int read(byte[] target, int offset, int length) throws IOException {
            requireRoom();
            int read = in.read(target, offset, length);
            lookedAt.write(target, offset, Math.max(0, read));
            return read;
        }

        private void requireRoom() throws ErrnoException {
            if (isFull()) {
                throw new ErrnoException(
                        Errno.EINVAL,
                        "device",
                        "%s: no packet to begin with (expected: one in the first %d bytes of a pipe)"
                                .formatted(path, MOST_KEPT));
            }
        }

        @Override
        public void close() {
            // the capture is read on
        }
    }

    /// Counts what is read, compressed or not.
    private final class Counted extends FilterInputStream {
        Counted(InputStream in) {
            super(in);
        }

        @Override
        public int read() throws IOException {
            waits();
            int value = in.read();
            count(value < 0 ? 0 : 1);
            return value;
        }

        @Override
        public int read(byte[] target, int offset, int length) throws IOException {
            waits();
            int read = in.read(target, offset, length);
            count(read);
            return read;
        }

        private void waits() {
            if (isPipe()) {
                beforeWaiting.run();
            }
        }

        private void count(int bytes) {
            consumed.getAndAdd(Math.max(0, bytes));
        }
    }
}
