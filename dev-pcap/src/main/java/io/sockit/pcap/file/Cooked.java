package io.sockit.pcap.file;

import io.sockit.spi.packet.Bytes;

/// The headers that Linux makes up for its "any" device.
///
/// ```
///  LINUX_SLL                       LINUX_SLL2
///   0 packet type                   0 protocol
///   2 ARPHRD_ type of the device    2 reserved
///   4 length of the address         4 index of the interface
///   6 address                       8 ARPHRD_ type
///  14 protocol                     10 packet type
///  16                              11 length of the address
///                                  12 address
///                                  20
/// ```
final class Cooked {
    private static final int OUTGOING = 4;

    private Cooked() {}

    static boolean readFirst(LinkHeader header, byte[] bytes, int at, int end) {
        if (end - at < First.LENGTH) {
            return false;
        }
        header.direction(way(Bytes.u16(bytes, at + First.PACKET_TYPE)));
        int protocol = Bytes.u16(bytes, at + First.PROTOCOL);
        return header.tagged(bytes, protocol, at + First.LENGTH, end);
    }

    static boolean readSecond(LinkHeader header, byte[] bytes, int at, int end) {
        if (end - at < Second.LENGTH) {
            return false;
        }
        header.direction(way(Bytes.u8(bytes, at + Second.PACKET_TYPE)));
        int protocol = Bytes.u16(bytes, at + Second.PROTOCOL);
        return header.tagged(bytes, protocol, at + Second.LENGTH, end);
    }

    private static PacketDirection way(int packetType) {
        return packetType == OUTGOING ? PacketDirection.OUTBOUND : PacketDirection.INBOUND;
    }

    private static final class First {
        static final int PACKET_TYPE = 0;
        static final int PROTOCOL = 14;
        static final int LENGTH = 16;

        private First() {}
    }

    private static final class Second {
        static final int PROTOCOL = 0;
        static final int PACKET_TYPE = 10;
        static final int LENGTH = 20;

        private Second() {}
    }
}
