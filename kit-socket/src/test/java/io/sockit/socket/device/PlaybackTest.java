package io.sockit.socket.device;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.sockit.api.ErrnoException;
import io.sockit.api.LinkType;
import io.sockit.api.Playback;
import io.sockit.spi.DeviceAddress;
import io.sockit.spi.DeviceDriver;
import io.sockit.spi.DeviceFacts;
import io.sockit.spi.DevicePort;
import io.sockit.spi.NetDevice;
import io.sockit.spi.PlaybackDevice;
import io.sockit.spi.Transmit;
import io.sockit.spi.packet.Packet;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

import java.util.Set;

/// Devices that bring traffic by themselves.
class PlaybackTest {
    private final Site site = new Site();
    private final Tape tape = new Tape();

    @BeforeEach
    void contribute() {
        site.extensions.of(DeviceDriver.POINT).add("dev-tape", "tape", new TapeDriver());
    }

    @AfterEach
    void close() {
        site.close();
        site.nothingLeaks();
    }

    private Playback playback() {
        return site.devices.playbacks().getFirst();
    }

    @Test
    void beginsWithItsDevice() throws ErrnoException {
        site.devices.add("eth0", "tape:");

        assertEquals(1, tape.begins);
    }

    @Test
    void isBegunOnceWhereItIsHeld() throws ErrnoException {
        site.devices.holdPlayback(true);
        site.devices.add("eth0", "tape:");
        assertEquals(0, tape.begins);

        playback().begin();
        playback().begin();

        assertEquals(1, tape.begins);
    }

    @Test
    void tellsHowFarItIs() throws ErrnoException {
        site.devices.add("lo", "ip:");
        site.devices.add("eth0", "tape:");
        assertEquals(1, site.devices.playbacks().size());
        assertEquals("eth0", playback().interfaceName());
        assertEquals(0.5, playback().progress());
        assertFalse(playback().finished());

        tape.finished = true;

        assertTrue(playback().finished());
    }

    @Test
    void isFinishedWhereItsDeviceIsGone() throws ErrnoException {
        site.devices.add("eth0", "tape:");
        Playback playback = playback();

        site.devices.replace("eth0", "ip:");

        assertTrue(playback.finished());
        assertTrue(site.devices.playbacks().isEmpty());
        playback.begin();
        assertEquals(1, tape.begins);
    }

    @Test
    void thatFailsToBeginCostsItsDevice() throws ErrnoException {
        tape.failure = new IllegalStateException("torn");
        site.devices.add("eth0", "tape:");

        assertFalse(site.control.links().find("eth0").orElseThrow().up());
        assertTrue(site.devices.playbacks().isEmpty());
    }

    private final class TapeDriver implements DeviceDriver {
        @Override
        public Set<String> options() {
            return Set.of();
        }

        @Override
        public NetDevice open(DeviceAddress address, DevicePort port) {
            return tape;
        }
    }

    private static final class Tape implements PlaybackDevice {
        int begins;
        boolean finished;
        RuntimeException failure;

        @Override
        public void begin() {
            if (failure != null) {
                throw failure;
            }
            begins++;
        }

        @Override
        public boolean finished() {
            return finished;
        }

        @Override
        public double progress() {
            return 0.5;
        }

        @Override
        public DeviceFacts facts() {
            return DeviceFacts.of(LinkType.IP, 1500);
        }

        @Override
        public Transmit transmit(Packet frame) {
            frame.release();
            return Transmit.SENT;
        }

        @Override
        public void close() {}
    }
}
