package io.sockit.loopback;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.mockito.Mockito.mock;
import static org.mockito.Mockito.verify;

import io.sockit.api.Errno;
import io.sockit.api.ErrnoException;
import io.sockit.spi.DeviceAddress;
import io.sockit.spi.DevicePort;
import io.sockit.spi.NetDevice;
import io.sockit.spi.Transmit;
import io.sockit.spi.packet.ChecksumState;
import io.sockit.spi.packet.Packet;
import io.sockit.spi.packet.PacketPool;

import org.junit.jupiter.api.Test;

class LoopbackDeviceTest {
    private final DevicePort port = mock(DevicePort.class);
    private final Packet packet = PacketPool.checked().take();

    @Test
    void givesBackThePacketItself() throws ErrnoException {
        assertEquals(Transmit.SENT, open("loopback:").transmit(packet));
        verify(port).deliver(packet);
    }

    @Test
    void nobodyHasToVerifyChecksumThatWasNotWritten() throws ErrnoException {
        packet.checksumState(ChecksumState.PARTIAL);
        open("loopback:").transmit(packet);
        assertSame(ChecksumState.UNNECESSARY, packet.checksumState());
    }

    @Test
    void checksumThatWasWrittenIsVerified() throws ErrnoException {
        open("loopback:").transmit(packet);
        assertSame(ChecksumState.NONE, packet.checksumState());
    }

    @Test
    void takesNoArgument() {
        ErrnoException refused = assertThrows(ErrnoException.class, () -> open("loopback:lo"));
        assertEquals(Errno.EINVAL, refused.errno());
    }

    private NetDevice open(String device) throws ErrnoException {
        return new LoopbackDevice.Driver().open(DeviceAddress.parse(device), port);
    }
}
