package io.sockit.cli;

import com.google.inject.Inject;

import io.sockit.api.ErrnoException;
import io.sockit.api.LinkType;
import io.sockit.spi.DeviceAddress;
import io.sockit.spi.DeviceDriver;
import io.sockit.spi.DeviceFacts;
import io.sockit.spi.DevicePort;
import io.sockit.spi.NetDevice;
import io.sockit.spi.PlaybackDevice;
import io.sockit.spi.Timer;
import io.sockit.spi.Timers;
import io.sockit.spi.Transmit;
import io.sockit.spi.packet.Packet;
import io.sockit.spi.packet.PacketPool;

import java.util.HexFormat;
import java.util.Set;
import java.util.concurrent.atomic.AtomicLong;

/// `tape:?count=N&every=TIME`: datagrams from 192.0.2.1 to port 514 of 192.0.2.2, the first at the
/// very moment it begins. On the strand.
final class TapeDevice implements PlaybackDevice {
    /// RFC 791 §3.1 and RFC 768: UDP without a checksum, data `x`.
    private static final byte[] DATAGRAM =
            HexFormat.of()
                    .parseHex("4500001d000000004011f6ccc0000201c0000202" + "303902020009000078");

    private final DevicePort port;
    private final PacketPool pool;
    private final Timer timer;
    private final long every;
    private final long count;
    private final AtomicLong played = new AtomicLong();

    private TapeDevice(DevicePort port, PacketPool pool, Timers timers, long every, long count) {
        this.port = port;
        this.pool = pool;
        this.timer = timers.timer(now -> play());
        this.every = every;
        this.count = count;
    }

    @Override
    public void begin() {
        play();
    }

    private void play() {
        Packet packet = pool.take();
        packet.append(DATAGRAM, 0, DATAGRAM.length);
        packet.etherType(0x0800);
        port.deliver(packet);
        if (played.incrementAndGet() < count) {
            timer.armIn(every);
        }
    }

    @Override
    public boolean finished() {
        return played.get() == count;
    }

    @Override
    public double progress() {
        return (double) played.get() / count;
    }

    @Override
    public DeviceFacts facts() {
        return DeviceFacts.of(LinkType.IP, 1500);
    }

    @Override
    public Transmit transmit(Packet frame) {
        frame.release();
        return Transmit.SENT;
    }

    @Override
    public void close() {}

    static final class Driver implements DeviceDriver {
        private final PacketPool pool;
        private final Timers timers;

        @Inject
        Driver(PacketPool pool, Timers timers) {
            this.pool = pool;
            this.timers = timers;
        }

        @Override
        public Set<String> options() {
            return Set.of("count", "every");
        }

        @Override
        public NetDevice open(DeviceAddress address, DevicePort port) throws ErrnoException {
            return new TapeDevice(
                    port,
                    pool,
                    timers,
                    address.values().nanos("every", 1),
                    address.values().number("count", 1, 1, 1_000_000));
        }
    }
}
