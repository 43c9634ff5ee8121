package io.sockit.bench;

import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.OperationsPerInvocation;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;

import java.io.IOException;
import java.nio.ByteBuffer;

/// A byte of a stream there and back between two virtual threads that block in their calls. The
/// baselines are those of [UdpVirtualThreads].
@State(Scope.Thread)
public class UnixVirtualThreads {
    private final byte[] message = Payload.of(1);
    private final ByteBuffer direct = ByteBuffer.allocateDirect(1);

    @Benchmark
    @OperationsPerInvocation(VirtualRounds.COUNT)
    public void sockit(SockitEcho echo) throws InterruptedException {
        SockitUnix unix = echo.unix;
        VirtualRounds.run(
                () -> {
                    unix.send(unix.near(), message);
                    unix.receive(unix.near(), message);
                });
    }

    @Benchmark
    @OperationsPerInvocation(VirtualRounds.COUNT)
    public void kernel(KernelEcho echo) throws InterruptedException {
        VirtualRounds.run(
                () -> {
                    KernelUnix.send(echo.unix.near(), direct);
                    KernelUnix.receive(echo.unix.near(), direct);
                });
    }

    @Benchmark
    @OperationsPerInvocation(VirtualRounds.COUNT)
    public void park(Handover handover) throws InterruptedException {
        VirtualRounds.run(handover::pingPong);
    }

    /// A virtual thread that echoes over our stream.
    @State(Scope.Benchmark)
    @SuppressWarnings("NullAway.Init") // JMH calls the set-up first
    public static class SockitEcho {
        private final SockitUnix unix = new SockitUnix();
        private Partner partner;

        @Setup
        public void start() throws IOException {
            unix.open();
            unix.blocking(true);
            byte[] buffer = new byte[1];
            partner = Partner.virtual(() -> unix.echo(buffer));
        }

        @TearDown
        public void stop() throws IOException, InterruptedException {
            partner.stop(() -> unix.process().close(unix.far()));
            unix.close();
        }
    }

    /// A virtual thread that echoes over the kernel's stream.
    @State(Scope.Benchmark)
    @SuppressWarnings("NullAway.Init") // JMH calls the set-up first
    public static class KernelEcho {
        private final KernelUnix unix = new KernelUnix();
        private Partner partner;

        @Setup
        public void start() throws IOException {
            unix.open();
            unix.blocking(true);
            ByteBuffer buffer = ByteBuffer.allocateDirect(1);
            partner = Partner.virtual(() -> unix.echo(buffer));
        }

        @TearDown
        public void stop() throws IOException, InterruptedException {
            partner.stop(() -> unix.far().close());
            unix.close();
        }
    }
}
