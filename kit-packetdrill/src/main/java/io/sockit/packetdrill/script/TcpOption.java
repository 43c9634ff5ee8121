package io.sockit.packetdrill.script;

import java.math.BigInteger;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.StringJoiner;

/// A TCP option as it is on the wire. Its text is the scripts' notation. Immutable.
public final class TcpOption {
    public static final int EOL = 0;
    public static final int NOP = 1;
    public static final int MSS = 2;
    public static final int WSCALE = 3;
    public static final int SACK_OK = 4;
    public static final int SACK = 5;
    public static final int TIMESTAMP = 8;
    public static final int MD5 = 19;
    public static final int FAST_OPEN = 34;

    /// The experimental kind (RFC 6994), whose data begins with two bytes that say what it is.
    public static final int EXPERIMENT = 254;

    /// The identifier of Fast Open among the experiments.
    static final int FAST_OPEN_MAGIC = 0xf989;

    private static final int HEADER = 2;

    private final int kind;
    private final byte[] data;

    /// @param kind 0 to 255
    /// @param data without kind and length; not copied
    private TcpOption(int kind, byte[] data) {
        this.kind = kind;
        this.data = data;
    }

    /// An option of these data bytes, which are copied.
    public static TcpOption of(int kind, byte[] data) {
        return new TcpOption(kind, data.clone());
    }

    static TcpOption empty(int kind) {
        return new TcpOption(kind, new byte[0]);
    }

    static TcpOption mss(int mss) {
        return new TcpOption(MSS, ByteBuffer.allocate(2).putShort((short) mss).array());
    }

    static TcpOption wscale(int shift) {
        return new TcpOption(WSCALE, new byte[] {(byte) shift});
    }

    /// @param value `val`
    /// @param echo `ecr`
    public static TcpOption timestamp(long value, long echo) {
        ByteBuffer data = ByteBuffer.allocate(8).putInt((int) value).putInt((int) echo);
        return new TcpOption(TIMESTAMP, data.array());
    }

    /// @param edges left and right edge of each block
    public static TcpOption sack(long... edges) {
        ByteBuffer data = ByteBuffer.allocate(4 * edges.length);
        for (long edge : edges) {
            data.putInt((int) edge);
        }
        return new TcpOption(SACK, data.array());
    }

    public int kind() {
        return kind;
    }

    /// Bytes on the wire.
    public int length() {
        return isSingle() ? 1 : HEADER + data.length;
    }

    /// The 32-bit number at an index counted in numbers, such as `val` and `ecr`.
    public long number(int index) {
        return ByteBuffer.wrap(data).getInt(4 * index) & 0xffff_ffffL;
    }

    /// How many 32-bit numbers its data holds.
    public int numbers() {
        return data.length / 4;
    }

    /// Writes it as it is on the wire.
    public void put(ByteBuffer into) {
        into.put((byte) kind);
        if (!isSingle()) {
            into.put((byte) length()).put(data);
        }
    }

    private boolean isSingle() {
        return kind == EOL || kind == NOP;
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof TcpOption option
                && option.kind == kind
                && Arrays.equals(option.data, data);
    }

    @Override
    public int hashCode() {
        return 31 * kind + Arrays.hashCode(data);
    }

    @Override
    public String toString() {
        return switch (kind) {
            case EOL -> "eol";
            case NOP -> "nop";
            case MSS -> "mss " + new BigInteger(1, data);
            case WSCALE -> "wscale " + new BigInteger(1, data);
            case SACK_OK -> "sackOK";
            case SACK -> blocks();
            case TIMESTAMP ->
                    data.length == 8
                            ? "TS val %d ecr %d".formatted(number(0), number(1))
                            : "TS " + hex();
            case FAST_OPEN -> "FO " + hex();
            default -> "kind " + kind + " " + hex();
        };
    }

    private String blocks() {
        StringJoiner text = new StringJoiner(" ", "sack ", "");
        for (int i = 0; i + 1 < numbers(); i += 2) {
            text.add(number(i) + ":" + number(i + 1));
        }
        return text.toString();
    }

    private String hex() {
        return HexFormat.of().formatHex(data);
    }
}
