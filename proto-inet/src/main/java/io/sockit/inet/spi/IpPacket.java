package io.sockit.inet.spi;

import io.sockit.spi.packet.Bytes;
import io.sockit.spi.packet.Checksum;
import io.sockit.spi.packet.ChecksumState;
import io.sockit.spi.packet.Packet;

/// The network header of a received packet, of either family, read where [Packet#networkOffset]
/// says; addresses of IPv4 come mapped. It stays readable after the header is consumed, until
/// something is pushed. Any thread that owns the packet.
public final class IpPacket {
    private IpPacket() {}

    public static boolean isV4(Packet packet) {
        return Bytes.u8(packet.head(), packet.networkOffset()) >>> 4 == Ipv4Header.VERSION;
    }

    public static long sourceHigh(Packet packet) {
        return isV4(packet) ? 0 : Ipv6Header.sourceHigh(packet.head(), packet.networkOffset());
    }

    public static long sourceLow(Packet packet) {
        byte[] head = packet.head();
        int at = packet.networkOffset();
        return isV4(packet)
                ? IpAddress.mapped(Ipv4Header.source(head, at))
                : Ipv6Header.sourceLow(head, at);
    }

    public static long destinationHigh(Packet packet) {
        return isV4(packet) ? 0 : Ipv6Header.destinationHigh(packet.head(), packet.networkOffset());
    }

    public static long destinationLow(Packet packet) {
        byte[] head = packet.head();
        int at = packet.networkOffset();
        return isV4(packet)
                ? IpAddress.mapped(Ipv4Header.destination(head, at))
                : Ipv6Header.destinationLow(head, at);
    }

    /// Time to live, or hop limit.
    public static int hopLimit(Packet packet) {
        byte[] head = packet.head();
        int at = packet.networkOffset();
        return isV4(packet) ? Ipv4Header.timeToLive(head, at) : Ipv6Header.hopLimit(head, at);
    }

    /// Type of service, or traffic class.
    public static int trafficClass(Packet packet) {
        byte[] head = packet.head();
        int at = packet.networkOffset();
        return isV4(packet)
                ? Ipv4Header.typeOfService(head, at)
                : Ipv6Header.trafficClass(head, at);
    }

    /// Bytes from the transport header on, as the network header says: of a packet that is quoted
    /// in part, more than there are.
    ///
    /// @param packet its network header and its transport header are marked
    public static int transportLength(Packet packet) {
        byte[] head = packet.head();
        int at = packet.networkOffset();
        int end =
                isV4(packet)
                        ? Ipv4Header.totalLength(head, at)
                        : Ipv6Header.LENGTH + Ipv6Header.payloadLength(head, at);
        return end - (packet.transportOffset() - at);
    }

    /// The scope id of the packet's source: its interface where the address is scoped, else 0.
    public static int sourceScope(Packet packet) {
        return IpAddress.isScoped(sourceHigh(packet), sourceLow(packet))
                ? packet.interfaceIndex()
                : 0;
    }

    /// The partial sum of the pseudo-header (RFC 9293 §3.1, RFC 8200 §8.1) of this packet, whose
    /// data begins with the transport header: add the data, and [Checksum#finish] gives 0 if it is
    /// right.
    public static int pseudoHeaderSum(Packet packet, int protocol) {
        return pseudoHeaderSum(
                sourceHigh(packet),
                sourceLow(packet),
                destinationHigh(packet),
                destinationLow(packet),
                protocol,
                packet.length());
    }

    /// Whether the checksum over pseudo-header and data is right. Says yes without looking where
    /// the device or the sender's host vouches for it.
    public static boolean verifies(Packet packet, int protocol) {
        if (packet.checksumState() != ChecksumState.NONE) {
            return true;
        }
        int sum = pseudoHeaderSum(packet, protocol);
        return Checksum.finish(packet.checksum(0, packet.length(), sum)) == 0;
    }

    /// The partial sum of a pseudo-header of these fields.
    public static int pseudoHeaderSum(
            long sourceHigh,
            long sourceLow,
            long destinationHigh,
            long destinationLow,
            int protocol,
            int length) {
        int sum = Checksum.add16(Checksum.add32(0, length), protocol);
        if (IpAddress.isV4(sourceHigh, sourceLow)) {
            sum = Checksum.add32(sum, IpAddress.v4(sourceLow));
            return Checksum.add32(sum, IpAddress.v4(destinationLow));
        }
        sum = add64(add64(sum, sourceHigh), sourceLow);
        return add64(add64(sum, destinationHigh), destinationLow);
    }

    private static int add64(int sum, long value) {
        return Checksum.add32(Checksum.add32(sum, (int) (value >>> Integer.SIZE)), (int) value);
    }
}
