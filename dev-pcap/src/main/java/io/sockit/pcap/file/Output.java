package io.sockit.pcap.file;

import io.sockit.api.ErrnoException;

import org.jspecify.annotations.Nullable;

import java.io.Closeable;
import java.io.IOException;
import java.io.OutputStream;

/// Bytes on their way to a file, with fields in its byte order. What fails, fails again.
///
/// One thread at a time.
final class Output implements Closeable {
    private static final int SIZE = 64 << 10;
    private static final byte[] ZEROS = new byte[8];

    private final OutputStream stream;
    private final String name;
    private final byte[] buffer = new byte[SIZE];
    private int used;
    private Numbers numbers = Numbers.LITTLE;
    private @Nullable ErrnoException failure;

    Output(OutputStream stream, String name) {
        this.stream = stream;
        this.name = name;
    }

    String name() {
        return name;
    }

    Numbers order() {
        return numbers;
    }

    void order(Numbers order) {
        numbers = order;
    }

    void u16(int value) throws ErrnoException {
        numbers.u16(buffer, room(Short.BYTES), value);
    }

    void u32(int value) throws ErrnoException {
        numbers.u32(buffer, room(Integer.BYTES), value);
    }

    void i64(long value) throws ErrnoException {
        numbers.i64(buffer, room(Long.BYTES), value);
    }

    void zeros(int n) throws ErrnoException {
        bytes(ZEROS, 0, n);
    }

    void bytes(byte[] bytes, int offset, int length) throws ErrnoException {
        if (length <= SIZE - used) {
            System.arraycopy(bytes, offset, buffer, room(length), length);
            return;
        }
        drain();
        try {
            stream.write(bytes, offset, length);
        } catch (IOException e) {
            throw failed("write", e);
        }
    }

    /// @return where `n` bytes of the buffer are the caller's to fill
    private int room(int n) throws ErrnoException {
        if (n > SIZE - used || failure != null) {
            drain();
        }
        int at = used;
        used += n;
        return at;
    }

    private void drain() throws ErrnoException {
        if (failure != null) {
            throw failure;
        }
        try {
            stream.write(buffer, 0, used);
            used = 0;
        } catch (IOException e) {
            throw failed("write", e);
        }
    }

    void flush() throws ErrnoException {
        drain();
        try {
            stream.flush();
        } catch (IOException e) {
            throw failed("write", e);
        }
    }

    /// Writes what is left, unless something failed before.
    @Override
    public void close() throws ErrnoException {
        try (OutputStream closing = stream) {
            if (failure == null) {
                closing.write(buffer, 0, used);
            }
        } catch (IOException e) {
            throw failed("close", e);
        }
    }

    boolean failed() {
        return failure != null;
    }

    private ErrnoException failed(String call, IOException cause) {
        ErrnoException error = FileErrors.of(call, name, cause);
        failure = error;
        return error;
    }
}
