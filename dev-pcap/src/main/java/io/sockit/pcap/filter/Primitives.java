package io.sockit.pcap.filter;

import io.sockit.pcap.filter.Lexer.Token;

import org.jspecify.annotations.Nullable;

import java.util.Map;

/// What a qualified word asks for.
final class Primitives {
    static final String EXPECTED =
            "host, net, port, portrange, proto, src, dst, ip, ip6, arp, rarp, tcp, udp, sctp, icmp,"
                    + " icmp6, vlan, less, greater, inbound, outbound";

    private static final int ARP = 0x0806;
    private static final int RARP = 0x8035;
    private static final int MOST_PORT = 65_535;
    private static final int MOST_PROTOCOL = 255;

    /// Protocols by name, for IPv4 and IPv6 alike unless they are of one of them.
    private static final Map<String, Integer> TRANSPORTS =
            Map.of("tcp", 6, "udp", 17, "sctp", 132, "icmp", 1, "icmp6", 58);

    private static final Map<String, Integer> NETWORKS =
            Map.of("ip", Frame.IPV4, "ip6", Frame.IPV6, "arp", ARP, "rarp", RARP);

    /// What may stand behind `proto` by name.
    private static final Map<String, Integer> NUMBERS =
            Map.of(
                    "icmp",
                    1,
                    "igmp",
                    2,
                    "tcp",
                    6,
                    "udp",
                    17,
                    "esp",
                    50,
                    "ah",
                    51,
                    "ipv6-icmp",
                    58,
                    "icmp6",
                    58,
                    "pim",
                    103,
                    "sctp",
                    132);

    private final Parser parser;
    private final Addresses addresses;

    Primitives(Parser parser) {
        this.parser = parser;
        this.addresses = new Addresses(parser);
    }

    static boolean isProtocol(String word) {
        return TRANSPORTS.containsKey(word) || NETWORKS.containsKey(word);
    }

    static String expected(Qualifiers.Type type) {
        return switch (type) {
            case HOST -> "an IPv4 or IPv6 address";
            case NET -> "a network such as 10.0.0.0/8, 192.168.1 or 2001:db8::/32";
            case PORT -> "a number from 0 to 65535";
            case PORTRANGE -> "two numbers from 0 to 65535, such as 1000-1999";
            case PROTO -> "a number from 0 to 255, or one of \\tcp, \\udp, \\icmp";
        };
    }

    /// Refuses a protocol that does not go with the type.
    void check(Qualifiers qualifiers, Token at) throws FilterException {
        String protocol = qualifiers.protocol();
        boolean network = NETWORKS.containsKey(protocol);
        boolean fits =
                protocol.isEmpty()
                        || switch (qualifiers.type()) {
                            case HOST, NET -> network;
                            case PORT, PORTRANGE ->
                                    !network
                                            && !protocol.equals("icmp")
                                            && !protocol.equals("icmp6");
                            case PROTO -> protocol.equals("ip") || protocol.equals("ip6");
                        };
        if (!fits) {
            String allowed =
                    switch (qualifiers.type()) {
                        case HOST, NET -> "ip, ip6, arp, rarp";
                        case PORT, PORTRANGE -> "tcp, udp, sctp";
                        case PROTO -> "ip, ip6";
                    };
            throw parser.error(
                    at,
                    "'%s' in front of %s (expected: one of %s, or none)"
                            .formatted(protocol, name(qualifiers.type()), allowed));
        }
    }

    private static String name(Qualifiers.Type type) {
        return switch (type) {
            case HOST -> "host";
            case NET -> "net";
            case PORT -> "port";
            case PORTRANGE -> "portrange";
            case PROTO -> "proto";
        };
    }

    /// A protocol alone.
    Test protocol(String name, int tags) {
        Integer etherType = NETWORKS.get(name);
        if (etherType != null) {
            return new Test.NetworkType(etherType, tags);
        }
        int number = TRANSPORTS.getOrDefault(name, 0);
        return switch (name) {
            case "icmp" -> new Test.Ipv4Protocol(number, tags);
            case "icmp6" -> new Test.Ipv6Protocol(number, tags);
            default -> inBoth(number, tags);
        };
    }

    private static Test inBoth(int protocol, int tags) {
        return new Test.Or(
                new Test.Ipv4Protocol(protocol, tags), new Test.Ipv6Protocol(protocol, tags));
    }

    /// A word with its qualifiers.
    Test word(Qualifiers qualifiers, Token word, int tags) throws FilterException {
        return switch (qualifiers.type()) {
            case HOST -> addresses.host(qualifiers, word, tags);
            case NET -> addresses.net(qualifiers, word, tags);
            case PORT -> {
                int port = number("port", word, 0, MOST_PORT);
                yield ports(qualifiers, port, port, tags);
            }
            case PORTRANGE -> range(qualifiers, word, tags);
            case PROTO -> proto(qualifiers, word, tags);
        };
    }

    private Test range(Qualifiers qualifiers, Token word, int tags) throws FilterException {
        int dash = word.text().indexOf('-');
        String first = dash < 0 ? word.text() : word.text().substring(0, dash);
        String last = word.text().substring(dash + 1);
        int from = port(word, first);
        int to = port(word, last);
        return ports(qualifiers, Math.min(from, to), Math.max(from, to), tags);
    }

    private int port(Token word, String text) throws FilterException {
        Long value = decode(text);
        if (value == null || value > MOST_PORT) {
            throw parser.unexpected(word, expected(Qualifiers.Type.PORTRANGE));
        }
        return value.intValue();
    }

    private static Test ports(Qualifiers qualifiers, int first, int last, int tags) {
        int protocol = TRANSPORTS.getOrDefault(qualifiers.protocol(), Test.Ports.ANY);
        return new Test.Ports(protocol, tags, qualifiers.ends(), first, last);
    }

    private Test proto(Qualifiers qualifiers, Token word, int tags) throws FilterException {
        String text = word.text();
        Integer named = NUMBERS.get(text.startsWith("\\") ? text.substring(1) : text);
        Long value = decode(text);
        if (named == null && (value == null || value > MOST_PROTOCOL)) {
            throw parser.unexpected(word, expected(Qualifiers.Type.PROTO));
        }
        int number = named == null && value != null ? value.intValue() : named == null ? 0 : named;
        return switch (qualifiers.protocol()) {
            case "ip" -> new Test.Ipv4Protocol(number, tags);
            case "ip6" -> new Test.Ipv6Protocol(number, tags);
            default -> inBoth(number, tags);
        };
    }

    int number(String what, Token word, int least, int most) throws FilterException {
        Long value = decode(word.text());
        if (value == null || value < least || value > most) {
            throw parser.unexpected(
                    word, "%s: a number from %d to %d".formatted(what, least, most));
        }
        return value.intValue();
    }

    /// A number as C writes it, or null.
    private static @Nullable Long decode(String text) {
        if (text.isEmpty() || text.length() > 12 || !Character.isDigit(text.charAt(0))) {
            return null;
        }
        try {
            return Long.decode(text);
        } catch (NumberFormatException e) {
            return null;
        }
    }
}
