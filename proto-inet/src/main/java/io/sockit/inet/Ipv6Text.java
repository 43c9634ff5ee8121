package io.sockit.inet;

import io.sockit.inet.spi.IpAddress;

import org.jspecify.annotations.Nullable;

/// The notation of IPv6 addresses: reads every form of RFC 4291 §2.2, writes the one of RFC 5952.
final class Ipv6Text {
    private static final int GROUPS = 8;
    private static final int HALF = 4;
    private static final int MAX_DIGITS = 4;

    private Ipv6Text() {}

    /// An address.
    record Address(long high, long low) {}

    /// The address, or null where the text is not one.
    static @Nullable Address parse(String text) {
        int gap = text.indexOf("::");
        int[] groups = new int[GROUPS];
        if (gap < 0) {
            return parse(text, groups) == GROUPS ? address(groups) : null;
        }
        int before = gap == 0 ? 0 : parse(text.substring(0, gap), groups);
        String rest = text.substring(gap + 2);
        if (before < 0 || text.lastIndexOf('.', gap) >= 0) {
            return null;
        }
        int[] tail = new int[GROUPS];
        int after = rest.isEmpty() ? 0 : parse(rest, tail);
        if (after < 0 || before + after >= GROUPS) {
            return null; // "::" is one group at least
        }
        System.arraycopy(tail, 0, groups, GROUPS - after, after);
        return address(groups);
    }

    /// Reads groups, separated by single colons, the last two perhaps as an IPv4 address.
    ///
    /// @return how many, or -1
    private static int parse(String text, int[] groups) {
        int count = 0;
        int at = 0;
        while (true) {
            int colon = text.indexOf(':', at);
            String part = colon < 0 ? text.substring(at) : text.substring(at, colon);
            if (colon < 0 && part.indexOf('.') >= 0) {
                return parseV4(part, groups, count);
            }
            int value = group(part);
            if (value < 0 || count == GROUPS) {
                return -1;
            }
            groups[count++] = value;
            if (colon < 0) {
                return count;
            }
            at = colon + 1;
        }
    }

    private static int parseV4(String part, int[] groups, int count) {
        long v4 = Ipv4Text.parse(part);
        if (v4 == Ipv4Text.NONE || count > GROUPS - 2) {
            return -1;
        }
        groups[count] = (int) (v4 >>> Short.SIZE);
        groups[count + 1] = (int) v4 & 0xffff;
        return count + 2;
    }

    private static int group(String part) {
        if (part.isEmpty() || part.length() > MAX_DIGITS) {
            return -1;
        }
        int value = 0;
        for (int i = 0; i < part.length(); i++) {
            char c = part.charAt(i);
            int digit = c < 0x80 ? Character.digit(c, 16) : -1;
            if (digit < 0) {
                return -1;
            }
            value = value << 4 | digit;
        }
        return value;
    }

    private static Address address(int[] groups) {
        long high = 0;
        long low = 0;
        for (int i = 0; i < HALF; i++) {
            high = high << Short.SIZE | groups[i];
            low = low << Short.SIZE | groups[i + HALF];
        }
        return new Address(high, low);
    }

    static String format(long high, long low) {
        if (IpAddress.isV4(high, low)) {
            return "::ffff:" + Ipv4Text.format(IpAddress.v4(low)); // RFC 5952 §5
        }
        int gap = longestZeros(high, low);
        int gapEnd = gap + zerosAt(high, low, gap);
        StringBuilder text = new StringBuilder();
        for (int i = 0; i < GROUPS; i++) {
            if (i == gap) {
                text.append("::");
                i = gapEnd - 1;
            } else {
                if (i > 0 && i != gapEnd) {
                    text.append(':');
                }
                text.append(Integer.toHexString(group(high, low, i)));
            }
        }
        return text.toString();
    }

    /// Where the longest run of zero groups begins, the first of equal ones; one alone does not
    /// count (RFC 5952 §4.2). Beyond the end if there is none.
    private static int longestZeros(long high, long low) {
        int best = GROUPS;
        int length = 1;
        for (int i = 0; i < GROUPS; i++) {
            int zeros = zerosAt(high, low, i);
            if (zeros > length) {
                best = i;
                length = zeros;
            }
        }
        return best;
    }

    private static int zerosAt(long high, long low, int from) {
        int end = from;
        while (end < GROUPS && group(high, low, end) == 0) {
            end++;
        }
        return end - from;
    }

    private static int group(long high, long low, int index) {
        long half = index < HALF ? high : low;
        return (int) (half >>> ((HALF - 1 - index % HALF) * Short.SIZE)) & 0xffff;
    }
}
