package io.sockit.test;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
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
import java.util.List;
import java.util.Optional;
import java.util.SplittableRandom;

/// What every device keeps that carries packets between two hosts, or back to its own.
///
/// ```
/// class WireDeviceTest extends DeviceContract {
///     @Override
///     protected String device() {
///         return "wire:x";
///     }
///
///     @Override
///     protected Optional<String> farEnd() {
///         return Optional.of("wire:x");
///     }
/// }
/// ```
/// In real time, should a call never return; on a thread that an endless one cannot keep.
@Timeout(value = 60, threadMode = ThreadMode.SEPARATE_THREAD)
public abstract class DeviceContract {
    private static final String NAME = "dev0";
    private static final Duration SOON = Duration.ofSeconds(10);
    private static final int SMALLEST_MTU = 68; // RFC 791 §3.2

    private TestNetwork net = TestNetwork.create(7);
    private @Nullable Host near;
    private @Nullable Host far;

    /// The device under test, without loss.
    protected abstract String device();

    /// The device of the host at the other end; empty for one that carries back to its own host.
    protected Optional<String> farEnd() {
        return Optional.empty();
    }

    @BeforeEach
    final void startHosts() throws ErrnoException {
        start();
    }

    private void start() throws ErrnoException {
        Host first = net.host("near").device(NAME, device()).start();
        near = first;
        far = farEnd().isEmpty() ? first : net.host("far").device(NAME, farEnd().get()).start();
    }

    @AfterEach
    final void nothingIsLeftBehind() {
        net.close();
    }

    @Test
    void saysWhatItIs() {
        Link link = link();
        assertTrue(link.up());
        assertTrue(link.mtu() >= SMALLEST_MTU, () -> "mtu: " + link.mtu());
        assertEquals(link.type() == LinkType.ETHERNET ? 6 : 0, link.address().length());
        assertEquals(farEnd().isEmpty(), link.loopback());
        assertEquals(device(), link.device());
    }

    @Test
    void deliversWhatItIsGiven() {
        for (int length : new int[] {1, 2, 63, 512, link().mtu()}) {
            assertDelivers(length);
        }
    }

    @Test
    void carriesBothWays() {
        byte[] payload = payload(100);
        Probe.of(far()).send(NAME, payload);
        assertArrives(payload, near());
    }

    @Test
    void keepsTheOrder() {
        for (int i = 0; i < 50; i++) {
            Probe.of(near()).send(NAME, new byte[] {(byte) i});
        }
        for (int i = 0; i < 50; i++) {
            assertArrives(new byte[] {(byte) i}, far());
        }
    }

    @Test
    void deliversNothingWhileItIsDown() throws ErrnoException {
        near().links().up(NAME, false);
        Probe.of(near()).send(NAME, payload(10));
        Probe.of(far()).send(NAME, payload(10));
        net.clock().advance(SOON);
        assertEquals(List.of(), Probe.of(near()).received());
        assertEquals(List.of(), Probe.of(far()).received());

        near().links().up(NAME, true);
        assertDelivers(100);
    }

    @Test
    void smallerMtuMayBeAskedFor() throws ErrnoException {
        near().replaceDevice(NAME, with("mtu=100"));
        assertEquals(100, link().mtu());
        assertDelivers(100);
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
        Probe.of(near()).received();
        if (farEnd().isPresent()) {
            sendSome(far(), 20);
        }
        net.clock().advance(SOON);
        assertEquals(List.of(), Probe.of(near()).received());
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
        Probe.of(far()).received();
        assertEquals(index, link().index());
        assertDelivers(100);
    }

    @Test
    void replaysExactly() throws ErrnoException {
        String first = trafficAndItsTrace();
        assertTrue(first.lines().count() >= 200, "every packet leaves, and arrives");
        net.close();
        net = TestNetwork.create(7);
        start();
        assertEquals(first, trafficAndItsTrace());
    }

    private String trafficAndItsTrace() {
        SplittableRandom random = new SplittableRandom(1);
        for (int i = 0; i < 100; i++) {
            Probe.of(random.nextBoolean() ? near() : far())
                    .send(NAME, payload(random.nextInt(1, link().mtu())));
            net.clock().advance(Duration.ofNanos(random.nextInt(100_000)));
        }
        net.clock().advance(SOON);
        return net.trace().toString();
    }

    private void assertDelivers(int length) {
        byte[] payload = payload(length);
        Probe.of(near()).send(NAME, payload);
        assertArrives(payload, far());
    }

    private static void sendSome(Host host, int packets) {
        for (int i = 0; i < packets; i++) {
            Probe.of(host).send(NAME, payload(40));
        }
    }

    private static void assertArrives(byte[] payload, Host at) {
        Frame frame = Probe.of(at).receive(SOON);
        assertNotNull(frame, () -> "nothing arrived of " + payload.length + " bytes");
        assertArrayEquals(payload, frame.bytes());
        assertEquals(Probe.ETHER_TYPE, frame.etherType());
    }

    private String with(String option) {
        return device() + (device().indexOf('?') < 0 ? "?" : "&") + option;
    }

    private static byte[] payload(int length) {
        byte[] payload = new byte[length];
        new SplittableRandom(length).nextBytes(payload);
        return payload;
    }

    private Link link() {
        return near().links().find(NAME).orElseThrow();
    }

    private Host near() {
        return started(near);
    }

    private Host far() {
        return started(far);
    }

    private static Host started(@Nullable Host host) {
        if (host == null) {
            throw new IllegalStateException("the hosts did not start");
        }
        return host;
    }
}
