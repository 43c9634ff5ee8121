package io.sockit.socket.device;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.sockit.api.Errno;
import io.sockit.api.ErrnoException;
import io.sockit.api.LinkAddress;
import io.sockit.api.LinkType;
import io.sockit.spi.CaptureFormat;
import io.sockit.spi.DeviceAddress;
import io.sockit.spi.DeviceDriver;
import io.sockit.spi.DeviceFacts;
import io.sockit.spi.DevicePort;
import io.sockit.spi.NetDevice;
import io.sockit.spi.Transmit;
import io.sockit.spi.packet.Packet;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

import java.io.IOException;
import java.util.List;
import java.util.Set;

/// What fails while a device is opened is told by name, charged to whom it is due, and leaves
/// nothing behind.
class OpeningTest {
    private final Site site = new Site();
    private final Hostile hostile = new Hostile();
    private FakeExtensions.Fake<DeviceDriver> row;

    @BeforeEach
    void contribute() {
        row = site.extensions.of(DeviceDriver.POINT).add("dev-hostile", "hostile", hostile);
    }

    @AfterEach
    void nothingIsLeftBehind() throws Exception {
        assertEquals(List.of(), site.control.links().rows());
        assertEquals(0, row.pins);
        assertEquals(0, site.etherRow.pins);
        assertEquals(1, site.devices.add("eth0", "ip:").index(), "name and index are free");
        site.close();
    }

    private ErrnoException refused(Errno errno, String device) {
        ErrnoException e =
                assertThrows(ErrnoException.class, () -> site.devices.add("eth0", device));
        assertEquals(errno, e.errno());
        return e;
    }

    @Nested
    class Drivers {
        private void assertCharged(String message) {
            assertEquals(message, row.faults.getFirst().getMessage());
        }

        @Test
        void thatFailToNameTheirOptionsAreCharged() {
            hostile.noOptions = new IllegalStateException("no options");
            String text = refused(Errno.EIO, "hostile:").getMessage();
            assertTrue(text.contains("plug-in dev-hostile failed"), text);
            assertCharged("no options");
            assertEquals(0, hostile.opens);
        }

        @Test
        void thatOpenNothingAreCharged() {
            hostile.opens = Integer.MIN_VALUE;
            refused(Errno.EIO, "hostile:");
            assertCharged("open's answer");
            assertEquals(1, row.faults.size());
        }

        @Test
        void thatThrowWhatTheyDoNotDeclareAreCharged() {
            hostile.undeclared = new IOException("undeclared");
            refused(Errno.EIO, "hostile:");
            assertCharged("undeclared");
        }

        @Test
        void mayRefuseWithAnErrorOfTheirOwn() {
            hostile.refusal = new ErrnoException(Errno.EACCES, "device", "not you");
            assertEquals(hostile.refusal, refused(Errno.EACCES, "hostile:"));
            assertEquals(List.of(), row.faults);
        }

        @Test
        void whoseDevicesDoNotSayWhatTheyAreAreCharged() {
            refused(Errno.EIO, "hostile:");
            assertEquals(1, row.faults.size());
            assertEquals(1, hostile.closes);
        }

        @Test
        void whoseEthernetHasNoAddressAreCharged() {
            hostile.facts = facts(LinkType.ETHERNET, 1500, 1500);
            refused(Errno.EIO, "hostile:");
            assertCharged("an Ethernet device of address " + LinkAddress.NONE);
            assertEquals(1, hostile.closes);
        }

        @Test
        void whoseMtuIsNoneAreCharged() {
            hostile.facts = facts(LinkType.IP, 67, 1500);
            refused(Errno.EIO, "hostile:");
            assertCharged("a device of MTU 67 to 1500 (expected: 68 or more)");
            hostile.facts = facts(LinkType.IP, 1500, 1499);
            refused(Errno.EIO, "hostile:");
            assertEquals(2, hostile.closes);
        }

        @Test
        void whoseDeviceDoesNotEvenCloseAreChargedForBoth() {
            hostile.facts = facts(LinkType.IP, 1500, 1500);
            hostile.noClose = new IllegalStateException("no close");
            refused(Errno.EINVAL, "hostile:?mtu=9000");
            assertCharged("no close");
        }

        private static DeviceFacts facts(LinkType type, int mtu, int largest) {
            return DeviceFacts.of(type, mtu).withLargestMtu(largest);
        }
    }

    @Nested
    class Captures {
        private FakeExtensions.Fake<CaptureFormat> format(CaptureFormat format) {
            return site.extensions.of(CaptureFormat.POINT).add("cap", "txt", format);
        }

        @Test
        void thatCannotBeWrittenRefuseTheDevice() {
            ErrnoException full = new ErrnoException(Errno.ENOSPC, "open", "trace.txt");
            FakeExtensions.Fake<CaptureFormat> format =
                    format(
                            file -> {
                                throw full;
                            });
            assertEquals(full, refused(Errno.ENOSPC, "ether:?capture=trace.txt"));
            assertEquals(0, format.pins);
            assertEquals(List.of(), format.faults);
            assertEquals(1, site.ether.last().closes);
        }

        @Test
        void thatFailAreChargedToTheirFormat() {
            FakeExtensions.Fake<CaptureFormat> format =
                    format(
                            file -> {
                                throw new IllegalStateException("no capture");
                            });
            String text = refused(Errno.EIO, "ether:?capture=trace.txt").getMessage();
            assertTrue(text.contains("trace.txt: plug-in cap failed"), text);
            assertEquals("no capture", format.faults.getFirst().getMessage());
            assertEquals(0, format.pins);
            assertEquals(List.of(), site.etherRow.faults);
            assertEquals(1, site.ether.last().closes);
        }

        @Test
        void ofAFormatThatIsBeingUnloadedAreRefused() {
            format(file -> null).draining = true;
            refused(Errno.EINVAL, "ether:?capture=trace.txt");
        }

        @Test
        void toWhatIsNoPathAreRefusedAndNobodyIsCharged() {
            FakeExtensions.Fake<CaptureFormat> format = format(file -> null);
            String text = refused(Errno.EINVAL, "ether:?capture=%00.txt").getMessage();
            assertTrue(text.contains("capture: ") && text.contains("(expected: a file)"), text);
            assertEquals(0, format.pins);
            assertEquals(List.of(), format.faults);
        }
    }

    /// A driver that does what a test asks for, and its device.
    private static final class Hostile implements DeviceDriver, NetDevice {
        RuntimeException noOptions;
        RuntimeException noClose;
        ErrnoException refusal;
        Exception undeclared;
        DeviceFacts facts;
        int opens;
        int closes;

        @Override
        public Set<String> options() {
            if (noOptions != null) {
                throw noOptions;
            }
            return Set.of();
        }

        @Override
        public NetDevice open(DeviceAddress address, DevicePort port) throws ErrnoException {
            if (refusal != null) {
                throw refusal;
            }
            if (undeclared != null) {
                throw Hostile.<RuntimeException>sneaky(undeclared);
            }
            return opens++ < 0 ? null : this;
        }

        @SuppressWarnings({"unchecked", "TypeParameterUnusedInFormals"}) // that is the trick
        private static <E extends Exception> E sneaky(Exception e) throws E {
            throw (E) e;
        }

        @Override
        public DeviceFacts facts() {
            return facts;
        }

        @Override
        public Transmit transmit(Packet frame) {
            return Transmit.BUSY;
        }

        @Override
        public void close() {
            closes++;
            if (noClose != null) {
                throw noClose;
            }
        }
    }
}
