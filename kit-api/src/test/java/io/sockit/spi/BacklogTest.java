package io.sockit.spi;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.sockit.spi.packet.Packet;
import io.sockit.spi.packet.PacketPool;

import org.junit.jupiter.api.Test;

class BacklogTest {
    private final PacketPool pool = PacketPool.checked();
    private int poked;

    @Test
    void countsAPacketUntilItsRelease() {
        Backlog backlog = new Backlog(0, bits -> poked++);
        Packet packet = packet(backlog);
        assertEquals(packet.chargedBytes(), backlog.bytes());
        packet.release();
        assertEquals(0, backlog.bytes());
    }

    @Test
    void goesOnCountingInAReceiveBuffer() {
        Backlog backlog = new Backlog(0, bits -> poked++);
        Packet packet = packet(backlog);
        packet.arrived();
        assertEquals(packet.chargedBytes(), backlog.bytes());
        packet.release();
    }

    @Test
    void pokesOnceWhenItFallsToTheMark() {
        Backlog backlog = new Backlog(600, bits -> poked++);
        Packet first = packet(backlog);
        Packet second = packet(backlog);
        Packet third = packet(backlog);
        first.release();
        assertEquals(0, poked);
        second.release();
        assertEquals(1, poked);
        third.release();
        assertEquals(1, poked);
    }

    @Test
    void packetThatOutlivesTheDevicePokesNobody() {
        Backlog backlog = new Backlog(0, bits -> poked++);
        Packet packet = packet(backlog);
        backlog.close();
        packet.release();
        assertEquals(0, poked);
    }

    private Packet packet(Backlog backlog) {
        Packet packet = pool.take();
        backlog.add(packet);
        return packet;
    }
}
