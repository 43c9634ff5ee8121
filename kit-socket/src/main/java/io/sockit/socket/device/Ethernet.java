package io.sockit.socket.device;

import io.sockit.api.LinkAddress;
import io.sockit.spi.packet.Bytes;
import io.sockit.spi.packet.Packet;

/// The header of Ethernet II (IEEE 802.3 §3.1.1), without preamble and check sequence.
///
/// ```
///  0                   6                  12        14
/// ┌───────────────────┬──────────────────┬─────────┐
/// │    destination    │      source      │  type   │
/// └───────────────────┴──────────────────┴─────────┘
/// ```
final class Ethernet {
    static final int ADDRESS_LENGTH = 6;
    static final int HEADER_LENGTH = 14;

    private static final int DESTINATION = 0;
    private static final int SOURCE = 6;
    private static final int TYPE = 12;

    private Ethernet() {}

    /// Puts a header in front of a network packet.
    static void frame(Packet packet, LinkAddress to, LinkAddress from) {
        int at = packet.push(HEADER_LENGTH);
        byte[] head = packet.head();
        to.copyTo(head, at + DESTINATION);
        from.copyTo(head, at + SOURCE);
        Bytes.u16(head, at + TYPE, packet.etherType());
    }

    /// The type of a frame whose header lies in the head.
    static int type(Packet frame) {
        return Bytes.u16(frame.head(), frame.headOffset() + TYPE);
    }

    /// Whether a frame is for everybody, for a group, or for this station.
    static boolean concerns(Packet frame, byte[] station) {
        byte[] head = frame.head();
        int at = frame.headOffset() + DESTINATION;
        if ((head[at] & 1) != 0) {
            return true; // the group bit: multicast and broadcast
        }
        for (int i = 0; i < ADDRESS_LENGTH; i++) {
            if (head[at + i] != station[i]) {
                return false;
            }
        }
        return true;
    }
}
