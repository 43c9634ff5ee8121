package io.sockit.spi.packet;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Group;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Random;

@SuppressWarnings("ClassCanBeStatic") // groups of jqwik must be inner classes
class ChecksumTest {
    /// RFC 1071 §4.1, word by word.
    static int naive(byte[] bytes, int offset, int length) {
        long sum = 0;
        for (int i = 0; i < length; i++) {
            int value = bytes[offset + i] & 0xFF;
            sum += (i & 1) == 0 ? value << 8 : value;
        }
        while (sum >>> 16 != 0) {
            sum = (sum & 0xFFFF) + (sum >>> 16);
        }
        return (int) ~sum & 0xFFFF;
    }

    private static int finish(byte[] bytes) {
        return Checksum.finish(Checksum.partial(bytes, 0, bytes.length, 0));
    }

    @Group
    class OfOnePiece {
        @Example
        void isThatOfTheExampleInTheRfc() {
            byte[] data = {
                0x00, 0x01, (byte) 0xF2, 0x03, (byte) 0xF4, (byte) 0xF5, (byte) 0xF6, (byte) 0xF7
            };
            assertEquals(0xDDF2, Checksum.fold(Checksum.partial(data, 0, 8, 0))); // RFC 1071 §3
        }

        @Example
        void ofNothingIsAllOnes() {
            assertEquals(0xFFFF, finish(new byte[0]));
            assertEquals(0xFFFF, finish(new byte[100]));
        }

        @Example
        void ofAllOnesIsZeroAtAnyLength() {
            for (int length = 2; length < 70_000; length = 6 * length + 2) {
                byte[] ones = new byte[length];
                Arrays.fill(ones, (byte) 0xFF);
                assertEquals(0, finish(ones), "length " + length);
            }
        }

        @Property
        void equalsTheNaiveLoop(
                @ForAll byte[] data, @ForAll @IntRange(max = 40) int cut, @ForAll boolean behind) {
            int skip = Math.min(cut, data.length);
            int offset = behind ? 0 : skip;
            int sum = Checksum.partial(data, offset, data.length - skip, 0);
            assertEquals(naive(data, offset, data.length - skip), Checksum.finish(sum));
        }

        @Property(tries = 200)
        void equalsTheNaiveLoopOnLargeData(
                @ForAll Random random, @ForAll @IntRange(max = 70_000) int length) {
            byte[] data = new byte[length];
            random.nextBytes(data);
            assertEquals(naive(data, 0, length), finish(data));
        }

        @Example
        void refusesARangeBeyondTheArray() {
            byte[] data = new byte[10];
            assertThrows(IndexOutOfBoundsException.class, () -> Checksum.partial(data, 3, 8, 0));
            assertThrows(IndexOutOfBoundsException.class, () -> Checksum.partial(data, 3, -1, 0));
        }

        @Property
        void overDataWithItsChecksumIsZero(@ForAll @Size(min = 2) byte[] data) {
            Bytes.u16(data, 0, 0);
            Bytes.u16(data, 0, finish(data));
            assertEquals(0, finish(data));
        }
    }

    @Group
    class OfPieces {
        private record Piece(int offset, int length) {}

        @Property
        void isTheSameInAnyOrderAndWithAnyCuts(@ForAll byte[] data, @ForAll Random random) {
            List<Piece> pieces = cut(data.length, random);
            Collections.shuffle(pieces, random);
            int sum = 0;
            for (Piece piece : pieces) {
                int partial = Checksum.partial(data, piece.offset, piece.length, 0);
                boolean odd = (piece.offset & 1) != 0;
                sum = odd ? Checksum.addOdd(sum, partial) : Checksum.add(sum, partial);
            }
            assertEquals(naive(data, 0, data.length), Checksum.finish(sum));
        }

        private static List<Piece> cut(int length, Random random) {
            List<Piece> pieces = new ArrayList<>();
            for (int at = 0; at < length; ) {
                int n = Math.min(length - at, 1 + random.nextInt(40));
                pieces.add(new Piece(at, n));
                at += n;
            }
            return pieces;
        }

        @Property
        void takesFieldsLikeBytes(
                @ForAll @Size(6) byte[] header, @ForAll byte[] data, @ForAll int before) {
            int fields = Checksum.add16(before, Bytes.u16(header, 0));
            fields = Checksum.add32(fields, Bytes.u32(header, 2));
            int bytes = Checksum.partial(header, 0, 6, before);
            assertEquals(
                    Checksum.finish(Checksum.partial(data, 0, data.length, bytes)),
                    Checksum.finish(Checksum.partial(data, 0, data.length, fields)));
        }
    }

    @Group
    class AfterAChange {
        @Property
        void ofSixteenBitsEqualsThatOfTheNewData(
                @ForAll @Size(min = 6, max = 60) byte[] data, @ForAll short value) {
            data[0] |= 1; // all zeros aside: RFC 1624 §3
            int before = finish(data);
            int old = Bytes.u16(data, 4);
            Bytes.u16(data, 4, value);
            assertEquals(finish(data), Checksum.update16(before, old, value));
        }

        @Property
        void ofThirtyTwoBitsEqualsThatOfTheNewData(
                @ForAll @Size(min = 6, max = 60) byte[] data, @ForAll int value) {
            data[0] |= 1;
            int before = finish(data);
            int old = Bytes.u32(data, 2);
            Bytes.u32(data, 2, value);
            assertEquals(finish(data), Checksum.update32(before, old, value));
        }

        @Example
        void isThatOfTheExampleInTheRfc() {
            assertEquals(0x0000, Checksum.update16(0xDD2F, 0x5555, 0x3285)); // RFC 1624 §4
        }
    }
}
