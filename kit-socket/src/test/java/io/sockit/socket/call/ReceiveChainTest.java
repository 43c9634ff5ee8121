package io.sockit.socket.call;

import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.sockit.socket.strand.HostClock;
import io.sockit.spi.packet.Packet;
import io.sockit.spi.packet.PacketPool;

import org.junit.jupiter.api.Test;

class ReceiveChainTest {
    @Test
    void letsReadersInAfterSomethingFailedToBeFreed() throws Exception {
        PacketPool pool = new PacketPool();
        TestHost host = new TestHost(HostClock.system(), pool);
        try {
            ReceiveChain chain = host.socket(host.bound(1)).soRcv;
            Packet packet = pool.take();
            packet.attach(
                    () -> {
                        throw new IllegalStateException("drop");
                    });
            chain.add(packet);
            chain.pass();
            assertThrows(IllegalStateException.class, chain::reclaimPassed);
            assertTrue(chain.tryRead());
        } finally {
            host.close();
        }
    }
}
