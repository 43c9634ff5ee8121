package io.sockit.socket.file;

import io.sockit.api.Errno;
import io.sockit.api.ErrnoException;
import io.sockit.spi.CallContext;

import java.nio.ByteBuffer;

/// `readv` and `writev` by way of `read` and `write`, for files without a faster way: a piece is
/// gathered in an array and goes as one, so what `write` takes whole is taken whole.
final class Vectors {
    /// The largest piece: as much as a pipe holds.
    private static final int PIECE = 1 << 16;

    /// IOV_MAX.
    private static final int MOST = 1024;

    private Vectors() {}

    /// @throws ErrnoException `EFAULT` for null, and for a read-only buffer that is to be filled;
    ///     `EINVAL` for too many
    static void check(ByteBuffer[] buffers, boolean filled, String call) throws ErrnoException {
        if (Checks.given(buffers, "buffers", call).length > MOST) {
            throw new ErrnoException(
                    Errno.EINVAL,
                    call,
                    "buffers: " + buffers.length + " (expected: <= " + MOST + ")");
        }
        for (ByteBuffer buffer : buffers) {
            if (Checks.given(buffer, "buffer", call).isReadOnly() && filled) {
                throw new ErrnoException(
                        Errno.EFAULT, call, "buffer: read-only (expected: a writable one)");
            }
        }
    }

    private static byte[] piece(ByteBuffer[] buffers) {
        long sum = 0;
        for (ByteBuffer buffer : buffers) {
            sum += buffer.remaining();
        }
        return new byte[(int) Math.min(sum, PIECE)];
    }

    static long read(OpenFile file, Descriptor through, ByteBuffer[] into) throws ErrnoException {
        byte[] piece = piece(into);
        int got = file.read(through, piece, 0, piece.length);
        int put = 0;
        for (ByteBuffer buffer : into) {
            int next = Math.clamp(got - put, 0, buffer.remaining());
            buffer.put(piece, put, next);
            put += next;
        }
        return got;
    }

    /// Pieces until all is taken, or not all of a piece.
    static long write(OpenFile file, Descriptor through, CallContext by, ByteBuffer[] from)
            throws ErrnoException {
        byte[] piece = piece(from);
        long sum = 0;
        int length;
        int taken;
        do {
            length = gather(from, piece);
            taken = writePiece(file, through, by, piece, length, sum > 0);
            advance(from, taken);
            sum += Math.max(0, taken);
        } while (taken == length && length == PIECE);
        return sum == 0 ? taken : sum;
    }

    /// @return what was taken; 0 in place of an error where something was taken before
    private static int writePiece(
            OpenFile file,
            Descriptor through,
            CallContext by,
            byte[] piece,
            int length,
            boolean before)
            throws ErrnoException {
        try {
            return file.write(through, by, piece, 0, length);
        } catch (ErrnoException e) {
            if (before) {
                return 0;
            }
            throw e;
        }
    }

    private static int gather(ByteBuffer[] from, byte[] piece) {
        int length = 0;
        for (ByteBuffer buffer : from) {
            int next = Math.min(buffer.remaining(), piece.length - length);
            buffer.get(buffer.position(), piece, length, next);
            length += next;
        }
        return length;
    }

    private static void advance(ByteBuffer[] from, int taken) {
        int left = taken;
        for (ByteBuffer buffer : from) {
            int next = Math.clamp(left, 0, buffer.remaining());
            buffer.position(buffer.position() + next);
            left -= next;
        }
    }
}
