package io.sockit.packetdrill;

import org.jspecify.annotations.Nullable;

import java.util.HashMap;
import java.util.Map;

/// How a script is run: which sockets it opens, and which packets are on the wire.
public enum Variant {
    /// `AF_INET` sockets over IPv4.
    IPV4("ipv4", "SOL_IP", "IP_RECVERR"),
    /// `AF_INET6` sockets over IPv4.
    IPV4_MAPPED_IPV6("ipv4-mapped-ipv6", "SOL_IPV6", "IPV6_RECVERR"),
    /// `AF_INET6` sockets over IPv6.
    IPV6("ipv6", "SOL_IPV6", "IPV6_RECVERR");

    private final String text;
    private final String level;
    private final String received;

    Variant(String text, String level, String received) {
        this.text = text;
        this.level = level;
        this.received = received;
    }

    /// The variant of this name, or null without one.
    public static @Nullable Variant find(String name) {
        for (Variant variant : values()) {
            if (variant.text.equals(name)) {
                return variant;
            }
        }
        return null;
    }

    /// Whether packets are IPv4.
    public boolean isV4() {
        return this != IPV6;
    }

    /// Whether sockets are `AF_INET`.
    public boolean opensV4() {
        return this == IPV4;
    }

    /// The macros that scripts for every variant use, and those given, which go first.
    public Map<String, String> defines(Map<String, String> given) {
        Map<String, String> all = new HashMap<>();
        all.put("CMSG_LEVEL_IP", level);
        all.put("CMSG_TYPE_RECVERR", received);
        all.put("CODE", isV4() ? "host_unreachable" : "address_unreachable");
        all.put("TFO_COOKIE", isV4() ? "3021b9d889017eeb" : "c1d1e9742a47a9bc");
        all.putAll(given);
        return all;
    }

    public String local() {
        return isV4() ? "192.168.0.1" : "fd3d:fa7b:d17d::1";
    }

    public String remote() {
        return isV4() ? "192.0.2.1" : "2001:db8::1";
    }

    public String gateway() {
        return isV4() ? "192.168.0.2" : "fd3d:fa7b:d17d:8888::";
    }

    /// Length of the local network's prefix.
    public int prefix() {
        return isV4() ? 16 : 48;
    }

    /// Such that a TCP segment has 1460 bytes in every variant.
    public int mtu() {
        return isV4() ? 1500 : 1520;
    }

    /// Whether a script's name leaves this variant to it: `…v4.pkt` and `…v6.pkt` are for one
    /// version of IP.
    public boolean suits(String script) {
        return !script.endsWith(isV4() ? "v6.pkt" : "v4.pkt");
    }

    @Override
    public String toString() {
        return text;
    }
}
