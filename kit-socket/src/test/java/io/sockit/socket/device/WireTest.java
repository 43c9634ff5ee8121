package io.sockit.socket.device;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.sockit.api.Errno;
import io.sockit.api.ErrnoException;
import io.sockit.api.LinkAddress;
import io.sockit.socket.sched.SteppedClock;
import io.sockit.spi.DeviceDriver;
import io.sockit.spi.packet.Packet;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

import java.time.Duration;
import java.util.List;

/// Frames cross from host to host.
class WireTest {
    private final SteppedClock clock = new SteppedClock();
    private final Wires wires = new Wires();
    private final Site a = new Site(clock, wires, "a");
    private final Site b = new Site(clock, wires, "b");

    @AfterEach
    void close() {
        a.close();
        b.close();
        a.nothingLeaks();
        b.nothingLeaks();
    }

    private void join() throws Exception {
        a.devices.add("eth0", "ip:wan");
        b.devices.add("eth0", "ip:wan");
    }

    private void send(long deliverAt, String hex) {
        a.ip.delay = deliverAt;
        a.send("eth0", hex);
    }

    @Test
    void frameThatIsDueArrivesAtOnce() throws Exception {
        join();
        send(0, "01");
        assertEquals(List.of("01"), b.received);
    }

    @Test
    void framesArriveInTheOrderOfTheirMomentsToTheNanosecond() throws Exception {
        join();
        send(5_000_003, "03");
        send(5_000_001, "01");
        send(5_000_003, "04");
        send(5_000_002, "02");
        assertEquals(List.of(), b.received);
        clock.advance(Duration.ofMillis(10));
        assertEquals(List.of("01", "02", "03", "04"), b.received);
        assertEquals(List.of(5_000_001L, 5_000_002L, 5_000_003L, 5_000_003L), b.moments);
    }

    @Test
    void earlierFrameSentLaterIsNotHeldUp() throws Exception {
        join();
        send(9_000_000, "02");
        clock.advance(Duration.ofMillis(1));
        send(2_000_000, "01");
        clock.advance(Duration.ofMillis(2));
        assertEquals(List.of(2_000_000L), b.moments);
    }

    @Test
    void thirdEndIsRefused() throws Exception {
        join();
        Site c = new Site(clock, wires, "c");
        ErrnoException e =
                assertThrows(ErrnoException.class, () -> c.devices.add("eth0", "ip:wan"));
        assertEquals(Errno.EBUSY, e.errno());
        a.devices.remove("eth0");
        c.devices.add("eth0", "ip:wan");
        c.close();
    }

    @Test
    void endOfAnotherLinkTypeIsRefused() throws Exception {
        a.devices.add("eth0", "ip:wan");
        b.extensions.of(DeviceDriver.POINT).add("dev-ether", "ip", b.ether);
        ErrnoException e =
                assertThrows(ErrnoException.class, () -> b.devices.add("eth1", "ip:wan"));
        assertEquals(Errno.EINVAL, e.errno());
        assertTrue(
                e.getMessage()
                        .contains(
                                "'ip:wan': link type ETHERNET at b eth1"
                                        + " (expected: IP, as at the other end, a eth0)"),
                e::getMessage);
        a.devices.remove("eth0");
        b.devices.add("eth1", "ip:wan");
    }

    @Test
    void deviceThatIsGoneJoinsNoWire() throws Exception {
        a.devices.add("eth0", "ip:");
        a.devices.remove("eth0");
        ErrnoException e = assertThrows(ErrnoException.class, () -> a.ip.last().port.join("wan"));
        assertEquals(Errno.ENODEV, e.errno());
        a.devices.add("eth1", "ip:wan");
        a.devices.add("eth2", "ip:wan");
    }

    @Test
    void bothEndsMayBeOfOneHost() throws Exception {
        a.devices.add("eth0", "ip:wan");
        a.devices.add("eth1", "ip:wan");
        a.send("eth1", "01");
        assertEquals(List.of("01"), a.received);
    }

    @Test
    void nobodyAtTheOtherEndIsACountedDrop() throws Exception {
        a.devices.add("eth0", "ip:wan");
        send(0, "01");
        assertEquals(1, a.count("Device.NoCarrier"));
    }

    @Test
    void framesUnderWayToARemovedEndAreDropped() throws Exception {
        join();
        send(1_000, "01");
        b.devices.remove("eth0");
        clock.advance(Duration.ofMillis(1));
        assertEquals(List.of(), b.received);
        assertEquals(1, b.count("Device.Gone"));
        send(0, "02");
        assertEquals(1, a.count("Device.NoCarrier"));
    }

    @Test
    void replacedDeviceInheritsTheEnd() throws Exception {
        join();
        a.devices.replace("eth0", "ip:wan?delay=1ms");
        send(0, "01");
        assertEquals(List.of("01"), b.received);
        b.send("eth0", "02");
        assertEquals(List.of("02"), a.received);
    }

    @Test
    void replacementThatFailsLeavesTheEndWhereItWas() throws Exception {
        join();
        assertThrows(ErrnoException.class, () -> a.devices.replace("eth0", "ip:wan?mtu=1000000"));
        send(0, "01");
        assertEquals(List.of("01"), b.received);
    }

    @Test
    void loadUnderWayIsBoundedByPacketsAndBytes() {
        WireLoad load = new WireLoad();
        for (int i = 0; i < WireLoad.MAX_PACKETS; i++) {
            assertTrue(load.add(0));
        }
        assertFalse(load.add(0));
        load.remove(0);
        assertTrue(load.add((int) WireLoad.MAX_BYTES));
        load.remove(0);
        assertFalse(load.add(1));
    }

    @Test
    void wireTakesWhatTheMemoryOfTheSendingHostAdmits() throws Exception {
        join();
        a.pool.levels(0, 0, 10_000);
        for (int i = 0; i < 1000; i++) {
            send(1_000_000, "01".repeat(100));
        }
        assertTrue(a.count("Device.NoMemory") > 900, () -> "" + a.counters.drops());
        assertTrue(a.pool.used() <= 13_000, () -> a.pool.used() + " bytes");
        clock.advance(Duration.ofMillis(2));
        assertEquals(1000 - a.count("Device.NoMemory"), b.received.size());
        b.received.clear();
        send(0, "02");
        assertEquals(List.of("02"), b.received);
    }

    @Test
    void sendersBufferIsUnchargedWhenAFrameLeavesTheHost() throws Exception {
        join();
        int[] paid = {7};
        a.ip.delay = 1_000;
        a.strand.call(
                () -> {
                    Packet packet = a.packet("01");
                    packet.charge(bytes -> paid[0] -= bytes, 7);
                    a.devices
                            .interfaces(Nobody.NOBODY)
                            .find("eth0")
                            .output(packet, LinkAddress.NONE);
                    return packet;
                });
        assertEquals(0, paid[0]);
    }
}
