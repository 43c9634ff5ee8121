package io.sockit.test;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.sockit.api.Errno;
import io.sockit.api.ErrnoException;
import io.sockit.api.Host;
import io.sockit.api.Link;
import io.sockit.api.LinkType;
import io.sockit.spi.Contribution;
import io.sockit.spi.DeviceDriver;

import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.Timeout.ThreadMode;

import java.time.Duration;
import java.util.Optional;
import java.util.SplittableRandom;

/// What every device keeps, whatever becomes of the packets that it takes. One that carries them to
/// another host, or back to its own, keeps [WireContract] too.
///
/// ```
/// class NullDeviceTest extends DeviceContract {
///     @Override
///     protected String device() {
///         return "null:";
///     }
/// }
/// ```
/// In real time, should a call never return; on a thread that an endless one cannot keep.
@Timeout(value = 60, threadMode = ThreadMode.SEPARATE_THREAD)
public abstract class DeviceContract {
    static final String NAME = "dev0";
    static final Duration SOON = Duration.ofSeconds(10);

    private static final int SMALLEST_MTU = 68; // RFC 791 §3.2

    private TestNetwork net = TestNetwork.create(7);
    private @Nullable Host near;

    /// The device under test, without loss.
    protected abstract String device();

    @BeforeEach
    @Timeout(value = 60, threadMode = ThreadMode.SEPARATE_THREAD)
    final void startHosts() throws ErrnoException {
        start();
    }

    void start() throws ErrnoException {
        near = net.host("near").device(NAME, device()).start();
    }

    /// Begins anew, with the same seed.
    final void restart() throws ErrnoException {
        net.close();
        net = TestNetwork.create(7);
        start();
    }

    @AfterEach
    @Timeout(value = 60, threadMode = ThreadMode.SEPARATE_THREAD)
    final void nothingIsLeftBehind() {
        try {
            net.close();
        } finally {
            net.assertNoFaults();
        }
    }

    @Test
    void saysWhatItIs() {
        Link link = link();
        assertTrue(link.up());
        assertTrue(link.mtu() >= SMALLEST_MTU, () -> "mtu: " + link.mtu());
        assertEquals(link.type() == LinkType.ETHERNET ? 6 : 0, link.address().length());
        assertEquals(device(), link.device());
    }

    @Test
    void takesWhatItIsGiven() {
        for (int length : new int[] {1, 2, 63, 512, link().mtu()}) {
            Probe.of(near()).send(NAME, payload(length));
        }
        net.clock().advance(SOON);
        assertTrue(link().up());
    }

    @Test
    void smallerMtuMayBeAskedFor() throws ErrnoException {
        near().replaceDevice(NAME, with("mtu=100"));
        assertEquals(100, link().mtu());
    }

    @Test
    void mtuBeyondAnyDevicesIsRefused() {
        Errnos.assertErrno(
                Errno.EINVAL, () -> near().replaceDevice(NAME, with("mtu=" + Integer.MAX_VALUE)));
    }

    @Test
    void unknownOptionIsRefusedAndTheKnownOnesNamed() {
        String driver = device().substring(0, device().indexOf(':'));
        Contribution<DeviceDriver> row = near().extensions().of(DeviceDriver.POINT).find(driver);
        assertNotNull(row);
        ErrnoException refused =
                Errnos.assertErrno(
                        Errno.EINVAL, () -> near().replaceDevice(NAME, with("nosuch=1")));
        for (String option : row.value().options()) {
            assertTrue(String.valueOf(refused.getMessage()).contains(option), refused::getMessage);
        }
    }

    @Test
    void mayBeRemovedWhileFramesAreUnderWay() throws ErrnoException {
        sendSome(near(), 20);
        near().removeDevice(NAME);
        net.clock().advance(SOON);
        assertEquals(Optional.empty(), near().links().find(NAME));
    }

    @Test
    void mayBeClosedWhileFramesAreUnderWay() {
        sendSome(near(), 20);
        near().close();
        net.clock().advance(SOON);
        // What is left behind is found when the network is closed.
    }

    @Test
    void mayBeReplacedByAnotherOfItsKind() throws ErrnoException {
        int index = link().index();
        sendSome(near(), 20);
        near().replaceDevice(NAME, device());
        net.clock().advance(SOON);
        assertEquals(index, link().index());
        assertTrue(link().up());
    }

    static void sendSome(Host host, int packets) {
        for (int i = 0; i < packets; i++) {
            Probe.of(host).send(NAME, payload(40));
        }
    }

    static byte[] payload(int length) {
        byte[] payload = new byte[length];
        new SplittableRandom(length).nextBytes(payload);
        return payload;
    }

    final String with(String option) {
        return device() + (device().indexOf('?') < 0 ? "?" : "&") + option;
    }

    final TestNetwork net() {
        return net;
    }

    final Link link() {
        return near().links().find(NAME).orElseThrow();
    }

    final Host near() {
        return started(near);
    }

    static Host started(@Nullable Host host) {
        if (host == null) {
            throw new IllegalStateException("the hosts did not start");
        }
        return host;
    }
}
