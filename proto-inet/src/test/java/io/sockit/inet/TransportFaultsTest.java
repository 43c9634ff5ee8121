package io.sockit.inet;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.sockit.api.LinkType;
import io.sockit.inet.spi.Cast;
import io.sockit.inet.spi.IcmpError;
import io.sockit.inet.spi.TransportInput;
import io.sockit.spi.packet.Packet;
import io.sockit.spi.packet.PacketPool;
import io.sockit.spi.packet.PacketQueue;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

import java.util.function.Consumer;

/// What a transport throws is its own plug-in's fault, and nobody else's.
class TransportFaultsTest {
    private static final int TRANSPORT = 200;
    private static final byte[] DATA = new byte[64];

    private final PacketPool pool = PacketPool.checked();
    private final Rig rig = new Rig(pool);
    private Wire eth;

    @BeforeEach
    void setUp() {
        eth = rig.wire("eth0", LinkType.IP, 1500, false);
        rig.addresses.add(eth, "10.0.0.1/24");
    }

    @AfterEach
    void theNextPacketIsServed() {
        int sent = eth.sent;
        rig.input(Packets.ipv4("10.0.0.2", "10.0.0.1", 1, 64, Packets.icmp(8, 0, 1, DATA)), eth);
        assertEquals(sent + 1, eth.sent);
    }

    /// @param before what it does with a packet before it fails
    private void failing(Consumer<Packet> before) {
        rig.transport(
                TRANSPORT,
                new TransportInput() {
                    @Override
                    public void input(Packet packet, Cast cast) {
                        before.accept(packet);
                        throw new IllegalStateException("on purpose");
                    }

                    @Override
                    public void icmpError(Packet quoted, IcmpError error, int mtu) {
                        throw new NoClassDefFoundError("on purpose");
                    }

                    @Override
                    public int checksumOffset() {
                        throw new AssertionError("on purpose");
                    }
                });
    }

    private void receive() {
        rig.input(Packets.ipv4("10.0.0.2", "10.0.0.1", TRANSPORT, 64, DATA), eth);
        assertEquals(1, rig.faults.size());
        assertEquals("on purpose", rig.faults.getFirst().getMessage());
        assertEquals(1, rig.count("Ip.InFaults"));
        assertEquals(0, rig.count("Ip.InDelivers"));
    }

    @Test
    void beforeItDidAnythingWithThePacket() {
        failing(packet -> {});
        receive();
    }

    @Test
    void afterItReleasedThePacket() {
        failing(Packet::release);
        receive();
    }

    /// The packet may lie in a queue: its later reader must not find it released.
    @Test
    void afterItGaveThePacketAway() {
        PacketQueue queue = new PacketQueue();
        failing(queue::add);
        receive();
        Packet packet = queue.poll();
        assertEquals(DATA.length, packet.length());
        packet.release();
    }

    @Test
    void inWhatItHearsOfErrors() {
        failing(Packet::release);
        byte[] mine = Packets.ipv4("10.0.0.1", "192.0.2.1", TRANSPORT, 64, DATA);
        byte[] error = Packets.icmp(3, 3, 0, mine);
        rig.input(Packets.ipv4("10.0.0.9", "10.0.0.1", 1, 64, error), eth);
        assertEquals(1, rig.faults.size());
        assertEquals(0, pool.leaks().size());
    }
}
