package io.sockit.dns;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;

/// Counts the lines of a text as it is read. Used by one thread.
final class LineCounter extends BufferedInputStream {
    private int ends;
    private int last = '\n';

    LineCounter(InputStream in) {
        super(in);
    }

    @Override
    public synchronized int read() throws IOException {
        int octet = super.read();
        if (octet >= 0) {
            see(octet);
        }
        return octet;
    }

    @Override
    public synchronized int read(byte[] to, int offset, int length) throws IOException {
        int count = super.read(to, offset, length);
        for (int i = offset; i < offset + count; i++) {
            see(to[i]);
        }
        return count;
    }

    private void see(int octet) {
        last = octet;
        ends += octet == '\n' ? 1 : 0;
    }

    /// The line of the last octet that was read, from 1.
    int line() {
        return last == '\n' ? Math.max(1, ends) : ends + 1;
    }
}
