package io.sockit.spi.packet;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import java.util.Objects;

/// The Internet checksum (RFC 1071): the ones' complement of the ones' complement sum of 16-bit
/// words.
///
/// A *partial sum* is an `int` of 32 bits in ones' complement; it starts at 0 and grows by
/// [#partial], [#add], [#add16] and [#add32] in any order. [#finish] makes the 16 bits that go into
/// the header. Over data that holds its right checksum, [#finish] gives 0.
///
/// A piece that starts at an odd offset of the whole is summed alone and put in with [#addOdd].
public final class Checksum {
    // Native order: the sum of byte-swapped words is the byte-swapped sum (RFC 1071 §2 (B)).
    private static final VarHandle LONG =
            MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.nativeOrder());
    private static final boolean SWAPPED = ByteOrder.nativeOrder() == ByteOrder.LITTLE_ENDIAN;

    private Checksum() {}

    /// Adds `length` bytes, the first of them at an even offset of the whole. An odd last byte
    /// counts as followed by zero, so what comes next must go through [#addOdd].
    public static int partial(byte[] bytes, int offset, int length, int sum) {
        Objects.checkFromIndexSize(offset, length, bytes.length);
        int end = offset + length;
        int at = offset;
        long low = 0;
        long high = 0;
        // C2 makes vectors of this very loop; unrolled by hand it is three times slower.
        for (; at <= end - 8; at += 8) {
            long word = (long) LONG.get(bytes, at);
            low += word & 0xFFFF_FFFFL;
            high += word >>> 32;
        }
        int words = fold32(low + high);
        if (SWAPPED) {
            words = swap(words);
        }
        return add(sum, at == end ? words : add(words, tail(bytes, at, end)));
    }

    /// The last bytes, fewer than eight.
    private static int tail(byte[] bytes, int from, int end) {
        long sum = 0;
        int at = from;
        if (at <= end - 4) {
            sum += Bytes.u32(bytes, at) & 0xFFFF_FFFFL;
            at += 4;
        }
        if (at <= end - 2) {
            sum += Bytes.u16(bytes, at);
            at += 2;
        }
        if (at < end) {
            sum += Bytes.u8(bytes, at) << 8;
        }
        return fold32(sum);
    }

    private static int fold32(long sum) {
        return add((int) sum, (int) (sum >>> 32));
    }

    /// Adds two partial sums, or a 32-bit field such as an IPv4 address.
    public static int add(int sum, int other) {
        long wide = (sum & 0xFFFF_FFFFL) + (other & 0xFFFF_FFFFL);
        return (int) wide + (int) (wide >>> 32);
    }

    /// Adds a 16-bit field such as a length, 0 to 65535.
    public static int add16(int sum, int value) {
        return add(sum, value & 0xFFFF);
    }

    /// Adds a 32-bit field such as an IPv4 address.
    public static int add32(int sum, int value) {
        return add(sum, value);
    }

    /// Adds the partial sum of a piece that starts at an odd offset of the whole (RFC 1071 §2 (B)).
    public static int addOdd(int sum, int piece) {
        return add(sum, swap(piece));
    }

    private static int swap(int sum) {
        return Integer.rotateLeft(sum, 8); // times 2^8 in ones' complement
    }

    /// The sum in 16 bits, not yet complemented.
    public static int fold(int sum) {
        int folded = (sum >>> 16) + (sum & 0xFFFF);
        return (folded >>> 16) + (folded & 0xFFFF);
    }

    /// The checksum as it goes into the header. UDP writes 0xFFFF for 0: that is the caller's to
    /// do.
    public static int finish(int sum) {
        return ~fold(sum) & 0xFFFF;
    }

    /// The checksum after one 16-bit field of the data has changed (RFC 1624 §3, equation 3).
    public static int update16(int checksum, int before, int after) {
        return finish(add(add(~checksum & 0xFFFF, ~before & 0xFFFF), after & 0xFFFF));
    }

    /// The checksum after one 32-bit field of the data, at an even offset, has changed.
    public static int update32(int checksum, int before, int after) {
        return finish(add(add(~checksum & 0xFFFF, ~before), after));
    }
}
