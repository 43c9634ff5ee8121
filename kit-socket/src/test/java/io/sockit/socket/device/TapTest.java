package io.sockit.socket.device;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.sockit.api.Errno;
import io.sockit.api.ErrnoException;
import io.sockit.api.Link;
import io.sockit.api.LinkAddress;
import io.sockit.api.PacketTap;
import io.sockit.socket.strand.HostClock;
import io.sockit.spi.CaptureFormat;
import io.sockit.spi.Transmit;
import io.sockit.spi.packet.Packet;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.Timeout.ThreadMode;

import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;

/// Others look on.
class TapTest {
    private static final LinkAddress PEER = LinkAddress.parse("02:00:00:00:00:02");

    private final Site site = new Site();
    private final List<String> seen = new ArrayList<>();

    @BeforeEach
    void open() throws Exception {
        site.devices.add("eth0", "ether:");
    }

    @AfterEach
    void close() {
        site.close();
        site.nothingLeaks();
    }

    private void see(
            Link link,
            PacketTap.Direction direction,
            long timestampNanos,
            int etherType,
            ByteBuffer frame,
            String dropped) {
        assertFalse(site.strand.inside());
        byte[] bytes = new byte[frame.remaining()];
        frame.get(bytes);
        seen.add(
                "%s %s %d %s %s"
                        .formatted(
                                link.name(),
                                direction,
                                etherType,
                                HexFormat.of().formatHex(bytes),
                                dropped));
    }

    private void deliver(String hex) {
        site.ether.last().port.deliver(site.packet(hex));
    }

    @Test
    void seesFramesOfBothDirections() {
        site.devices.tap(this::see);
        site.send("eth0", "01", PEER);
        deliver("02000000000102000000000288b502");
        assertEquals(
                List.of(
                        "eth0 OUT -1 02000000000202000000000188b501 ",
                        "eth0 IN -1 02000000000102000000000288b502 "),
                seen);
    }

    @Test
    void seesADroppedFrameAgainWithTheReason() {
        site.devices.tap(this::see);
        deliver("020000000001020000000002123402");
        assertEquals(
                List.of(
                        "eth0 IN -1 020000000001020000000002123402 ",
                        "eth0 IN -1 020000000001020000000002123402 Device.UnknownEtherType"),
                seen);
    }

    @Test
    void seesWhatAProtocolDropsWithTheHeadersItHasConsumed() throws Exception {
        site.devices.tap(this::see);
        site.devices.add("ip0", "ip:");
        site.strand.call(
                () -> {
                    var packet = site.packet("0a0b0c");
                    packet.interfaceIndex(2);
                    packet.pull(2);
                    packet.markNetwork();
                    packet.consume(2);
                    site.devices.counters().drop(packet, site.counters.counter("Test.Bad"));
                    return packet;
                });
        assertEquals(List.of("ip0 IN 34997 0a0b0c Test.Bad"), seen);
        assertEquals(1, site.count("Test.Bad"));
    }

    @Test
    void seesWhatADeviceDropsOnItsWayOut() throws Exception {
        site.devices.tap(this::see);
        site.devices.add("ip0", "ip:");
        FakeDevice device = site.ip.last();
        device.behaviour =
                frame -> {
                    // what else a protocol drops meanwhile came in
                    Packet other = site.packet("0b");
                    other.interfaceIndex(2);
                    site.devices.counters().drop(other, site.counters.counter("Test.In"));
                    device.port.drop(frame, site.counters.counter("Test.Out"));
                    return Transmit.DROPPED;
                };
        site.send("ip0", "0a");
        assertEquals(List.of("ip0 IN 34997 0b Test.In", "ip0 OUT 34997 0a Test.Out"), seen);
        assertEquals(1, site.count("Test.Out"));
        assertEquals(1, site.count("Interface.ip0.Drops"));
    }

    @Test
    @Timeout(value = 60, threadMode = ThreadMode.SEPARATE_THREAD)
    void mayManageDevicesWhileTheHostCloses() throws Exception {
        Thread closer = Thread.ofPlatform().unstarted(site.devices::close);
        List<ErrnoException> refused = new ArrayList<>();
        site.devices.tap(
                (link, direction, time, type, frame, dropped) -> {
                    closer.start();
                    while (!site.control.links().rows().isEmpty()) {
                        Thread.onSpinWait();
                    }
                    refused.add(
                            assertThrows(ErrnoException.class, () -> site.devices.remove("eth0")));
                });
        site.send("eth0", "01", PEER);
        closer.join();
        assertEquals(Errno.ENODEV, refused.getFirst().errno());
    }

    @Test
    void hearsNothingOnceClosed() throws Exception {
        AutoCloseable tap = site.devices.tap(this::see);
        tap.close();
        site.send("eth0", "01", PEER);
        assertEquals(List.of(), seen);
    }

    @Test
    void tapThatThrowsIsCalledAgain() {
        site.devices.tap(
                (link, direction, at, type, frame, dropped) -> {
                    seen.add("called");
                    throw new IllegalStateException("on purpose");
                });
        site.send("eth0", "01", PEER);
        site.send("eth0", "01", PEER);
        assertEquals(2, seen.size());
    }

    @Test
    void tapThatSendsIsNotCalledRecursively() {
        int[] depth = {0};
        site.devices.tap(
                (link, direction, at, type, frame, dropped) -> {
                    assertEquals(1, ++depth[0]);
                    if (seen.size() < 3) {
                        seen.add("x");
                        site.send("eth0", "01", PEER);
                    }
                    depth[0]--;
                });
        site.send("eth0", "01", PEER);
        assertEquals(3, seen.size());
        assertEquals(0, depth[0]);
    }

    @Test
    void tapMayCloseTheDevices() {
        site.devices.tap(
                (link, direction, at, type, frame, dropped) -> {
                    site.devices.close();
                    seen.add("closed");
                });
        site.send("eth0", "01", PEER);
        assertEquals(List.of("closed"), seen);
    }

    @Test
    void interruptFlagIsKeptFromTaps() {
        boolean[] interrupted = {true};
        site.devices.tap(
                (link, direction, at, type, frame, dropped) ->
                        interrupted[0] = Thread.currentThread().isInterrupted());
        Thread.currentThread().interrupt();
        site.send("eth0", "01", PEER);
        assertTrue(Thread.interrupted());
        assertFalse(interrupted[0]);
    }

    @Test
    void captureIsATapOfItsInterfaceAndEndsWithTheDevice() throws Exception {
        List<String> file = new ArrayList<>();
        FakeExtensions.Fake<CaptureFormat> format =
                site.extensions.of(CaptureFormat.POINT).add("cap", "txt", path -> file(file));
        site.devices.add("eth1", "ether:?capture=trace.txt");
        assertEquals(1, format.pins);
        site.send("eth0", "01", PEER);
        site.send("eth1", "02", PEER);
        site.devices.remove("eth1");
        assertEquals(List.of("OUT 15", "closed"), file);
        assertEquals(0, format.pins);
    }

    @Test
    void captureThatFailsIsChargedAndEndsAlone() throws Exception {
        List<String> file = new ArrayList<>();
        FakeExtensions.Fake<CaptureFormat> format =
                site.extensions.of(CaptureFormat.POINT).add("cap", "txt", path -> file(file));
        site.devices.add("eth1", "ether:?capture=trace.txt");
        for (int i = 0; i < 5; i++) {
            site.send("eth1", "02", PEER);
        }
        assertEquals(List.of("OUT 15", "OUT 15", "OUT 15", "closed"), file);
        assertEquals("disk full", format.faults.getFirst().getMessage());
        assertEquals(0, format.pins);
        assertEquals(5, site.ether.last().sent.size());
    }

    @Test
    void captureOfAPluginThatLeavesEndsWithoutItsDevice() throws Exception {
        List<String> file = new ArrayList<>();
        FakeExtensions.Fake<CaptureFormat> format =
                site.extensions.of(CaptureFormat.POINT).add("cap", "txt", path -> file(file));
        site.devices.add("eth1", "ether:?capture=trace.txt");
        site.devices.abort("cap");
        site.send("eth1", "02", PEER);
        assertEquals(List.of("closed"), file);
        assertEquals(0, format.pins);
        assertEquals(1, site.ether.last().sent.size());
    }

    @Test
    void whatATapMissesInRealTimeIsCounted() throws Exception {
        int more = 3;
        try (Site real = new Site(HostClock.system(), new Wires(), "real")) {
            real.devices.add("ip0", "ip:");
            AtomicInteger calls = new AtomicInteger();
            real.devices.tap(
                    (link, direction, at, type, frame, dropped) -> calls.incrementAndGet());
            real.strand.call(
                    () -> {
                        for (int i = 0; i < TapQueue.PACKETS + more; i++) {
                            real.devices
                                    .interfaces(Nobody.NOBODY)
                                    .find("ip0")
                                    .output(real.packet("01"), LinkAddress.NONE);
                        }
                        return real;
                    });
            assertEquals(more, real.count("Tap.Missed"));
            real.devices.close();
            assertEquals(TapQueue.PACKETS, calls.get());
        }
    }

    private static CaptureFormat.Capture file(List<String> lines) {
        return new CaptureFormat.Capture() {
            @Override
            public void packet(
                    Link link,
                    Direction direction,
                    long timestampNanos,
                    int etherType,
                    ByteBuffer frame,
                    String dropped) {
                lines.add(direction + " " + frame.remaining());
                if (lines.size() == 3) {
                    throw new IllegalStateException("disk full");
                }
            }

            @Override
            public void close() {
                lines.add("closed");
            }
        };
    }
}
