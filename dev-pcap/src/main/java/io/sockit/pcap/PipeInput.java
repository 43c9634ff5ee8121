package io.sockit.pcap;

import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;

/// A pipe, or whatever is read but once. One thread reads at a time; any may close, and a read that
/// waits ends with that.
///
/// The JDK ends the reads of platform threads alone, so a virtual thread has one read for it. Not
/// in virtual time: there a thread that waits in the read itself is one that runs, and time does
/// not move on meanwhile.
final class PipeInput extends InputStream {
    private final FileChannel channel;
    private final boolean virtualTime;
    private final byte[] one = new byte[1];

    private PipeInput(FileChannel channel, boolean virtualTime) {
        this.channel = channel;
        this.virtualTime = virtualTime;
    }

    /// Waits for who writes it.
    static PipeInput open(Path path, boolean virtualTime) throws IOException {
        return new PipeInput(FileChannel.open(path, StandardOpenOption.READ), virtualTime);
    }

    @Override
    public int read() throws IOException {
        return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
    }

    @Override
    public int read(byte[] target, int offset, int length) throws IOException {
        if (length == 0) {
            return 0;
        }
        ByteBuffer buffer = ByteBuffer.wrap(target, offset, length);
        return virtualTime || !Thread.currentThread().isVirtual()
                ? channel.read(buffer)
                : readElsewhere(buffer);
    }

    private int readElsewhere(ByteBuffer buffer) throws IOException {
        FutureTask<Integer> read = new FutureTask<>(() -> channel.read(buffer));
        Thread.ofPlatform().daemon().name("read of a pipe").start(read);
        try {
            return read.get();
        } catch (InterruptedException e) {
            channel.close(); // as the channel itself does
            Thread.currentThread().interrupt();
            throw new IOException("interrupted", e);
        } catch (ExecutionException e) {
            throw e.getCause() instanceof IOException cause ? cause : new IOException(e.getCause());
        }
    }

    @Override
    public void close() throws IOException {
        channel.close();
    }
}
