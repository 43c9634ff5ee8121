package io.sockit.inet.arp;

import io.sockit.api.LinkAddress;
import io.sockit.spi.packet.Bytes;

import java.util.Arrays;

/// A packet of ARP for IPv4 on Ethernet (RFC 826), in place: `at` is where it begins.
///
/// ```
///  0      2      4    5    6        8                14           18                24
/// 28
/// +------+------+----+----+--------+----------------+------------+----------------+------------+
/// | hrd  | pro  | hln| pln|   op   |  sender's MAC  | sender's IP|  target's MAC  | target's IP|
/// +------+------+----+----+--------+----------------+------------+----------------+------------+
/// ```
///
/// The reader has ensured that [#LENGTH] bytes are there.
final class ArpHeader {
    static final int ETHERTYPE = 0x0806;
    static final int LENGTH = 28;
    static final int REQUEST = 1;
    static final int REPLY = 2;

    private static final int START = 0; // hardware, protocol, their lengths
    private static final int OPERATION = 6;
    private static final int SENDER_LINK = 8;
    private static final int SENDER = 14;
    private static final int TARGET_LINK = 18;
    private static final int TARGET = 24;

    /// Ethernet, IPv4, 6 and 4 bytes.
    private static final long FORM = 0x0001_0800_0604L;

    private static final int FORM_SHIFT = 16;
    private static final int LINK_LENGTH = 6;

    private ArpHeader() {}

    /// Whether it is about IPv4 on Ethernet.
    static boolean isInetOnEthernet(byte[] head, int at) {
        return Bytes.i64(head, at + START) >>> FORM_SHIFT == FORM;
    }

    static int operation(byte[] head, int at) {
        return Bytes.u16(head, at + OPERATION);
    }

    static LinkAddress senderLink(byte[] head, int at) {
        int from = at + SENDER_LINK;
        return LinkAddress.of(Arrays.copyOfRange(head, from, from + LINK_LENGTH));
    }

    static int sender(byte[] head, int at) {
        return Bytes.u32(head, at + SENDER);
    }

    static int target(byte[] head, int at) {
        return Bytes.u32(head, at + TARGET);
    }

    /// Writes a packet.
    ///
    /// @param targetLink of no bytes where it is asked for
    static void write(
            byte[] head,
            int at,
            int operation,
            LinkAddress senderLink,
            int sender,
            LinkAddress targetLink,
            int target) {
        Bytes.i64(head, at + START, FORM << FORM_SHIFT | operation);
        Arrays.fill(head, at + SENDER_LINK, at + LENGTH, (byte) 0);
        senderLink.copyTo(head, at + SENDER_LINK);
        Bytes.u32(head, at + SENDER, sender);
        targetLink.copyTo(head, at + TARGET_LINK);
        Bytes.u32(head, at + TARGET, target);
    }
}
