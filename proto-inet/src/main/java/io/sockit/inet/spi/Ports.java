package io.sockit.inet.spi;

import io.sockit.spi.packet.Bytes;
import io.sockit.spi.packet.Packet;

/// The ports of a segment: the first four bytes of the header of every transport that has ports.
///
/// ```
///  0                            15 16                            31
/// +-------------------------------+-------------------------------+
/// |          Source Port          |       Destination Port        |
/// +-------------------------------+-------------------------------+
/// ```
///
/// The packet's head begins with the transport header, of which four bytes are there.
public final class Ports {
    private static final int SOURCE = 0;
    private static final int DESTINATION = 2;

    private Ports() {}

    public static int source(Packet segment) {
        return Bytes.u16(segment.head(), segment.headOffset() + SOURCE);
    }

    public static int destination(Packet segment) {
        return Bytes.u16(segment.head(), segment.headOffset() + DESTINATION);
    }

    /// The source port of a received packet whose transport header is consumed.
    public static int sourceOfReceived(Packet received) {
        return Bytes.u16(received.head(), received.transportOffset() + SOURCE);
    }
}
