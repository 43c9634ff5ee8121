package io.sockit.bench;

import java.io.ByteArrayOutputStream;
import java.io.OutputStream;
import java.io.PrintWriter;
import java.nio.charset.Charset;

/// Bytes for a writer, in lines. Not thread-safe.
final class WriterStream extends OutputStream {
    private final PrintWriter writer;
    private final ByteArrayOutputStream line = new ByteArrayOutputStream();

    WriterStream(PrintWriter writer) {
        this.writer = writer;
    }

    @Override
    public void write(int octet) {
        line.write(octet);
        if (octet == '\n') {
            flush();
        }
    }

    @Override
    public void flush() {
        writer.print(line.toString(Charset.defaultCharset()));
        writer.flush();
        line.reset();
    }
}
