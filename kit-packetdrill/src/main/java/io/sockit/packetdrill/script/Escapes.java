package io.sockit.packetdrill.script;

/// The escapes of C strings, with `\xNN` for any byte.
final class Escapes {
    private Escapes() {}

    static String resolve(String text) {
        StringBuilder out = new StringBuilder();
        int at = 0;
        while (at < text.length()) {
            char c = text.charAt(at++);
            if (c != '\\' || at == text.length()) {
                out.append(c);
                continue;
            }
            char escaped = text.charAt(at++);
            if (escaped == 'x' && at + 2 <= text.length()) {
                out.append((char) Integer.parseInt(text, at, at + 2, 16));
                at += 2;
            } else {
                out.append(plain(escaped));
            }
        }
        return out.toString();
    }

    private static char plain(char escaped) {
        return switch (escaped) {
            case 'n' -> '\n';
            case 't' -> '\t';
            case 'r' -> '\r';
            case '0' -> '\0';
            default -> escaped;
        };
    }
}
