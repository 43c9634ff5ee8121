package io.sockit.bench;

import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.OperationsPerInvocation;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;

import java.io.IOException;
import java.nio.ByteBuffer;

/// 64 bytes there and back between two virtual threads that block in their calls. The baseline
/// `park` is the bare hand-over of the JDK, without a byte: what it allocates no socket can save.
/// The baseline `kernel` is what a Java program gets: the JDK's poller thread, which wakes virtual
/// threads when a socket of the kernel is ready, is in it and costs most of it.
@State(Scope.Thread)
public class UdpVirtualThreads {
    private final byte[] message = Payload.of(Payload.SMALL);
    private final ByteBuffer direct = ByteBuffer.allocateDirect(Payload.SMALL);

    @Benchmark
    @OperationsPerInvocation(VirtualRounds.COUNT)
    public void sockit(SockitEcho echo) throws InterruptedException {
        SockitUdp udp = echo.udp;
        VirtualRounds.run(
                () -> {
                    udp.send(udp.near(), message);
                    udp.receive(udp.near(), message);
                });
    }

    @Benchmark
    @OperationsPerInvocation(VirtualRounds.COUNT)
    public void kernel(KernelEcho echo) throws InterruptedException {
        VirtualRounds.run(
                () -> {
                    KernelUdp.send(echo.udp.near(), direct);
                    KernelUdp.receive(echo.udp.near(), direct);
                });
    }

    @Benchmark
    @OperationsPerInvocation(VirtualRounds.COUNT)
    public void park(Handover handover) throws InterruptedException {
        VirtualRounds.run(handover::pingPong);
    }

    /// A virtual thread that echoes over our UDP.
    @State(Scope.Benchmark)
    @SuppressWarnings("NullAway.Init") // JMH calls the set-up first
    public static class SockitEcho {
        private final SockitUdp udp = new SockitUdp();
        private Partner partner;

        @Setup
        public void start() throws IOException {
            udp.open();
            udp.blocking(true);
            byte[] buffer = new byte[Payload.SMALL];
            partner = Partner.virtual(() -> udp.echo(buffer));
        }

        @TearDown
        public void stop() throws IOException, InterruptedException {
            partner.stop(() -> udp.process().close(udp.far()));
            udp.close();
        }
    }

    /// A virtual thread that echoes over the kernel's UDP.
    @State(Scope.Benchmark)
    @SuppressWarnings("NullAway.Init") // JMH calls the set-up first
    public static class KernelEcho {
        private final KernelUdp udp = new KernelUdp();
        private Partner partner;

        @Setup
        public void start() throws IOException {
            udp.open();
            udp.blocking(true);
            ByteBuffer buffer = ByteBuffer.allocateDirect(Payload.SMALL);
            partner = Partner.virtual(() -> udp.echo(buffer));
        }

        @TearDown
        public void stop() throws IOException, InterruptedException {
            partner.stop(() -> udp.far().close());
            udp.close();
        }
    }
}
