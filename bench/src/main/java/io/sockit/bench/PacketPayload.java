package io.sockit.bench;

import io.sockit.spi.packet.Packet;
import io.sockit.spi.packet.PacketPool;

import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;

/// Payload in and out: copied into a packet and out of it, as every byte that is sent is. The
/// baseline copies through an array that is there already.
@State(Scope.Thread)
public class PacketPayload {
    @Param({"64", "1460", "65536"})
    public int bytes = 64;

    private final PacketPool pool = new PacketPool();
    private byte[] source = {};
    private byte[] between = {};
    private byte[] target = {};

    @Setup
    public void fill() {
        pool.belongTo(() -> true); // the thread is the strand
        source = Payload.of(bytes);
        between = new byte[bytes];
        target = new byte[bytes];
    }

    @Benchmark
    public int sockit() {
        Packet packet = pool.take();
        packet.append(source, 0, source.length);
        int copied = packet.copyTo(0, target, 0, target.length);
        packet.release();
        return copied;
    }

    @Benchmark
    public byte[] arraycopy() {
        System.arraycopy(source, 0, between, 0, source.length);
        System.arraycopy(between, 0, target, 0, source.length);
        return target;
    }
}
