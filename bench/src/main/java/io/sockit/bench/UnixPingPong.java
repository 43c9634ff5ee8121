package io.sockit.bench;

import io.sockit.api.ErrnoException;

import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.State;

import java.io.IOException;
import java.nio.ByteBuffer;

/// A byte there and back, both ends in one thread, non-blocking: over a stream, and as a message of
/// each other type. The baseline `datagram` is what proto-udp takes for the same.
@State(Scope.Thread)
public class UnixPingPong {
    private final byte[] octet = Payload.of(1);
    private final ByteBuffer direct = ByteBuffer.allocateDirect(1);

    @Benchmark
    public int sockit(SockitUnix unix) throws ErrnoException {
        return unix.pingPong(octet);
    }

    @Benchmark
    public int kernel(KernelUnix unix) throws IOException {
        return unix.pingPong(direct);
    }

    @Benchmark
    public int datagram(SockitUdp udp) throws ErrnoException {
        return udp.pingPong(octet);
    }

    @Benchmark
    public int seqpackets(SockitUnix.Seqpackets unix) throws ErrnoException {
        return unix.pingPong(octet);
    }

    @Benchmark
    public int datagrams(SockitUnix.Datagrams unix) throws ErrnoException {
        return unix.pingPong(octet);
    }
}
