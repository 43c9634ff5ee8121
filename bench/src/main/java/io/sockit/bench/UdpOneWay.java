package io.sockit.bench;

import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.OperationsPerInvocation;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.State;

import java.io.IOException;
import java.nio.ByteBuffer;

/// Datagrams of 64 bytes one way, 64 sent and then received, both ends in one thread, non-blocking.
@State(Scope.Thread)
public class UdpOneWay {
    private static final int BURST = 64;

    private final byte[] message = Payload.of(Payload.SMALL);
    private final ByteBuffer direct = ByteBuffer.allocateDirect(Payload.SMALL);

    @Benchmark
    @OperationsPerInvocation(BURST)
    public int sockit(SockitUdp udp) throws IOException {
        for (int i = 0; i < BURST; i++) {
            udp.send(udp.near(), message);
        }
        int bytes = 0;
        for (int i = 0; i < BURST; i++) {
            bytes += udp.receive(udp.far(), message);
        }
        return bytes;
    }

    @Benchmark
    @OperationsPerInvocation(BURST)
    public int kernel(KernelUdp udp) throws IOException {
        for (int i = 0; i < BURST; i++) {
            KernelUdp.send(udp.near(), direct);
        }
        int bytes = 0;
        for (int i = 0; i < BURST; i++) {
            bytes += KernelUdp.receive(udp.far(), direct);
        }
        return bytes;
    }

    @Benchmark
    @OperationsPerInvocation(BURST)
    public byte[] ring(Ring ring) {
        for (int i = 0; i < BURST; i++) {
            ring.there.put(message);
        }
        for (int i = 0; i < BURST; i++) {
            ring.there.take(message);
        }
        return message;
    }
}
