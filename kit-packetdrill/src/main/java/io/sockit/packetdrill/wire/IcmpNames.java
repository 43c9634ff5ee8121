package io.sockit.packetdrill.wire;

import java.util.Map;

/// Types and codes of ICMP (RFC 792, RFC 1812 §5.2.7) and ICMPv6 (RFC 4443) by the scripts' names;
/// `type_N` and `code_N` are numbers.
final class IcmpNames {
    private static final Map<String, Integer> V4_TYPES =
            Map.ofEntries(
                    Map.entry("echo_reply", 0),
                    Map.entry("unreachable", 3),
                    Map.entry("source_quench", 4),
                    Map.entry("redirect", 5),
                    Map.entry("echo_request", 8),
                    Map.entry("time_exceeded", 11),
                    Map.entry("parameter_problem", 12),
                    Map.entry("timestamp_request", 13),
                    Map.entry("timestamp_reply", 14),
                    Map.entry("information_request", 15),
                    Map.entry("information_reply", 16),
                    Map.entry("address_mask_request", 17),
                    Map.entry("address_mask_reply", 18));

    private static final Map<String, Integer> V4_CODES =
            Map.ofEntries(
                    Map.entry("net_unreachable", 0),
                    Map.entry("host_unreachable", 1),
                    Map.entry("protocol_unreachable", 2),
                    Map.entry("port_unreachable", 3),
                    Map.entry("frag_needed", 4),
                    Map.entry("source_route_failed", 5),
                    Map.entry("net_unknown", 6),
                    Map.entry("host_unknown", 7),
                    Map.entry("source_host_isolated", 8),
                    Map.entry("net_prohibited", 9),
                    Map.entry("host_prohibited", 10),
                    Map.entry("net_unreachable_for_tos", 11),
                    Map.entry("host_unreachable_for_tos", 12),
                    Map.entry("packet_filtered", 13),
                    Map.entry("precedence_violation", 14),
                    Map.entry("precedence_cutoff", 15));

    private static final Map<String, Integer> V6_TYPES =
            Map.of(
                    "unreachable", 1,
                    "packet_too_big", 2,
                    "time_exceeded", 3,
                    "parameter_problem", 4,
                    "echo_request", 128,
                    "echo_reply", 129);

    private static final Map<String, Integer> V6_CODES =
            Map.ofEntries(
                    Map.entry("net_unreachable", 0),
                    Map.entry("no_route", 0),
                    Map.entry("admin_prohibited", 1),
                    Map.entry("not_neighbour", 2),
                    Map.entry("address_unreachable", 3),
                    Map.entry("port_unreachable", 4),
                    Map.entry("exceeded_hop_limit", 0),
                    Map.entry("exceeded_frag_time", 1),
                    Map.entry("header_field", 0),
                    Map.entry("unknown_next_header", 1),
                    Map.entry("unknown_option", 2));

    private IcmpNames() {}

    static int type(String name, boolean v4) throws WireException {
        return number(name, "type", v4 ? V4_TYPES : V6_TYPES);
    }

    static int code(String name, boolean v4) throws WireException {
        return number(name, "code", v4 ? V4_CODES : V6_CODES);
    }

    /// The name of a type, or its number where it has no name.
    static String typeName(int type, boolean v4) {
        return name(type, "type", v4 ? V4_TYPES : V6_TYPES);
    }

    private static String name(int number, String what, Map<String, Integer> names) {
        return names.entrySet().stream()
                .filter(each -> each.getValue() == number)
                .map(Map.Entry::getKey)
                .findFirst()
                .orElse(what + "_" + number);
    }

    private static int number(String name, String what, Map<String, Integer> names)
            throws WireException {
        Integer known = names.get(name);
        if (known != null) {
            return known;
        }
        if (name.matches(what + "_[0-9]{1,3}")) {
            return Integer.parseInt(name.substring(what.length() + 1));
        }
        throw new WireException("ICMP %s '%s' of this version is unknown".formatted(what, name));
    }
}
