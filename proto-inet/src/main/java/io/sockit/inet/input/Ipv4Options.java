package io.sockit.inet.input;

import io.sockit.spi.packet.Bytes;

/// The options of an IPv4 header (RFC 791 §3.1): they have no effect, but must parse.
///
/// ```
/// +--------+--------+--------+- - -+
/// |  type  | length |  data …       |   type 0 ends the list, type 1 has no length
/// +--------+--------+--------+- - -+
/// ```
final class Ipv4Options {
    private static final int LENGTH = 1;
    private static final int MIN_LENGTH = 2;

    private static final int END_OF_LIST = 0;
    private static final int NO_OPERATION = 1;
    private static final int LOOSE_SOURCE_ROUTE = 131;
    private static final int STRICT_SOURCE_ROUTE = 137;

    private Ipv4Options() {}

    /// Whether the options are well-formed, and no source route is among them (RFC 7126 §4.3: those
    /// are refused).
    static boolean acceptable(byte[] head, int from, int to) {
        int at = from;
        while (at < to) {
            int type = Bytes.u8(head, at);
            if (type == END_OF_LIST) {
                return true;
            }
            if (type == NO_OPERATION) {
                at++;
                continue;
            }
            int length = at + LENGTH < to ? Bytes.u8(head, at + LENGTH) : 0;
            if (length < MIN_LENGTH || at + length > to) {
                return false;
            }
            if (type == LOOSE_SOURCE_ROUTE || type == STRICT_SOURCE_ROUTE) {
                return false;
            }
            at += length;
        }
        return true;
    }
}
