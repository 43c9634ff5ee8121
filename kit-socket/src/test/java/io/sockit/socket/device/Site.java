package io.sockit.socket.device;

import io.sockit.api.AddressFamily;
import io.sockit.api.LinkAddress;
import io.sockit.api.LinkType;
import io.sockit.socket.control.ControlPlane;
import io.sockit.socket.control.CounterTable;
import io.sockit.socket.control.Notation;
import io.sockit.socket.plugin.HostChanges;
import io.sockit.socket.sched.SteppedClock;
import io.sockit.socket.strand.HostClock;
import io.sockit.socket.strand.HostStrand;
import io.sockit.spi.DeviceDriver;
import io.sockit.spi.EtherType;
import io.sockit.spi.NetInterface;
import io.sockit.spi.NetworkProtocol;
import io.sockit.spi.ProtocolFamily;
import io.sockit.spi.packet.Packet;
import io.sockit.spi.packet.PacketPool;

import org.junit.jupiter.api.Assertions;

import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;

/// The device room of one host on a virtual clock, with as much of a host around it as it needs.
final class Site implements AutoCloseable {
    static final int TYPE = 0x88b5; // IEEE 802: local experiments
    static final AddressFamily FAMILY = new AddressFamily(99, "AF_TEST");

    final HostStrand strand;
    final PacketPool pool = PacketPool.checked();
    final CounterTable counters = new CounterTable();
    final FakeExtensions extensions = new FakeExtensions();
    final ControlPlane control;
    final HostChanges changes = new HostChanges();
    final HostDevices devices;
    final FakeDevice.Driver ether = new FakeDevice.Driver(LinkType.ETHERNET, 1500);
    final FakeDevice.Driver ip = new FakeDevice.Driver(LinkType.IP, 1500);
    final FakeExtensions.Fake<DeviceDriver> etherRow;
    final FakeExtensions.Fake<NetworkProtocol> protocolRow;

    /// What came up to the protocol, with its moment.
    final List<String> received = new ArrayList<>();

    final List<Long> moments = new ArrayList<>();

    Site() {
        this(new SteppedClock(), new Wires(), "a");
    }

    Site(HostClock clock, Wires wires, String name) {
        strand = clock.strand(name);
        control = new ControlPlane(strand, new Notation(extensions.of(ProtocolFamily.POINT)));
        devices = new HostDevices(changes, strand, control, counters, pool, wires);
        etherRow = extensions.of(DeviceDriver.POINT).add("dev-ether", "ether", ether);
        extensions.of(DeviceDriver.POINT).add("dev-ip", "ip", ip);
        protocolRow = protocol(LinkType.ETHERNET);
        protocol(LinkType.IP);
        devices.start(extensions);
    }

    private FakeExtensions.Fake<NetworkProtocol> protocol(LinkType type) {
        return extensions
                .of(NetworkProtocol.POINT)
                .add("proto", new EtherType(type, TYPE), this::input);
    }

    private void input(Packet packet, NetInterface from) {
        byte[] bytes = new byte[packet.length()];
        packet.copyTo(0, bytes, 0, bytes.length);
        if (bytes.length > 0 && bytes[0] == (byte) 0xbc) {
            throw new IllegalStateException("kept packet");
        }
        packet.release();
        if (bytes.length > 0 && bytes[0] == (byte) 0xbb) {
            throw new IllegalStateException("bad packet");
        }
        received.add(HexFormat.of().formatHex(bytes));
        moments.add(strand.now());
    }

    Packet packet(String hex) {
        byte[] bytes = HexFormat.of().parseHex(hex);
        Packet packet = pool.take();
        packet.append(bytes, 0, bytes.length);
        packet.etherType(TYPE);
        return packet;
    }

    /// Sends a network packet out of an interface.
    void send(String name, String hex, LinkAddress to) {
        strand.call(
                () -> {
                    devices.interfaces(Nobody.NOBODY).find(name).output(packet(hex), to);
                    return name;
                });
    }

    void send(String name, String hex) {
        send(name, hex, LinkAddress.NONE);
    }

    long count(String counter) {
        return counters.get(counter);
    }

    void nothingLeaks() {
        Assertions.assertEquals(List.of(), pool.leaks());
    }

    @Override
    public void close() {
        devices.close();
        strand.close();
    }
}
