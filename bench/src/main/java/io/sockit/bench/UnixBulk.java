package io.sockit.bench;

import io.sockit.api.ErrnoException;

import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.State;

import java.io.IOException;
import java.nio.ByteBuffer;

/// 64 KiB of a stream one way, written and then read in one thread, beside the same bytes copied
/// once, and copied into a buffer and out of it, which the two ends cannot do without while no
/// reader waits.
@State(Scope.Thread)
public class UnixBulk {
    private static final int BYTES = 65_536;

    private final byte[] source = Payload.of(BYTES);
    private final byte[] between = new byte[BYTES];
    private final byte[] target = new byte[BYTES];
    private final ByteBuffer directSource = ByteBuffer.allocateDirect(BYTES);
    private final ByteBuffer directTarget = ByteBuffer.allocateDirect(BYTES);

    @Benchmark
    public byte[] sockit(SockitUnix unix) throws ErrnoException {
        int written = 0;
        for (int read = 0; read < BYTES; ) {
            if (written < BYTES) {
                written +=
                        Math.max(
                                0,
                                unix.process()
                                        .send(unix.near(), source, written, BYTES - written, 0));
            }
            read += Math.max(0, unix.process().recv(unix.far(), target, read, BYTES - read, 0));
        }
        return target;
    }

    @Benchmark
    public ByteBuffer kernel(KernelUnix unix) throws IOException {
        directSource.clear();
        directTarget.clear();
        while (directTarget.hasRemaining()) {
            if (directSource.hasRemaining()) {
                unix.near().write(directSource);
            }
            unix.far().read(directTarget);
        }
        return directTarget;
    }

    @Benchmark
    public byte[] arraycopy() {
        System.arraycopy(source, 0, target, 0, BYTES);
        return target;
    }

    @Benchmark
    public byte[] arraycopies() {
        System.arraycopy(source, 0, between, 0, BYTES);
        System.arraycopy(between, 0, target, 0, BYTES);
        return target;
    }
}
