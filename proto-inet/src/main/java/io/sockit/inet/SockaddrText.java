package io.sockit.inet;

/// What the texts of both socket addresses share.
final class SockaddrText {
    private static final int MAX_PORT = 0xffff;

    private SockaddrText() {}

    /// Checks a port.
    static void checkPort(int port) {
        if (port < 0 || port > MAX_PORT) {
            throw new IllegalArgumentException("port: " + port + " (expected: 0 to 65535)");
        }
    }

    /// Reads a number without sign and leading zeros.
    ///
    /// @param what what it is, for the message
    /// @throws IllegalArgumentException where it is no number up to `max`
    static int number(String text, String digits, int max, String what) {
        boolean canonical =
                digits.chars().allMatch(c -> c >= '0' && c <= '9')
                        && !digits.isEmpty()
                        && digits.length() <= 10
                        && (digits.length() == 1 || digits.charAt(0) != '0');
        long value = canonical ? Long.parseLong(digits) : -1;
        if (value < 0 || value > max) {
            throw bad(text, "%s: '%s' (expected: 0 to %d)".formatted(what, digits, max));
        }
        return (int) value;
    }

    static int port(String text, String digits) {
        return number(text, digits, MAX_PORT, "port");
    }

    static IllegalArgumentException bad(String text, String why) {
        return new IllegalArgumentException("'" + text + "': " + why);
    }
}
