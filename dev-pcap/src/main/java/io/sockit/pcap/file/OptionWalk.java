package io.sockit.pcap.file;

import io.sockit.pcap.file.BlockOptions.BlockOption;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/// Goes over the options of a block where they lie, without allocation. Each is
///
/// ```
///  0 code
///  2 length
///  4 value, filled up to 4 bytes
/// ```
///
/// One thread at a time.
final class OptionWalk {
    private static final int CODE = 0;
    private static final int LENGTH = 2;
    private static final int VALUE = 4;
    private static final int END = 0;

    private Numbers numbers = Numbers.BIG;
    private byte[] bytes = {};
    private int next;
    private int end;
    private int code;
    private int from;
    private int length;
    private boolean broken;

    void start(Numbers order, byte[] block, int first, int last) {
        numbers = order;
        bytes = block;
        next = first;
        end = last;
        broken = false;
    }

    /// Goes on to the next option.
    ///
    /// @return false behind the last, or at one that does not fit: see [#broken]
    boolean next() {
        if (end - next < VALUE) {
            broken = next < end;
            return false;
        }
        code = numbers.u16(bytes, next + CODE);
        length = numbers.u16(bytes, next + LENGTH);
        from = next + VALUE;
        if (code == END) {
            return false;
        }
        broken = length > end - from;
        next = Math.min(end, from + Blocks.padded(length));
        return !broken;
    }

    /// Whether an option runs beyond its block.
    boolean broken() {
        return broken;
    }

    String wrong() {
        return "option " + code + " of " + length + " bytes runs beyond its block";
    }

    int code() {
        return code;
    }

    int length() {
        return length;
    }

    int u8() {
        return bytes[from] & 0xff;
    }

    int u32() {
        return numbers.u32(bytes, from);
    }

    long i64() {
        return numbers.i64(bytes, from);
    }

    /// All of them.
    BlockOptions rest() {
        List<BlockOption> entries = new ArrayList<>();
        while (next()) {
            entries.add(new BlockOption(code, Arrays.copyOfRange(bytes, from, from + length)));
        }
        return entries.isEmpty() ? BlockOptions.NONE : new BlockOptions(entries);
    }
}
