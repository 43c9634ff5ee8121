package io.sockit.test;

import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;

/// Bytes that a frame is expected to have: pairs of hexadecimal digits, `..` for any byte, white
/// space as one likes.
final class FramePattern {
    private static final int ANY = -1;
    private static final int ROW = 16;

    private final int[] values;

    private FramePattern(int[] values) {
        this.values = values;
    }

    /// @throws IllegalArgumentException naming the place that is no byte
    static FramePattern parse(String text) {
        String digits = text.replaceAll("\\s", "");
        if (digits.length() % 2 != 0) {
            throw new IllegalArgumentException(
                    "pattern: " + digits.length() + " digits (expected: pairs)");
        }
        int[] values = new int[digits.length() / 2];
        for (int i = 0; i < values.length; i++) {
            String pair = digits.substring(2 * i, 2 * i + 2);
            values[i] = pair.equals("..") ? ANY : HexFormat.fromHexDigits(pair);
        }
        return new FramePattern(values);
    }

    static FramePattern of(byte[] bytes) {
        return parse(HexFormat.of().formatHex(bytes));
    }

    boolean matches(Frame frame) {
        return frame.length() == values.length && differences(frame).isEmpty();
    }

    private List<Integer> differences(Frame frame) {
        List<Integer> places = new ArrayList<>();
        for (int i = 0; i < Math.min(values.length, frame.length()); i++) {
            if (values[i] != ANY && values[i] != frame.u8(i)) {
                places.add(i);
            }
        }
        return places;
    }

    /// Both, sixteen bytes a row, rows that differ marked below the bytes that do.
    String diff(Frame frame) {
        StringBuilder text = new StringBuilder();
        if (frame.length() != values.length) {
            text.append("length: %d (expected: %d)\n".formatted(frame.length(), values.length));
        }
        for (int row = 0; row < Math.max(values.length, frame.length()); row += ROW) {
            row(text, frame, row);
        }
        return text.toString();
    }

    private void row(StringBuilder text, Frame frame, int from) {
        StringBuilder expected = new StringBuilder();
        StringBuilder actual = new StringBuilder();
        StringBuilder marks = new StringBuilder();
        for (int i = from; i < from + ROW; i++) {
            String want = i >= values.length ? "  " : values[i] == ANY ? ".." : hex(values[i]);
            String have = i >= frame.length() ? "  " : hex(frame.u8(i));
            expected.append(' ').append(want);
            actual.append(' ').append(have);
            marks.append(want.equals("..") || want.equals(have) ? "   " : " ^^");
        }
        text.append("  %04x expected%s\n".formatted(from, expected.toString().stripTrailing()));
        if (!marks.toString().isBlank()) {
            text.append("       actual  %s\n".formatted(actual.toString().stripTrailing()));
            text.append("               %s\n".formatted(marks.toString().stripTrailing()));
        }
    }

    private static String hex(int value) {
        return HexFormat.of().toHexDigits((byte) value);
    }
}
