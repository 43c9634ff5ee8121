package io.sockit.bench;

import org.jspecify.annotations.Nullable;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.OperationsPerInvocation;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.concurrent.locks.LockSupport;

/// 64 bytes there and back between two virtual threads that block in their calls. The baseline
/// `park` is the bare hand-over of the JDK, without a byte: what it allocates no socket can save.
/// The baseline `kernel` is what a Java program gets: the JDK's poller thread, which wakes virtual
/// threads when a socket of the kernel is ready, is in it and costs most of it.
@State(Scope.Thread)
public class UdpVirtualThreads {
    private static final int ROUNDS = 5000;

    private final byte[] message = Payload.of(Payload.SMALL);
    private final ByteBuffer direct = ByteBuffer.allocateDirect(Payload.SMALL);

    @Benchmark
    @OperationsPerInvocation(ROUNDS)
    public void sockit(SockitEcho echo) throws InterruptedException {
        SockitUdp udp = echo.udp;
        rounds(
                () -> {
                    udp.send(udp.near(), message);
                    udp.receive(udp.near(), message);
                });
    }

    @Benchmark
    @OperationsPerInvocation(ROUNDS)
    public void kernel(KernelEcho echo) throws InterruptedException {
        rounds(
                () -> {
                    KernelUdp.send(echo.udp.near(), direct);
                    KernelUdp.receive(echo.udp.near(), direct);
                });
    }

    @Benchmark
    @OperationsPerInvocation(ROUNDS)
    public void park(Handover handover) throws InterruptedException {
        rounds(handover::pingPong);
    }

    private static void rounds(Partner.Step round) throws InterruptedException {
        Rounds work = new Rounds(round);
        Thread.ofVirtual().name("rounds").start(work).join();
        if (work.failure != null) {
            throw new IllegalStateException("a round failed", work.failure);
        }
    }

    private static final class Rounds implements Runnable {
        private final Partner.Step round;
        private @Nullable IOException failure;

        Rounds(Partner.Step round) {
            this.round = round;
        }

        @Override
        public void run() {
            try {
                for (int i = 0; i < ROUNDS; i++) {
                    round.run();
                }
            } catch (IOException e) {
                failure = e;
            }
        }
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

    /// A virtual thread that is woken and wakes.
    @State(Scope.Benchmark)
    @SuppressWarnings("NullAway.Init") // JMH calls the set-up first
    public static class Handover {
        private Partner partner;
        private volatile Thread near;
        private volatile boolean theirs;

        @Setup
        public void start() {
            partner = Partner.virtual(this::answer);
        }

        @TearDown
        public void stop() throws IOException, InterruptedException {
            partner.stop(() -> LockSupport.unpark(partner.thread()));
        }

        private void answer() {
            if (theirs) {
                theirs = false;
                LockSupport.unpark(near);
            } else {
                LockSupport.park(this);
            }
        }

        void pingPong() {
            near = Thread.currentThread();
            theirs = true;
            LockSupport.unpark(partner.thread());
            while (theirs) {
                LockSupport.park(this);
            }
        }
    }
}
