package io.sockit.pcap.file;

import io.sockit.spi.packet.Bytes;

/// Ethernet frames (IEEE 802.3 §3.2), with a type, or a length and a SNAP header.
///
/// ```
///   0 destination            14 DSAP aa, 15 SSAP aa, 16 control 03
///   6 source                 17 organization 00 00 00
///  12 type, or length        20 type
/// ```
final class Ethernet {
    /// Smaller ones are lengths.
    static final int LEAST_TYPE = 0x0600;

    private static final int TYPE = 12;
    private static final int HEADER = 14;

    /// RFC 1042
    private static final long SNAP = 0xaaaa_0300_0000L;

    private static final int SNAP_TYPE = 6;
    private static final int SNAP_LENGTH = 8;

    private Ethernet() {}

    static boolean read(LinkHeader header, byte[] bytes, int at, int end) {
        if (end - at < HEADER) {
            return false;
        }
        int type = Bytes.u16(bytes, at + TYPE);
        int from = at + HEADER;
        if (type >= LEAST_TYPE) {
            return header.tagged(bytes, type, from, end);
        }
        if (end - from < SNAP_LENGTH || Bytes.i64(bytes, from) >>> Short.SIZE != SNAP) {
            return false;
        }
        return header.tagged(bytes, Bytes.u16(bytes, from + SNAP_TYPE), from + SNAP_LENGTH, end);
    }
}
