package io.sockit.cli.scenario;

import org.jspecify.annotations.Nullable;

import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/// The short names of counters: `udp.sent` for `Udp.OutDatagrams`, `eth0.received` for
/// `Interface.eth0.InPackets`.
public final class ShortNames {
    /// The short name for the sum of a protocol's drops, which every group has.
    public static final String DROPPED = "dropped";

    private static final Map<String, Map<String, String>> GROUPS =
            Map.of(
                    "udp", Map.of("received", "Udp.InDatagrams", "sent", "Udp.OutDatagrams"),
                    "ip", ip("Ip"),
                    "ip6", ip("Ip6"),
                    "icmp", Map.of("received", "Icmp.InMsgs", "sent", "Icmp.OutMsgs"),
                    "icmp6", Map.of("received", "Icmp6.InMsgs", "sent", "Icmp6.OutMsgs"));

    private static final Map<String, String> INTERFACE =
            Map.of(
                    "received",
                    "InPackets",
                    "received-bytes",
                    "InBytes",
                    "sent",
                    "OutPackets",
                    "sent-bytes",
                    "OutBytes",
                    DROPPED,
                    "Drops");

    private ShortNames() {}

    private static Map<String, String> ip(String name) {
        return Map.of(
                "received", name + ".InReceives",
                "delivered", name + ".InDelivers",
                "forwarded", name + ".ForwDatagrams",
                "sent", name + ".OutRequests");
    }

    /// The groups there are on every host.
    static Set<String> groups() {
        return new TreeSet<>(GROUPS.keySet());
    }

    /// The short names of a group, `dropped` among them.
    static Set<String> names(String group) {
        Set<String> names = new TreeSet<>(GROUPS.getOrDefault(group, Map.of()).keySet());
        names.add(DROPPED);
        return names;
    }

    static Set<String> ofInterfaces() {
        return new TreeSet<>(INTERFACE.keySet());
    }

    /// The full name of a group's counter, or null; `dropped` is not one counter.
    public static @Nullable String full(String group, String name) {
        return GROUPS.getOrDefault(group, Map.of()).get(name);
    }

    /// The full name of an interface's counter, or null.
    public static @Nullable String ofInterface(String netInterface, String name) {
        String full = INTERFACE.get(name);
        return full == null ? null : "Interface." + netInterface + "." + full;
    }

    /// The begin of the full names of a group's counters: `Udp.` for `udp`.
    public static String prefix(String group) {
        return Character.toUpperCase(group.charAt(0)) + group.substring(1) + ".";
    }
}
