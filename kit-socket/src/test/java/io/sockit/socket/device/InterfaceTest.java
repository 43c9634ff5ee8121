package io.sockit.socket.device;

import static org.junit.jupiter.api.Assertions.assertDoesNotThrow;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.sockit.api.LinkAddress;
import io.sockit.api.LinkType;
import io.sockit.spi.EtherType;
import io.sockit.spi.NetInterface;
import io.sockit.spi.NetworkProtocol;
import io.sockit.spi.Transmit;
import io.sockit.spi.packet.Packet;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

import java.util.HexFormat;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;

/// Packets pass an interface.
class InterfaceTest {
    private static final LinkAddress PEER = LinkAddress.parse("02:00:00:00:00:02");
    private static final String TO_US = "020000000001" + "020000000002" + "88b5";

    private final Site site = new Site();
    private FakeDevice device;

    @BeforeEach
    void open() throws Exception {
        site.devices.add("eth0", "ether:");
        site.devices.add("ip0", "ip:");
        device = site.ether.last();
    }

    @AfterEach
    void close() {
        site.close();
        site.nothingLeaks();
    }

    @Nested
    class WithoutMemory {
        @Test
        void framesOfOtherThreadsAreRefused() {
            site.strand.enter(); // so that nobody takes them meanwhile
            site.pool.levels(0, 0, 2_000);
            Thread other =
                    Thread.ofPlatform()
                            .start(
                                    () -> {
                                        for (int i = 0; i < 100; i++) {
                                            device.port.deliver(site.packet(TO_US + "01"));
                                        }
                                    });
            assertDoesNotThrow(() -> other.join());
            assertTrue(site.pool.used() < 4_000);
            site.strand.leave();
            assertEquals(100, site.received.size() + site.count("Device.InboxFull"));
            assertTrue(site.received.size() < 10);
        }

        @Test
        void packetsDoNotWaitForABusyDevice() {
            device.behaviour = frame -> Transmit.BUSY;
            site.pool.levels(0, 0, 2_000);
            for (int i = 0; i < 100; i++) {
                site.send("eth0", "01", PEER);
            }
            assertTrue(site.count("Device.NoMemory") > 90);
            assertTrue(site.pool.used() < 4_000);
        }
    }

    @Nested
    class Out {
        @Test
        void ethernetFramesAreMadeByTheKit() {
            site.send("eth0", "0102", PEER);
            assertEquals(List.of("020000000002" + "020000000001" + "88b5" + "0102"), device.sent);
            assertEquals(1, site.count("Device.OutPackets"));
            assertEquals(16, site.count("Interface.eth0.OutBytes"));
        }

        @Test
        void packetsOfOtherLinksHaveNoHeader() {
            site.send("ip0", "0102");
            assertEquals(List.of("0102"), site.ip.last().sent);
        }

        @Test
        void packetWithoutLinkAddressIsDropped() {
            site.send("eth0", "0102");
            assertEquals(1, site.count("Device.NoLinkAddress"));
            assertEquals(1, site.count("Interface.eth0.Drops"));
        }

        @Test
        void packetLargerThanTheMtuIsDropped() throws Exception {
            site.control.links().mtu("ip0", 68);
            site.send("ip0", "01".repeat(68));
            site.send("ip0", "01".repeat(69));
            assertEquals(1, site.ip.last().sent.size());
            assertEquals(1, site.count("Device.TooLarge"));
        }

        @Test
        void packetToBeCutMayBeAsLargeAsTheDeviceTakesIt() throws Exception {
            site.ip.largestSegment = 4000;
            site.devices.add("ip1", "ip:");
            NetInterface cutting = site.devices.interfaces(Nobody.NOBODY).find("ip1");
            assertEquals(4000, cutting.maxSegment());
            for (int length : new int[] {4000, 4001}) {
                Packet packet = site.packet("01".repeat(length));
                packet.segmentSize(1400);
                site.strand.run(() -> cutting.output(packet, LinkAddress.NONE));
            }
            site.send("ip1", "01".repeat(1501));
            assertEquals(1, site.ip.last().sent.size());
            assertEquals(2, site.count("Device.TooLarge"));
        }

        @Test
        void interfaceThatIsDownDrops() throws Exception {
            site.control.links().up("ip0", false);
            site.send("ip0", "0102");
            assertEquals(List.of(), site.ip.last().sent);
            assertEquals(1, site.count("Device.Down"));
        }

        @Test
        void whatABusyDeviceDoesNotTakeWaitsInOrder() {
            device.behaviour = frame -> Transmit.BUSY;
            site.send("eth0", "01", PEER);
            device.behaviour = device::keep;
            site.send("eth0", "02", PEER);
            assertEquals(List.of(), device.sent);
            device.port.ready();
            assertEquals(2, device.sent.size());
            assertTrue(device.sent.get(0).endsWith("01") && device.sent.get(1).endsWith("02"));
        }

        @Test
        void queueOfABusyDeviceIsBounded() {
            device.behaviour = frame -> Transmit.BUSY;
            for (int i = 0; i < Egress.QUEUE + 3; i++) {
                site.send("eth0", "01", PEER);
            }
            assertEquals(3, site.count("Device.QueueFull"));
        }

        @Test
        void deviceThatThrowsIsEndedAndCharged() {
            IllegalStateException failure = new IllegalStateException("broken");
            device.behaviour =
                    frame -> {
                        frame.release();
                        throw failure;
                    };
            site.send("eth0", "01", PEER);
            assertEquals(List.of(failure), site.etherRow.faults);
            assertEquals(1, device.closes);
            assertEquals(0, site.etherRow.pins);
            assertFalse(site.control.links().find("eth0").orElseThrow().up());
            site.send("eth0", "01", PEER);
            assertEquals(1, site.count("Device.Gone"));
            site.send("ip0", "01");
            assertEquals(List.of("01"), site.ip.last().sent);
        }

        @Test
        void deviceThatAnswersNothingIsEndedAndCharged() {
            device.behaviour =
                    frame -> {
                        frame.release();
                        return null;
                    };
            site.send("eth0", "01", PEER);
            assertEquals("transmit's answer", site.etherRow.faults.getFirst().getMessage());
            assertEquals(1, device.closes);
        }
    }

    @Nested
    class In {
        private void deliver(String hex) {
            device.port.deliver(site.packet(hex));
        }

        @Test
        void frameForThisStationGoesUpWithoutItsHeader() {
            deliver(TO_US + "0102");
            assertEquals(List.of("0102"), site.received);
            assertEquals(16, site.count("Interface.eth0.InBytes"));
        }

        @Test
        void broadcastAndMulticastGoUp() {
            deliver("ffffffffffff" + "020000000002" + "88b5" + "01");
            deliver("33330000fb01" + "020000000002" + "88b5" + "02");
            assertEquals(List.of("01", "02"), site.received);
        }

        @Test
        void frameForAnotherStationIsDropped() {
            deliver("020000000003" + "020000000002" + "88b5" + "01");
            assertEquals(1, site.count("Device.OtherHost"));
        }

        @Test
        void frameShorterThanItsHeaderIsDropped() {
            deliver("0200000000010200000000");
            assertEquals(1, site.count("Device.ShortFrame"));
        }

        @Test
        void unknownEtherTypeIsDropped() {
            deliver("020000000001" + "020000000002" + "1234" + "01");
            assertEquals(1, site.count("Device.UnknownEtherType"));
        }

        @Test
        void protocolThatLeftGetsNothing() {
            site.extensions
                    .of(NetworkProtocol.POINT)
                    .remove(new EtherType(LinkType.ETHERNET, Site.TYPE));
            deliver(TO_US + "01");
            assertEquals(1, site.count("Device.UnknownEtherType"));
        }

        @Test
        void protocolThatThrowsIsCharged() {
            deliver(TO_US + "bb");
            deliver(TO_US + "01");
            assertEquals("bad packet", site.protocolRow.faults.getFirst().getMessage());
            assertEquals(List.of("01"), site.received);
        }

        @Test
        void protocolThatThrowsKeepsNobodysCharge() {
            AtomicInteger charged = new AtomicInteger(100);
            byte[] frame = HexFormat.of().parseHex(TO_US + "bc");
            Packet packet = site.pool.take();
            packet.append(frame, 0, frame.length);
            packet.charge(bytes -> charged.addAndGet(-bytes), 100);
            device.port.deliver(packet);
            assertEquals("kept packet", site.protocolRow.faults.getFirst().getMessage());
            assertEquals(0, charged.get());
        }

        @Test
        void interfaceThatIsDownDrops() throws Exception {
            site.control.links().up("eth0", false);
            deliver(TO_US + "01");
            assertEquals(1, site.count("Device.Down"));
        }

        @Test
        void whatTheStrandDeliversIsTakenAfterTheCurrentWork() {
            site.strand.call(
                    () -> {
                        deliver(TO_US + "01");
                        assertEquals(List.of(), site.received);
                        return device;
                    });
            assertEquals(List.of("01"), site.received);
        }

        @Test
        void inboxOfOtherThreadsIsBounded() throws Exception {
            site.strand.enter();
            try {
                Thread other =
                        new Thread(
                                () -> {
                                    for (int i = 0; i < Port.INBOX + 5; i++) {
                                        deliver(TO_US + "01");
                                    }
                                });
                other.start();
                other.join();
            } finally {
                site.strand.leave();
            }
            site.strand.call(() -> device);
            assertEquals(Port.INBOX, site.received.size());
            assertEquals(5, site.count("Device.InboxFull"));
        }

        @Test
        void frameForARemovedDeviceIsDropped() throws Exception {
            site.devices.remove("eth0");
            deliver(TO_US + "01");
            assertEquals(1, site.count("Device.Gone"));
        }
    }
}
