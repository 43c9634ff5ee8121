package io.sockit.inet;

/// The notation of IPv4 addresses: four decimal numbers, nothing less (RFC 6943 §3.1.1 "strict").
final class Ipv4Text {
    /// What [#parse] answers for a text that is no address; above every address as an unsigned int.
    static final long NONE = -1;

    private static final int PARTS = 4;
    private static final int MAX_DIGITS = 3;
    private static final int MAX_PART = 255;

    private Ipv4Text() {}

    /// The address in the lower 32 bits, or [#NONE].
    static long parse(String text) {
        long address = 0;
        int at = 0;
        for (int part = 0; part < PARTS; part++) {
            int end = part < PARTS - 1 ? text.indexOf('.', at) : text.length();
            int value = end < 0 ? -1 : part(text, at, end);
            if (value < 0) {
                return NONE;
            }
            address = address << Byte.SIZE | value;
            at = end + 1;
        }
        return address;
    }

    private static int part(String text, int from, int to) {
        int digits = to - from;
        if (digits < 1 || digits > MAX_DIGITS || (digits > 1 && text.charAt(from) == '0')) {
            return -1; // a leading zero might mean octal
        }
        int value = 0;
        for (int i = from; i < to; i++) {
            char c = text.charAt(i);
            if (c < '0' || c > '9') {
                return -1;
            }
            value = value * 10 + (c - '0');
        }
        return value <= MAX_PART ? value : -1;
    }

    static String format(int address) {
        return (address >>> 24)
                + "."
                + (address >>> 16 & 0xff)
                + "."
                + (address >>> 8 & 0xff)
                + "."
                + (address & 0xff);
    }
}
