package io.sockit.bench;

import io.sockit.api.ErrnoException;
import io.sockit.api.Network;
import io.sockit.spi.Contribution;
import io.sockit.spi.Counter;
import io.sockit.spi.DeviceAddress;
import io.sockit.spi.DeviceDriver;
import io.sockit.spi.DevicePort;
import io.sockit.spi.NetDevice;
import io.sockit.spi.packet.Packet;
import io.sockit.spi.packet.PacketPool;
import io.sockit.spi.packet.PacketQueue;

import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;

/// The loopback device alone: a packet goes down to it and comes up again. There is
/// no baseline: taking the packet, the queue and the release are part of the figure.
@State(Scope.Thread)
@SuppressWarnings("NullAway.Init") // JMH calls the set-up first
public class LoopbackTurn {
    private final PacketPool pool = new PacketPool();
    private final PacketQueue arrived = new PacketQueue();
    private Network network;
    private NetDevice device;

    @Setup
    public void open() throws ErrnoException {
        network = Network.create(1);
        Contribution<DeviceDriver> driver =
                network.host("bench").start().extensions().of(DeviceDriver.POINT).find("loopback");
        if (driver == null) {
            throw new IllegalStateException("driver loopback: none (expected: that of its jar)");
        }
        device = driver.value().open(DeviceAddress.parse("loopback:"), new Port(arrived));
    }

    @TearDown
    public void close() {
        device.close();
        network.close();
    }

    @Benchmark
    public int sockit() {
        device.transmit(pool.take());
        return take();
    }

    private int take() {
        Packet packet = arrived.poll();
        if (packet == null) {
            return 0;
        }
        packet.release();
        return 1;
    }

    /// Where the device delivers.
    private record Port(PacketQueue arrived) implements DevicePort {
        @Override
        public void deliver(Packet frame) {
            arrived.add(frame);
        }

        @Override
        public void drop(Packet frame, Counter reason) {
            throw new IllegalStateException("drop: " + reason.name() + " (expected: no drop)");
        }

        @Override
        public void ready() {
            // the loopback is never busy
        }

        @Override
        public Wire join(String name) {
            throw new IllegalStateException("join: " + name + " (expected: no wire)");
        }

        @Override
        public String interfaceName() {
            return "lo";
        }
    }
}
