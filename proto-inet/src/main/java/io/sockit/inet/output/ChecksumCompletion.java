package io.sockit.inet.output;

import io.sockit.inet.spi.IpPacket;
import io.sockit.inet.spi.Ipv4Header;
import io.sockit.inet.spi.Ipv6Header;
import io.sockit.inet.transport.Transports;
import io.sockit.spi.packet.Bytes;
import io.sockit.spi.packet.Checksum;
import io.sockit.spi.packet.ChecksumState;
import io.sockit.spi.packet.Packet;

import jakarta.inject.Inject;

/// Writes transport checksums that were left to a device which does not get the packet as it is. On
/// the strand.
public final class ChecksumCompletion {
    /// The other zero of ones' complement: what UDP writes, for which 0 means none, and all others
    /// may.
    private static final int NONZERO = 0xffff;

    private final Transports transports;

    @Inject
    ChecksumCompletion(Transports transports) {
        this.transports = transports;
    }

    /// @param packet its data begins with the network header, which is marked
    public void complete(Packet packet) {
        if (packet.checksumState() != ChecksumState.PARTIAL) {
            return;
        }
        byte[] head = packet.head();
        int at = packet.headOffset();
        boolean isV4 = IpPacket.isV4(packet);
        int header = isV4 ? Ipv4Header.headerLength(head, at) : Ipv6Header.LENGTH;
        int protocol = isV4 ? Ipv4Header.protocol(head, at) : Ipv6Header.nextHeader(head, at);
        int field = transports.checksumOffset(protocol);
        if (field < 0 || !packet.pull(header + field + Short.BYTES)) {
            return;
        }
        // The field holds the pseudo-header's sum, so it goes into the sum like the rest.
        int checksum = Checksum.finish(packet.checksum(header, packet.length() - header, 0));
        int written = checksum == 0 ? NONZERO : checksum;
        Bytes.u16(packet.head(), packet.headOffset() + header + field, written);
        packet.checksumState(ChecksumState.NONE);
    }
}
