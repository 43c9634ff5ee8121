package io.sockit.bench;

import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.State;

import java.io.IOException;

/// A large datagram one way, beside what no stack of two copies can be faster than: the same bytes
/// copied into a buffer and out of it.
@State(Scope.Thread)
public class UdpBulk {
    private static final int BYTES = 60_000;

    private final byte[] message = Payload.of(BYTES);
    private final byte[] between = new byte[BYTES];
    private final byte[] target = new byte[BYTES];

    @Benchmark
    public int sockit(SockitUdp udp) throws IOException {
        udp.send(udp.near(), message);
        return udp.receive(udp.far(), target);
    }

    @Benchmark
    public byte[] arraycopies() {
        System.arraycopy(message, 0, between, 0, BYTES);
        System.arraycopy(between, 0, target, 0, BYTES);
        return target;
    }
}
