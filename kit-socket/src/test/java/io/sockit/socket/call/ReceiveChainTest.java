package io.sockit.socket.call;

import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.sockit.spi.packet.Packet;
import io.sockit.spi.packet.PacketPool;

import org.junit.jupiter.api.Test;
import org.mockito.Mockito;

class ReceiveChainTest {
    @Test
    void letsReadersInAfterSomethingFailedToBeFreed() {
        ReceiveChain chain = new ReceiveChain(Mockito.mock(Socket.class));
        Packet packet = new PacketPool().take();
        packet.attach(
                () -> {
                    throw new IllegalStateException("drop");
                });
        chain.add(packet);
        chain.pass();
        assertThrows(IllegalStateException.class, chain::reclaimPassed);
        assertTrue(chain.tryRead());
    }
}
