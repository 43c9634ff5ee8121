package io.sockit.inet.icmp;

import io.sockit.api.LinkAddress;
import io.sockit.spi.packet.Bytes;

import org.jspecify.annotations.Nullable;

import java.util.Arrays;

/// A neighbour solicitation or advertisement (RFC 4861 §4.3, §4.4), in place: `at` is where it
/// begins. It begins as every ICMPv6 message does.
///
/// ```
///  0                   1                   2                   3
///  0 1 2 3 4 5 6 7 8 9 0 1 2 3 4 5 6 7 8 9 0 1 2 3 4 5 6 7 8 9 0 1
/// +-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+
/// |     Type      |     Code      |          Checksum             |
/// +-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+
/// |R|S|O|                     Reserved                            |
/// +-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+
/// |                    Target Address, 16 bytes                   |
/// +-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+
/// |   Options: type, length in units of 8 bytes, value …
/// +-+-+-+-+-+-+-+-+-+-+-+-
/// ```
///
/// The reader has ensured that [#LENGTH] bytes are there.
final class NdMessage {
    /// Without options.
    static final int LENGTH = 24;

    /// Of an option with an Ethernet address.
    static final int OPTION_LENGTH = 8;

    static final int SOURCE_LINK = 1;
    static final int TARGET_LINK = 2;

    /// For [IcmpHeader#write].
    static final int SOLICITED = 1 << 30;

    static final int OVERRIDE = 1 << 29;

    private static final int TARGET = 8;
    private static final int VALUE = 2; // of an option
    private static final int LINK_LENGTH = 6;

    private NdMessage() {}

    static long targetHigh(byte[] head, int at) {
        return Bytes.i64(head, at + TARGET);
    }

    static long targetLow(byte[] head, int at) {
        return Bytes.i64(head, at + TARGET + Long.BYTES);
    }

    /// Whether the options end where the message does, and each has a length (RFC 4861 §7.1).
    static boolean isWellFormed(byte[] head, int at, int end) {
        int option = at + LENGTH;
        while (option + VALUE <= end && Bytes.u8(head, option + 1) > 0) {
            option += Bytes.u8(head, option + 1) * OPTION_LENGTH;
        }
        return option == end;
    }

    /// The Ethernet address of the first option of a type, or null.
    ///
    /// @param end of the message, which is well-formed
    static @Nullable LinkAddress linkAddress(byte[] head, int at, int end, int type) {
        int option = at + LENGTH;
        while (option < end) {
            if (Bytes.u8(head, option) == type && Bytes.u8(head, option + 1) == 1) {
                int value = option + VALUE;
                return LinkAddress.of(Arrays.copyOfRange(head, value, value + LINK_LENGTH));
            }
            option += Bytes.u8(head, option + 1) * OPTION_LENGTH;
        }
        return null;
    }

    /// Writes the target behind the header of [IcmpHeader#write].
    static void target(byte[] head, int at, long high, long low) {
        Bytes.i64(head, at + TARGET, high);
        Bytes.i64(head, at + TARGET + Long.BYTES, low);
    }

    /// Writes an option behind the target.
    static void option(byte[] head, int at, int type, LinkAddress address) {
        Bytes.u8(head, at + LENGTH, type);
        Bytes.u8(head, at + LENGTH + 1, 1);
        address.copyTo(head, at + LENGTH + VALUE);
    }
}
