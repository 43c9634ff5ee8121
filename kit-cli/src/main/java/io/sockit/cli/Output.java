package io.sockit.cli;

import java.io.IOException;
import java.io.OutputStream;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Consumer;

/// An output that reports its first failure, which the writers above it swallow. As thread-safe as
/// the stream below it.
final class Output extends OutputStream {
    private static final String CLOSED_PIPE = "Broken pipe";

    private final OutputStream out;
    private final Consumer<IOException> failure;
    private final AtomicBoolean failed = new AtomicBoolean();

    Output(OutputStream out, Consumer<IOException> failure) {
        this.out = out;
        this.failure = failure;
    }

    /// Whether something could not be written.
    boolean failed() {
        return failed.get();
    }

    /// Whether the output failed because its reader left.
    static boolean isClosedPipe(IOException failure) {
        return CLOSED_PIPE.equals(failure.getMessage());
    }

    @Override
    public void write(int octet) throws IOException {
        write(new byte[] {(byte) octet}, 0, 1);
    }

    @Override
    public void write(byte[] data, int offset, int length) throws IOException {
        try {
            out.write(data, offset, length);
        } catch (IOException e) {
            if (failed.compareAndSet(false, true)) {
                failure.accept(e);
            }
            throw e;
        }
    }
}
