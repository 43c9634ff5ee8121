package io.sockit.bench;

import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;

import java.io.IOException;
import java.nio.ByteBuffer;

/// 64 bytes there and back between two platform threads that spin, non-blocking: what crosses from
/// one core to the other.
@State(Scope.Thread)
public class UdpAcrossThreads {
    private final byte[] message = Payload.of(Payload.SMALL);
    private final ByteBuffer direct = ByteBuffer.allocateDirect(Payload.SMALL);

    @Benchmark
    public int sockit(SockitEcho echo) throws IOException {
        SockitUdp udp = echo.udp;
        udp.send(udp.near(), message);
        return udp.receive(udp.near(), message);
    }

    @Benchmark
    public int kernel(KernelEcho echo) throws IOException {
        KernelUdp.send(echo.udp.near(), direct);
        return KernelUdp.receive(echo.udp.near(), direct);
    }

    @Benchmark
    public byte[] ring(Ring ring, RingEcho echo) {
        ring.there.put(message);
        ring.back.take(message);
        return message;
    }

    /// A thread that echoes over our UDP.
    @State(Scope.Benchmark)
    @SuppressWarnings("NullAway.Init") // JMH calls the set-up first
    public static class SockitEcho {
        private final SockitUdp udp = new SockitUdp();
        private Partner partner;

        @Setup
        public void start() throws IOException {
            udp.open();
            byte[] buffer = new byte[Payload.SMALL];
            partner = Partner.platform(() -> udp.echo(buffer));
        }

        @TearDown
        public void stop() throws IOException, InterruptedException {
            partner.stop(() -> udp.process().close(udp.far()));
            udp.close();
        }
    }

    /// A thread that echoes over the kernel's UDP.
    @State(Scope.Benchmark)
    @SuppressWarnings("NullAway.Init") // JMH calls the set-up first
    public static class KernelEcho {
        private final KernelUdp udp = new KernelUdp();
        private Partner partner;

        @Setup
        public void start() throws IOException {
            udp.open();
            ByteBuffer buffer = ByteBuffer.allocateDirect(Payload.SMALL);
            partner = Partner.platform(() -> udp.echo(buffer));
        }

        @TearDown
        public void stop() throws IOException, InterruptedException {
            partner.stop(() -> udp.far().close());
            udp.close();
        }
    }

    /// A thread that echoes over the rings.
    @State(Scope.Benchmark)
    @SuppressWarnings("NullAway.Init") // JMH calls the set-up first
    public static class RingEcho {
        private Partner partner;

        @Setup
        public void start(Ring ring) {
            byte[] buffer = new byte[Payload.SMALL];
            partner = Partner.platform(() -> echo(ring, buffer));
        }

        private static void echo(Ring ring, byte[] buffer) {
            if (ring.there.poll(buffer)) {
                ring.back.put(buffer);
            } else {
                Thread.onSpinWait();
            }
        }

        @TearDown
        public void stop() throws IOException, InterruptedException {
            partner.stop(() -> {});
        }
    }
}
