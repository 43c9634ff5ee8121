package io.sockit.socket.device;

import static org.junit.jupiter.api.Assertions.assertDoesNotThrow;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.sockit.api.Errno;
import io.sockit.api.ErrnoException;
import io.sockit.api.InterfaceAddress;
import io.sockit.api.Link;
import io.sockit.api.LinkType;
import io.sockit.api.NetAddress;
import io.sockit.spi.CaptureFormat;
import io.sockit.spi.DeviceDriver;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.function.Executable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CountDownLatch;

/// Devices come, change and go.
class HostDevicesTest {
    private final Site site = new Site();

    @AfterEach
    void close() {
        site.close();
        assertEquals(0, site.etherRow.pins, "pins of the driver");
        site.nothingLeaks();
    }

    private static String refused(Errno errno, Executable what) {
        ErrnoException e = assertThrows(ErrnoException.class, what);
        assertEquals(errno, e.errno());
        return e.getMessage();
    }

    @Nested
    class Strings {
        @Test
        void unknownDriverNamesThoseThereAre() {
            String text = refused(Errno.ENODEV, () -> site.devices.add("eth0", "foo:"));
            assertTrue(text.contains("'foo' (expected: one of [ether, ip])"), text);
        }

        @Test
        void driverOfAHostWithoutAnyIsSaidToBeMissing() {
            site.extensions.of(DeviceDriver.POINT).remove("ether");
            site.extensions.of(DeviceDriver.POINT).remove("ip");
            String text = refused(Errno.ENODEV, () -> site.devices.add("eth0", "foo:"));
            assertTrue(text.contains("'foo' (no plug-in of this host brings one)"), text);
        }

        @Test
        void unknownOptionNamesThoseThereAre() {
            String text = refused(Errno.EINVAL, () -> site.devices.add("eth0", "ether:?speed=1"));
            assertTrue(text.contains("option 'speed' (expected: one of [delay, mtu, capture])"));
        }

        @Test
        void kitsOwnOptionsAreNotGivenToTheDriver() throws Exception {
            site.devices.add("eth0", "ether:?delay=1ms&mtu=900");
            assertEquals(Map.of("delay", "1ms"), site.ether.last().address.options());
        }

        @Test
        void mtuIsAtMostTheDevices() {
            String text = refused(Errno.EINVAL, () -> site.devices.add("eth0", "ether:?mtu=1501"));
            assertTrue(text.contains("(expected: 68 to 1500)"), text);
            assertEquals(1, site.ether.last().closes);
        }

        @Test
        void mtuStaysWithinWhatTheDeviceCarries() throws Exception {
            site.devices.add("eth0", "ether:");
            refused(Errno.EINVAL, () -> site.control.links().mtu("eth0", 1501));
            refused(Errno.EINVAL, () -> site.control.links().mtu("eth0", 67));
            site.control.links().mtu("eth0", 68);
            assertEquals(68, site.control.links().find("eth0").orElseThrow().mtu());
        }

        @Test
        void mtuMayBeMoreThanTheDeviceHasUnasked() throws Exception {
            site.extensions
                    .of(DeviceDriver.POINT)
                    .add("dev-big", "big", new FakeDevice.Driver(LinkType.IP, 1500, 9000));
            assertEquals(1500, site.devices.add("a", "big:").mtu());
            assertEquals(9000, site.devices.add("b", "big:?mtu=9000").mtu());
            refused(Errno.EINVAL, () -> site.devices.add("c", "big:?mtu=9001"));
            site.control.links().mtu("a", 9000);
            refused(Errno.EINVAL, () -> site.control.links().mtu("a", 9001));
        }

        @Test
        void captureWithoutItsFormatNamesTheMissingKindOfJar() {
            site.extensions.of(CaptureFormat.POINT).add("x", "txt", file -> null);
            String text =
                    refused(
                            Errno.EINVAL,
                            () -> site.devices.add("eth0", "ether:?capture=x.pcapng"));
            assertTrue(text.contains("[txt]") && text.contains("dev-pcap is not loaded"), text);
        }

        @Test
        void captureOfAnUnknownEndingNamesThoseThatThereAre() {
            site.extensions.of(CaptureFormat.POINT).add("x", "pcapng", file -> null);
            String text =
                    refused(Errno.EINVAL, () -> site.devices.add("eth0", "ether:?capture=x.txt"));
            assertTrue(text.contains("writes '.txt' (expected: one of [pcapng])"), text);
        }

        @ParameterizedTest
        @ValueSource(strings = {"/tmp", "/a.d/tmp", "tmp", "/a.pcapng/tmp"})
        void captureOfNoEndingNamesThoseThatThereAre(String file) {
            site.extensions.of(CaptureFormat.POINT).add("x", "pcapng", path -> null);
            String text =
                    refused(Errno.EINVAL, () -> site.devices.add("eth0", "ether:?capture=" + file));
            assertTrue(text.contains("writes 'tmp' (expected: one of [pcapng])"), text);
        }

        @Test
        void captureEndingMayBeInCapitals() {
            List<Path> opened = new ArrayList<>();
            site.extensions
                    .of(CaptureFormat.POINT)
                    .add(
                            "x",
                            "pcapng",
                            file -> {
                                opened.add(file);
                                throw new ErrnoException(Errno.EACCES, "open", file.toString());
                            });
            refused(Errno.EACCES, () -> site.devices.add("eth0", "ether:?capture=X.PcapNG"));
            assertEquals(List.of(Path.of("X.PcapNG")), opened);
        }

        @Test
        void nameInUseIsRefused() throws Exception {
            site.devices.add("eth0", "ether:");
            refused(Errno.EEXIST, () -> site.devices.add("eth0", "ether:"));
            refused(Errno.EINVAL, () -> site.devices.add("a name", "ether:"));
        }

        @Test
        void drainingDriverOpensNothing() {
            site.etherRow.draining = true;
            refused(Errno.ENODEV, () -> site.devices.add("eth0", "ether:"));
        }

        @Test
        void driverThatThrowsIsChargedAndUnpinned() {
            site.ether.failure = new IllegalStateException("no");
            ErrnoException e =
                    assertThrows(ErrnoException.class, () -> site.devices.add("eth0", "ether:"));
            assertEquals(Errno.EIO, e.errno());
            assertNull(e.getCause(), "it would hold the plug-in's classes");
            assertTrue(e.getMessage().contains("IllegalStateException"), e.getMessage());
            assertEquals(List.of(site.ether.failure), site.etherRow.faults);
            assertEquals(List.of(), site.control.links().rows());
        }
    }

    @Nested
    class Life {
        @Test
        void indexIsNeverUsedAgain() throws Exception {
            assertEquals(1, site.devices.add("eth0", "ether:").index());
            site.devices.remove("eth0");
            assertEquals(2, site.devices.add("eth0", "ether:").index());
        }

        @Test
        void interfacesThatCameAndWentLeaveNothing() throws Exception {
            site.devices.add("first", "ip:");
            site.devices.remove("first"); // the host's sums are there from now on
            Set<String> before = site.counters.names();
            site.devices.add("stays", "ip:");
            for (int i = 0; i < 100; i++) {
                site.devices.add("eth" + i, "ip:");
                site.devices.remove("eth" + i);
            }
            site.devices.add("last", "ip:");
            assertEquals("last", site.devices.interfaces(Nobody.NOBODY).find(103).link().name());
            assertEquals("stays", site.devices.interfaces(Nobody.NOBODY).find(2).link().name());
            assertNull(site.devices.interfaces(Nobody.NOBODY).find(3));
            site.devices.remove("stays");
            site.devices.remove("last");
            assertEquals(before, site.counters.names());
        }

        @Test
        void replacementKeepsNameIndexAndAddresses() throws Exception {
            Link before = site.devices.add("eth0", "ether:");
            InterfaceAddress address =
                    new InterfaceAddress(1, NetAddress.of(Site.FAMILY, new byte[4]), 8);
            site.control.addresses().add(address);
            Link after = site.devices.replace("eth0", "ip:");
            assertEquals(before.index(), after.index());
            assertEquals("ip:", after.device());
            assertEquals(List.of(after), site.control.links().rows());
            assertEquals(List.of(address), site.control.addresses().rows());
            assertEquals(1, site.ether.last().closes);
        }

        @Test
        void replacementKeepsWhatWasSetOfTheLink() throws Exception {
            site.devices.add("eth0", "ether:");
            site.control.links().mtu("eth0", 600);
            site.control.links().up("eth0", false);
            Link after = site.devices.replace("eth0", "ip:");
            assertFalse(after.up());
            assertEquals(600, after.mtu());
            assertEquals(500, site.devices.replace("eth0", "ip:?mtu=500").mtu());
            assertEquals(600, site.devices.replace("eth0", "ip:").mtu());
            site.control.links().up("eth0", true);
            site.devices.abort("dev-ip");
            assertTrue(site.devices.replace("eth0", "ether:").up());
        }

        @Test
        void replacementThatFailsKeepsTheOldDevice() throws Exception {
            site.devices.add("eth0", "ether:");
            refused(Errno.ENODEV, () -> site.devices.replace("eth0", "foo:"));
            assertEquals(0, site.ether.last().closes);
            assertTrue(site.control.links().find("eth0").orElseThrow().up());
        }

        @Test
        void removalTakesTheRowsOfTheInterfaceAlong() throws Exception {
            site.devices.add("eth0", "ether:");
            site.control
                    .addresses()
                    .add(new InterfaceAddress(1, NetAddress.of(Site.FAMILY, new byte[4]), 8));
            site.devices.remove("eth0");
            assertEquals(List.of(), site.control.addresses().rows());
            assertEquals(List.of(), site.control.links().rows());
            assertEquals(1, site.ether.last().closes);
        }

        @Test
        void protocolsHearOfEveryChange() throws Exception {
            List<String> heard = new ArrayList<>();
            site.devices.add("eth0", "ether:");
            site.devices
                    .interfaces(Nobody.NOBODY)
                    .listen(it -> heard.add(it.index() + " " + it.up() + " " + it.mtu()));
            site.control.links().mtu("eth0", 900);
            site.control.links().up("eth0", false);
            site.devices.remove("eth0");
            assertEquals(List.of("1 true 1500", "1 true 900", "1 false 900", "1 false 900"), heard);
        }

        @Test
        void abortedDeviceLeavesItsInterfaceDown() throws Exception {
            site.devices.add("eth0", "ether:");
            site.devices.abort("dev-ether");
            assertEquals(0, site.etherRow.pins);
            assertEquals(1, site.ether.last().closes);
            assertFalse(site.control.links().find("eth0").orElseThrow().up());
            refused(Errno.ENODEV, () -> site.control.links().up("eth0", true));
            assertTrue(site.devices.replace("eth0", "ip:").up());
        }

        @Test
        void abortWaitsForADeviceThatFailedAndIsBeingClosed() throws Exception {
            site.devices.add("eth0", "ether:");
            FakeDevice device = site.ether.last();
            CountDownLatch closing = new CountDownLatch(1);
            CountDownLatch mayClose = new CountDownLatch(1);
            device.behaviour =
                    frame -> {
                        frame.release();
                        throw new IllegalStateException("broken");
                    };
            device.onClose =
                    () -> {
                        closing.countDown();
                        mayClose.await();
                    };
            Thread failing =
                    Thread.ofPlatform().start(() -> site.send("eth0", "01", FakeDevice.MAC));
            closing.await();
            List<Integer> closes = new ArrayList<>();
            Thread aborting =
                    Thread.ofPlatform()
                            .start(
                                    () -> {
                                        site.devices.abort("dev-ether");
                                        closes.add(device.closes);
                                    });
            while (aborting.getState() != Thread.State.TIMED_WAITING && aborting.isAlive()) {
                Thread.onSpinWait();
            }
            mayClose.countDown();
            aborting.join();
            failing.join();
            assertEquals(List.of(1), closes);
        }

        @Test
        void driversAreCalledInsideTheChange() throws Exception {
            List<Boolean> inside = new ArrayList<>();
            site.ether.onOpen = () -> inside.add(site.changes.inside());
            site.devices.add("eth0", "ether:");
            assertEquals(List.of(true), inside);
            assertFalse(site.changes.inside());
        }

        @Nested
        class DriversThatChangeDevices {
            private void whileEtherOpens(Change change) {
                site.ether.onOpen =
                        () -> {
                            try {
                                change.make();
                            } catch (ErrnoException e) {
                                throw new IllegalStateException(e);
                            }
                        };
            }

            @Test
            void mayAddTheOneBelow() throws Exception {
                whileEtherOpens(() -> site.devices.add("below", "ip:"));
                assertEquals("eth0", site.devices.add("eth0", "ether:").name());
                List<Link> links = site.control.links().rows();
                assertEquals(2, links.size());
                assertEquals(2, links.stream().mapToInt(Link::index).distinct().count());
                site.send("eth0", "01", FakeDevice.MAC);
                site.send("below", "02");
                assertEquals(1, site.ether.last().sent.size());
                assertEquals(1, site.ip.last().sent.size());
            }

            @Test
            void mayNotTakeTheirName() {
                whileEtherOpens(() -> refused(Errno.EEXIST, () -> site.devices.add("eth0", "ip:")));
                assertDoesNotThrow(() -> site.devices.add("eth0", "ether:"));
                site.send("eth0", "01", FakeDevice.MAC);
                assertEquals(1, site.ether.last().sent.size());
            }

            @Test
            void mayChangeNothingElse() throws Exception {
                site.devices.add("ip0", "ip:");
                whileEtherOpens(
                        () -> {
                            refused(Errno.EBUSY, () -> site.devices.remove("ip0"));
                            refused(Errno.EBUSY, () -> site.devices.replace("ip0", "ip:"));
                        });
                site.devices.replace("ip0", "ether:");
                assertEquals("ether:", site.control.links().find("ip0").orElseThrow().device());
            }

            private interface Change {
                void make() throws ErrnoException;
            }
        }

        @Test
        void closedHostTakesNoDevice() {
            site.devices.close();
            refused(Errno.ENODEV, () -> site.devices.add("eth0", "ether:"));
        }
    }
}
