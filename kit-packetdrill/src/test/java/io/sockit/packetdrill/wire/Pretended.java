package io.sockit.packetdrill.wire;

import io.sockit.api.Host;
import io.sockit.spi.packet.Packet;
import io.sockit.spi.packet.PacketPool;

/// Lets a host seem to send a packet: no transport is needed.
public final class Pretended {
    private Pretended() {}

    /// @param segmentSize as the packet's; 0 for a single one
    public static void send(Host host, byte[] bytes, int segmentSize) {
        PacketPool pool = new PacketPool();
        Packet packet = pool.take();
        packet.append(bytes, 0, bytes.length);
        packet.segmentSize(segmentSize);
        Wire.of(host)
                .strand()
                .run(
                        () -> {
                            Wire.of(host).keep(packet);
                            packet.release();
                        });
    }
}
