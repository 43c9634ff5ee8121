package io.sockit.spi.packet;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;

/// Big-endian fields in a `byte[]`, at any offset, aligned or not. With a value, writes; without,
/// reads.
///
/// Every access is checked against the array, so a wrong offset is an [IndexOutOfBoundsException],
/// never a wild read.
public final class Bytes {
    private static final VarHandle U16 = view(short[].class);
    private static final VarHandle U32 = view(int[].class);
    private static final VarHandle I64 = view(long[].class);

    private Bytes() {}

    private static VarHandle view(Class<?> array) {
        return MethodHandles.byteArrayViewVarHandle(array, ByteOrder.BIG_ENDIAN);
    }

    /// Eight bits, 0 to 255.
    public static int u8(byte[] bytes, int at) {
        return bytes[at] & 0xFF;
    }

    public static void u8(byte[] bytes, int at, int value) {
        bytes[at] = (byte) value;
    }

    /// Sixteen bits, 0 to 65535.
    public static int u16(byte[] bytes, int at) {
        return (short) U16.get(bytes, at) & 0xFFFF;
    }

    public static void u16(byte[] bytes, int at, int value) {
        U16.set(bytes, at, (short) value);
    }

    /// Thirty-two bits in an `int`, to be read as unsigned where the field is.
    public static int u32(byte[] bytes, int at) {
        return (int) U32.get(bytes, at);
    }

    public static void u32(byte[] bytes, int at, int value) {
        U32.set(bytes, at, value);
    }

    /// Sixty-four bits.
    public static long i64(byte[] bytes, int at) {
        return (long) I64.get(bytes, at);
    }

    public static void i64(byte[] bytes, int at, long value) {
        I64.set(bytes, at, value);
    }
}
