package io.sockit.inet;

import io.sockit.inet.spi.Cast;
import io.sockit.inet.spi.IcmpError;
import io.sockit.inet.spi.TransportInput;
import io.sockit.spi.packet.Packet;

/// Takes packets and says nothing, with its checksum where UDP has it.
final class SilentTransport implements TransportInput {
    private static final int CHECKSUM = 6; // RFC 768

    @Override
    public void input(Packet packet, Cast cast) {
        packet.release();
    }

    @Override
    public void icmpError(Packet quoted, IcmpError error, int mtu) {}

    @Override
    public int checksumOffset() {
        return CHECKSUM;
    }
}
