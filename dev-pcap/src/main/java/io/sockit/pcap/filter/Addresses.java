package io.sockit.pcap.filter;

import io.sockit.pcap.filter.Lexer.Token;
import io.sockit.spi.packet.Bytes;

import org.jspecify.annotations.Nullable;

import java.net.InetAddress;
import java.util.regex.Pattern;

/// Tests of hosts and networks.
final class Addresses {
    private static final int ARP = 0x0806;
    private static final int RARP = 0x8035;
    private static final int IPV4_BITS = 32;
    private static final int IPV6_BITS = 128;
    private static final Pattern SHORT = Pattern.compile("\\d{1,3}(\\.\\d{1,3}){0,3}");

    private final Parser parser;

    Addresses(Parser parser) {
        this.parser = parser;
    }

    Test host(Qualifiers qualifiers, Token word, int tags) throws FilterException {
        if (parser.peek().is("/")) {
            throw parser.error(parser.peek(), "'/' behind a host (expected: net ADDRESS/LENGTH)");
        }
        byte[] address = parse(word.text());
        if (address == null) {
            throw parser.unexpected(word, Primitives.expected(Qualifiers.Type.HOST));
        }
        return address.length == Integer.BYTES
                ? ipv4(qualifiers, word, Bytes.u32(address, 0), -1, tags)
                : ipv6(qualifiers, word, address, IPV6_BITS, tags);
    }

    Test net(Qualifiers qualifiers, Token word, int tags) throws FilterException {
        String text = word.text();
        byte[] address = text.indexOf(':') >= 0 ? parse(text) : parse(padded(text));
        if (address == null) {
            throw parser.unexpected(word, Primitives.expected(Qualifiers.Type.NET));
        }
        boolean four = address.length == Integer.BYTES;
        if (parser.peek().is("/")) {
            parser.take();
            Token length = parser.take();
            int bits = length(length, four ? IPV4_BITS : IPV6_BITS);
            return four
                    ? ipv4(qualifiers, word, Bytes.u32(address, 0), mask(bits), tags)
                    : ipv6(qualifiers, word, address, bits, tags);
        }
        if (!four) {
            return ipv6(qualifiers, word, address, IPV6_BITS, tags);
        }
        int mask = parser.peek().is("mask") ? mask() : mask(Byte.SIZE * parts(text));
        return ipv4(qualifiers, word, Bytes.u32(address, 0), mask, tags);
    }

    private int mask() throws FilterException {
        parser.take();
        Token word = parser.take();
        byte[] mask = parse(word.text());
        if (mask == null || mask.length != Integer.BYTES) {
            throw parser.unexpected(word, "a mask such as 255.255.0.0");
        }
        return Bytes.u32(mask, 0);
    }

    private int length(Token word, int most) throws FilterException {
        if (word.text().matches("\\d{1,3}") && Integer.parseInt(word.text()) <= most) {
            return Integer.parseInt(word.text());
        }
        throw parser.unexpected(word, "a length from 0 to " + most);
    }

    private static int parts(String text) {
        return (int) text.chars().filter(c -> c == '.').count() + 1;
    }

    /// `10` is 10.0.0.0.
    private static String padded(String text) {
        return SHORT.matcher(text).matches() ? text + ".0".repeat(4 - parts(text)) : text;
    }

    private static int mask(int bits) {
        return bits == 0 ? 0 : -1 << (IPV4_BITS - bits);
    }

    private static byte @Nullable [] parse(String text) {
        boolean four = SHORT.matcher(text).matches() && parts(text) == 4;
        if (!four && (text.indexOf(':') < 0 || text.indexOf('%') >= 0)) {
            return null;
        }
        try {
            return InetAddress.ofLiteral(text).getAddress();
        } catch (IllegalArgumentException e) {
            return null;
        }
    }

    private Test ipv4(Qualifiers qualifiers, Token word, int address, int mask, int tags)
            throws FilterException {
        requireNoHostBits((address & ~mask) == 0, word);
        return switch (qualifiers.protocol()) {
            case "ip" -> inIp(qualifiers, address, mask, tags);
            case "arp" -> inArp(ARP, qualifiers, address, mask, tags);
            case "rarp" -> inArp(RARP, qualifiers, address, mask, tags);
            case "ip6" -> throw parser.unexpected(word, "an IPv6 address behind ip6");
            default ->
                    new Test.Or(
                            new Test.Or(
                                    inIp(qualifiers, address, mask, tags),
                                    inArp(ARP, qualifiers, address, mask, tags)),
                            inArp(RARP, qualifiers, address, mask, tags));
        };
    }

    /// RFC 791 §3.1
    private static Test inIp(Qualifiers qualifiers, int address, int mask, int tags) {
        return new Test.Ipv4Address(Frame.IPV4, tags, qualifiers.ends(), address, mask, 12, 16);
    }

    /// RFC 826: the protocol addresses of sender and target
    private static Test inArp(int type, Qualifiers qualifiers, int address, int mask, int tags) {
        return new Test.Ipv4Address(type, tags, qualifiers.ends(), address, mask, 14, 24);
    }

    private Test ipv6(Qualifiers qualifiers, Token word, byte[] address, int bits, int tags)
            throws FilterException {
        if (!qualifiers.protocol().isEmpty() && !qualifiers.protocol().equals("ip6")) {
            throw parser.unexpected(word, "an IPv4 address behind " + qualifiers.protocol());
        }
        long high = Bytes.i64(address, 0);
        long low = Bytes.i64(address, Long.BYTES);
        long maskHigh = wide(bits);
        long maskLow = wide(bits - Long.SIZE);
        requireNoHostBits((high & ~maskHigh) == 0 && (low & ~maskLow) == 0, word);
        return new Test.Ipv6Address(tags, qualifiers.ends(), high, low, maskHigh, maskLow);
    }

    private static long wide(int bits) {
        return bits <= 0 ? 0 : -1L << (Long.SIZE - Math.min(bits, Long.SIZE));
    }

    private void requireNoHostBits(boolean none, Token word) throws FilterException {
        if (!none) {
            throw parser.unexpected(word, "a network whose bits beyond the length are zero");
        }
    }
}
