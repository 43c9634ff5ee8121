package io.sockit.api;

import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.CharsetDecoder;
import java.nio.charset.CoderResult;
import java.nio.charset.StandardCharsets;

/// The names of files as text and as bytes, which for a kernel are any but NUL and the slash. Bytes
/// that are UTF-8 are its characters; any other byte is a character of its own, `\udc80` to
/// `\udcff` (Python's `surrogateescape`, PEP 383), so that no name is lost on the way.
public final class PathText {
    private static final int ESCAPED = 0xdc00;

    private PathText() {}

    /// The bytes of a name, as characters up to 255.
    ///
    /// @throws IllegalArgumentException for half a surrogate pair that stands for no byte
    public static String bytes(String text) {
        if (isAscii(text)) {
            return text;
        }
        StringBuilder bytes = new StringBuilder();
        text.codePoints()
                .forEach(
                        point -> {
                            if (point >= ESCAPED + 0x80 && point <= ESCAPED + 0xff) {
                                bytes.append((char) (point - ESCAPED));
                            } else if (point <= 0xffff && Character.isSurrogate((char) point)) {
                                throw new IllegalArgumentException(
                                        "name: half a surrogate pair (expected: Unicode)");
                            } else {
                                byte[] coded =
                                        Character.toString(point).getBytes(StandardCharsets.UTF_8);
                                bytes.append(new String(coded, StandardCharsets.ISO_8859_1));
                            }
                        });
        return bytes.toString();
    }

    /// The name of such bytes.
    public static String text(String bytes) {
        if (isAscii(bytes)) {
            return bytes;
        }
        CharsetDecoder decoder = StandardCharsets.UTF_8.newDecoder();
        ByteBuffer in = ByteBuffer.wrap(bytes.getBytes(StandardCharsets.ISO_8859_1));
        CharBuffer out = CharBuffer.allocate(in.remaining());
        while (in.hasRemaining()) {
            CoderResult result = decoder.reset().decode(in, out, true);
            for (int n = result.isError() ? result.length() : 0; n > 0; n--) {
                out.put((char) (ESCAPED | (in.get() & 0xff)));
            }
        }
        return out.flip().toString();
    }

    private static boolean isAscii(String text) {
        for (int i = 0; i < text.length(); i++) {
            if (text.charAt(i) > 0x7f) {
                return false;
            }
        }
        return true;
    }
}
