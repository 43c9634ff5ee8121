package io.sockit.spi.packet;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import org.junit.jupiter.api.Test;

class BytesTest {
    private final byte[] bytes = new byte[10];

    @Test
    void writesTheHighestByteFirst() {
        Bytes.u8(bytes, 0, 0x181);
        Bytes.u16(bytes, 1, 0x1_8283);
        Bytes.u32(bytes, 3, 0x84858687);
        assertArrayEquals(
                new byte[] {
                    (byte) 0x81,
                    (byte) 0x82,
                    (byte) 0x83,
                    (byte) 0x84,
                    (byte) 0x85,
                    (byte) 0x86,
                    (byte) 0x87,
                    0,
                    0,
                    0
                },
                bytes);
        Bytes.i64(bytes, 1, 0x0102030405060708L);
        assertArrayEquals(new byte[] {(byte) 0x81, 1, 2, 3, 4, 5, 6, 7, 8, 0}, bytes);
    }

    @Test
    void readsSmallFieldsUnsigned() {
        Bytes.i64(bytes, 1, 0xF1F2F3F4F5F6F7F8L);
        assertEquals(0xF1, Bytes.u8(bytes, 1));
        assertEquals(0xF1F2, Bytes.u16(bytes, 1));
        assertEquals(0xF2F3F4F5, Bytes.u32(bytes, 2));
        assertEquals(0xF1F2F3F4F5F6F7F8L, Bytes.i64(bytes, 1));
    }

    @Test
    void refusesAFieldThatReachesBeyondTheArray() {
        assertThrows(IndexOutOfBoundsException.class, () -> Bytes.u8(bytes, 10));
        assertThrows(IndexOutOfBoundsException.class, () -> Bytes.u16(bytes, 9));
        assertThrows(IndexOutOfBoundsException.class, () -> Bytes.u32(bytes, 7, 1));
        assertThrows(IndexOutOfBoundsException.class, () -> Bytes.i64(bytes, -1));
    }
}
