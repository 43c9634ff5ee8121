package io.sockit.pcap.file;

import java.io.Closeable;
import java.io.IOException;
import java.io.InputStream;

/// The part of a stream that is in memory: the current record lies in it in one piece. It grows to
/// the largest record asked for, which its readers bound.
///
/// One thread at a time.
final class Window implements Closeable {
    /// Large enough that a read costs little a packet, small enough to stay in the cache between
    /// the read and the packet.
    private static final int USUAL = 256 << 10;

    private final InputStream in;
    private final String file;

    /// Read them freely; [#need] replaces them.
    byte[] bytes = new byte[USUAL];

    /// Index in [#bytes] of what comes next.
    int position;

    private int limit;
    private long base;

    /// @param file what errors call it
    Window(InputStream in, String file) {
        this.in = in;
        this.file = file;
    }

    /// Offset of [#position] in the stream.
    long offset() {
        return base + position;
    }

    /// Bytes behind [#position] that are here.
    int available() {
        return limit - position;
    }

    /// Sees to it that `n` bytes lie at [#position].
    ///
    /// @return false if the stream ends before
    boolean need(int n) throws IOException {
        return limit - position >= n || fill(n);
    }

    private boolean fill(int n) throws IOException {
        makeRoom(n);
        while (limit - position < n) {
            int read = read();
            if (read < 0) {
                return false;
            }
            limit += read;
        }
        return true;
    }

    private int read() throws IOException {
        try {
            return in.read(bytes, limit, bytes.length - limit);
        } catch (IOException e) {
            throw Decompression.error(e, file, base + limit);
        }
    }

    /// Moves what is here to the front: records lie in one piece.
    private void makeRoom(int n) {
        byte[] from = bytes;
        if (n > from.length) {
            bytes = new byte[Math.max(n, (int) Math.min(2L * from.length, 1 << 30))];
        }
        System.arraycopy(from, position, bytes, 0, limit - position);
        base += position;
        limit -= position;
        position = 0;
    }

    /// Passes over `n` bytes without keeping them.
    ///
    /// @return false if the stream ends before; it is at its end then
    boolean skip(long n) throws IOException {
        long left = n;
        while (left > available()) {
            left -= available();
            position = limit;
            if (!need(1)) {
                return false;
            }
        }
        position += (int) left;
        return true;
    }

    @Override
    public void close() throws IOException {
        in.close();
    }
}
