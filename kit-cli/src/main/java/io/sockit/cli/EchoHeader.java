package io.sockit.cli;

import io.sockit.api.AddressFamily;

import java.nio.ByteBuffer;

/// The header of ICMP echo messages, as a ping socket takes and gives it.
///
/// ```
///  0                   1                   2                   3
///  0 1 2 3 4 5 6 7 8 9 0 1 2 3 4 5 6 7 8 9 0 1 2 3 4 5 6 7 8 9 0 1
/// +-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+
/// |     Type      |     Code      |          Checksum             |
/// +-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+
/// |           Identifier          |        Sequence Number        |
/// +-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+
/// |     Data ...                                  RFC 792, RFC 4443
/// +-+-+-+-+-
/// ```
///
/// @param type of the message
/// @param sequence its number, 0 to 65535
record EchoHeader(int type, int sequence) {
    static final int LENGTH = 8;

    /// RFC 792.
    private static final int ECHO_REPLY = 0;

    private static final int ECHO = 8;

    /// RFC 4443 §4.
    private static final int ECHO_REQUEST_V6 = 128;

    private static final int ECHO_REPLY_V6 = 129;

    private static final int TYPE = 0;
    private static final int SEQUENCE = 6;

    static EchoHeader request(AddressFamily family, int sequence) {
        return new EchoHeader(family.equals(Families.AF_INET6) ? ECHO_REQUEST_V6 : ECHO, sequence);
    }

    /// Reads a header that begins at `at`; the buffer must hold it.
    static EchoHeader parse(ByteBuffer message, int at) {
        return new EchoHeader(
                message.get(at + TYPE) & 0xff, message.getShort(at + SEQUENCE) & 0xffff);
    }

    /// Whether it answers a request of that family.
    boolean isReply(AddressFamily family) {
        return type == (family.equals(Families.AF_INET6) ? ECHO_REPLY_V6 : ECHO_REPLY);
    }

    /// Writes type and sequence number; identifier and checksum are the ping socket's to write.
    void emit(ByteBuffer message) {
        message.put(TYPE, (byte) type);
        message.putShort(SEQUENCE, (short) sequence);
    }
}
