package io.sockit.test;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.sockit.api.ErrnoException;
import io.sockit.api.Host;

import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.SplittableRandom;

/// What every device keeps that carries packets between two hosts, or back to its own.
///
/// ```
/// class WireDeviceTest extends WireContract {
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
public abstract class WireContract extends DeviceContract {
    private @Nullable Host far;

    /// The device of the host at the other end; empty for one that carries back to its own host.
    protected Optional<String> farEnd() {
        return Optional.empty();
    }

    @Override
    final void start() throws ErrnoException {
        super.start();
        far = farEnd().isEmpty() ? near() : net().host("far").device(NAME, farEnd().get()).start();
    }

    @Test
    void isALoopbackWhereItHasNoFarEnd() {
        assertEquals(farEnd().isEmpty(), link().loopback());
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
        net().clock().advance(SOON);
        assertEquals(List.of(), Probe.of(near()).received());
        assertEquals(List.of(), Probe.of(far()).received());

        near().links().up(NAME, true);
        assertDelivers(100);
    }

    @Test
    void deliversWhatFitsASmallerMtu() throws ErrnoException {
        near().replaceDevice(NAME, with("mtu=100"));
        assertDelivers(100);
    }

    @Test
    void deliversNothingAfterItIsRemoved() throws ErrnoException {
        sendSome(near(), 20);
        near().removeDevice(NAME);
        Probe.of(near()).received();
        if (farEnd().isPresent()) {
            sendSome(far(), 20);
        }
        net().clock().advance(SOON);
        assertEquals(List.of(), Probe.of(near()).received());
    }

    @Test
    void deliversAfterItIsReplaced() throws ErrnoException {
        sendSome(near(), 20);
        near().replaceDevice(NAME, device());
        net().clock().advance(SOON);
        Probe.of(far()).received();
        assertDelivers(100);
    }

    @Test
    void replaysExactly() throws ErrnoException {
        String first = trafficAndItsTrace();
        assertTrue(first.lines().count() >= 200, "every packet leaves, and arrives");
        restart();
        assertEquals(first, trafficAndItsTrace());
    }

    private String trafficAndItsTrace() {
        SplittableRandom random = new SplittableRandom(1);
        for (int i = 0; i < 100; i++) {
            Probe.of(random.nextBoolean() ? near() : far())
                    .send(NAME, payload(random.nextInt(1, link().mtu())));
            net().clock().advance(Duration.ofNanos(random.nextInt(100_000)));
        }
        net().clock().advance(SOON);
        return net().trace().toString();
    }

    private void assertDelivers(int length) {
        byte[] payload = payload(length);
        Probe.of(near()).send(NAME, payload);
        assertArrives(payload, far());
    }

    private static void assertArrives(byte[] payload, Host at) {
        Frame frame = Probe.of(at).receive(SOON);
        assertNotNull(frame, () -> "nothing arrived of " + payload.length + " bytes");
        assertArrayEquals(payload, frame.bytes());
        assertEquals(Probe.ETHER_TYPE, frame.etherType());
    }

    private Host far() {
        return started(far);
    }
}
