package io.sockit.socket.device;

import io.sockit.api.ErrnoException;
import io.sockit.api.LinkAddress;
import io.sockit.api.LinkType;
import io.sockit.spi.DeviceAddress;
import io.sockit.spi.DeviceDriver;
import io.sockit.spi.DeviceFacts;
import io.sockit.spi.DevicePort;
import io.sockit.spi.NetDevice;
import io.sockit.spi.Transmit;
import io.sockit.spi.packet.Packet;

import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Set;

/// A device that answers as a test says and keeps what it sent, in hexadecimal.
final class FakeDevice implements NetDevice {
    static final LinkAddress MAC = LinkAddress.parse("02:00:00:00:00:01");

    final List<String> sent = new ArrayList<>();
    final DeviceAddress address;
    final DevicePort port;
    int closes;

    /// The wire it joined, if it has a name.
    DevicePort.Wire wire;

    /// What closing does first.
    Closing onClose = () -> {};

    /// Answers in place of keeping.
    Behaviour behaviour;

    private final DeviceFacts facts;

    /// What a device does with a frame.
    interface Behaviour {
        Transmit transmit(Packet frame);
    }

    /// What happens when a device is closed.
    interface Closing {
        void call() throws InterruptedException;
    }

    FakeDevice(Driver driver, DeviceAddress address, DevicePort port) {
        LinkAddress station = driver.type == LinkType.ETHERNET ? MAC : LinkAddress.NONE;
        this.facts =
                DeviceFacts.of(driver.type, driver.mtu)
                        .withAddress(station)
                        .withLargestMtu(driver.largestMtu)
                        .withLargestSegment(driver.largestSegment);
        this.address = address;
        this.port = port;
        this.behaviour = this::keep;
    }

    @Override
    public DeviceFacts facts() {
        return facts;
    }

    @Override
    public Transmit transmit(Packet frame) {
        return behaviour.transmit(frame);
    }

    Transmit keep(Packet frame) {
        byte[] bytes = new byte[frame.length()];
        frame.copyTo(0, bytes, 0, bytes.length);
        sent.add(HexFormat.of().formatHex(bytes));
        frame.release();
        return Transmit.SENT;
    }

    @Override
    public void close() {
        try {
            onClose.call();
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
        closes++;
    }

    /// Opens [FakeDevice]s and keeps them; a name after the colon joins a wire of zero delay.
    static final class Driver implements DeviceDriver {
        final List<FakeDevice> opened = new ArrayList<>();
        final LinkType type;
        final int mtu;
        final int largestMtu;
        int largestSegment;
        Runnable onOpen = () -> {};
        RuntimeException failure;
        long delay;

        Driver(LinkType type, int mtu) {
            this(type, mtu, mtu);
        }

        Driver(LinkType type, int mtu, int largestMtu) {
            this.type = type;
            this.mtu = mtu;
            this.largestMtu = largestMtu;
        }

        @Override
        public Set<String> options() {
            return Set.of("delay");
        }

        @Override
        public NetDevice open(DeviceAddress address, DevicePort port) throws ErrnoException {
            onOpen.run();
            if (failure != null) {
                throw failure;
            }
            FakeDevice device = new FakeDevice(this, address, port);
            if (!address.argument().isEmpty()) {
                device.wire = port.join(address.argument());
                device.behaviour =
                        frame -> {
                            device.wire.carry(frame, delay);
                            return Transmit.SENT;
                        };
            }
            opened.add(device);
            return device;
        }

        FakeDevice last() {
            return opened.getLast();
        }
    }
}
