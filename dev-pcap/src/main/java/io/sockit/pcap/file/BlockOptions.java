package io.sockit.pcap.file;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/// The options of a pcapng block, in the file's order, known and unknown ones
/// (draft-ietf-opsawg-pcapng §3.5).
///
/// @param entries may repeat a code
public record BlockOptions(List<BlockOption> entries) {
    /// Of a block without options, and of what a classic file describes.
    public static final BlockOptions NONE = new BlockOptions(List.of());

    /// opt_comment, of any block.
    public static final int COMMENT = 1;

    public static final int IF_NAME = 2;
    public static final int IF_DESCRIPTION = 3;

    public BlockOptions {
        entries = List.copyOf(entries);
    }

    /// The first option with this code as text, empty where there is none.
    public String text(int code) {
        for (BlockOption entry : entries) {
            if (entry.code() == code) {
                return entry.text();
            }
        }
        return "";
    }

    /// opt_comment, all of them.
    public List<String> comments() {
        List<String> comments = new ArrayList<>();
        for (BlockOption entry : entries) {
            if (entry.code() == COMMENT) {
                comments.add(entry.text());
            }
        }
        return comments;
    }

    /// One option.
    ///
    /// @param code what it says; custom ones have their enterprise number in front of the value
    /// @param value numbers in the byte order of the section
    @SuppressWarnings("ArrayRecordComponent") // with equals and hashCode of its own
    public record BlockOption(int code, byte[] value) {
        @Override
        public boolean equals(Object other) {
            return other instanceof BlockOption(int theirs, byte[] bytes)
                    && theirs == code
                    && Arrays.equals(bytes, value);
        }

        @Override
        public int hashCode() {
            return 31 * code + Arrays.hashCode(value);
        }

        /// The value as UTF-8, up to a zero byte.
        public String text() {
            int end = 0;
            while (end < value.length && value[end] != 0) {
                end++;
            }
            return new String(value, 0, end, StandardCharsets.UTF_8);
        }

        @Override
        public String toString() {
            return code + ": " + text();
        }
    }
}
