package io.sockit.socket.call;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.sockit.api.Message;
import io.sockit.api.Msg;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class DatagramTest {
    private TestHost host;
    private int a;
    private int b;

    @BeforeEach
    void twoSockets() throws Exception {
        host = TestHost.inVirtualTime();
        a = host.bound(1);
        b = host.bound(2);
    }

    @AfterEach
    void nothingLeaks() {
        host.close();
    }

    @Test
    void arrivesWithItsSource() throws Exception {
        host.send(a, 2, "hello");
        byte[] data = new byte[10];
        Message from = new Message();
        assertEquals(5, host.process.recvfrom(b, data, 0, 10, 0, from));
        assertEquals(new PairName(1), from.name());
        assertEquals(0, from.flags());
    }

    @Test
    void peekLeavesItThere() throws Exception {
        host.send(a, 2, "hello");
        assertEquals("hello", host.receive(b, Msg.MSG_PEEK));
        assertEquals("hello", host.receive(b, 0));
        assertEquals("WOULD_BLOCK", host.receive(b, Msg.MSG_DONTWAIT));
    }
}
