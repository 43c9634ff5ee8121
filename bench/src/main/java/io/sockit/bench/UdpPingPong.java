package io.sockit.bench;

import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.State;

import java.io.IOException;
import java.nio.ByteBuffer;

/// 64 bytes there and back, both ends in one thread, non-blocking.
@State(Scope.Thread)
public class UdpPingPong {
    private final byte[] message = Payload.of(Payload.SMALL);
    private final ByteBuffer direct = ByteBuffer.allocateDirect(Payload.SMALL);

    @Benchmark
    public int sockit(SockitUdp udp) throws IOException {
        return udp.pingPong(message);
    }

    @Benchmark
    public int kernel(KernelUdp udp) throws IOException {
        return udp.pingPong(direct);
    }

    @Benchmark
    public int pipe(PipePair pipes) throws IOException {
        return pipes.pingPong(direct);
    }

    @Benchmark
    public byte[] ring(Ring ring) {
        ring.there.put(message);
        ring.there.take(message);
        ring.back.put(message);
        ring.back.take(message);
        return message;
    }
}
