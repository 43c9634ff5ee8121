package io.sockit.packetdrill.run;

import io.sockit.packetdrill.Variant;
import io.sockit.packetdrill.script.Script;
import io.sockit.packetdrill.script.Script.Option;

import org.jspecify.annotations.Nullable;

import java.util.HashMap;
import java.util.Map;
import java.util.Set;

/// What a script's options and the caller set: the options of packetdrill, by their names, with its
/// defaults.
public final class Settings {
    /// Options that change nothing here: memory is managed, and there is no second machine.
    private static final Set<String> WITHOUT_EFFECT =
            Set.of("define", "send_omit_free", "speed", "verbose", "debug", "is_anyip");

    private static final Set<String> KNOWN =
            Set.of(
                    "ip_version",
                    "local_ip",
                    "remote_ip",
                    "gateway_ip",
                    "netmask_ip",
                    "mtu",
                    "mss",
                    "bind_port",
                    "connect_port",
                    "tolerance_usecs",
                    "tolerance_percent",
                    "tcp_ts_tick_usecs",
                    "tcp_ts_ecr_scaled",
                    "strict_segments");

    /// What a caller that chooses the variant says of it, as on packetdrill's command line, which
    /// goes before the script's own lines.
    private static final Set<String> OF_VARIANT =
            Set.of("ip_version", "local_ip", "remote_ip", "gateway_ip", "netmask_ip");

    private final Variant variant;
    private final Map<String, String> values = new HashMap<>();

    private Settings(Variant variant) {
        this.variant = variant;
    }

    /// @param forced the variant, whatever the script says; null if it is the script's to say
    /// @throws DrillFailure for an option that is not served
    static Settings of(Script script, @Nullable Variant forced) throws DrillFailure {
        Settings settings = new Settings(forced == null ? variant(script) : forced);
        for (Option option : script.options()) {
            if (KNOWN.contains(option.name())) {
                settings.values.put(option.name(), option.value());
            } else if (!WITHOUT_EFFECT.contains(option.name())) {
                throw new DrillFailure(
                        "--%s (line %d) is not served".formatted(option.name(), option.line()));
            }
        }
        if (forced != null) {
            settings.values.keySet().removeAll(OF_VARIANT);
            if (!forced.isV4()) {
                settings.values.remove("mtu");
            }
        }
        return settings;
    }

    /// The variant that a script asks for; the plain one without.
    ///
    /// @throws DrillFailure for one that is not known
    public static Variant variant(Script script) throws DrillFailure {
        Variant chosen = Variant.IPV4;
        for (Option option : script.options()) {
            if (option.name().equals("ip_version")) {
                chosen = Variant.find(option.value());
                if (chosen == null) {
                    throw new DrillFailure("--ip_version=" + option.value() + " is not known");
                }
            }
        }
        return chosen;
    }

    Variant variant() {
        return variant;
    }

    /// The host's address.
    String local() {
        return text("local_ip", variant.local());
    }

    /// The other end's address, with or without a prefix length.
    String remote() {
        return text("remote_ip", variant.remote());
    }

    String gateway() {
        return text("gateway_ip", variant.gateway());
    }

    int prefix() throws DrillFailure {
        String mask = values.get("netmask_ip");
        if (mask == null) {
            return variant.prefix();
        }
        int bits = 0;
        for (String part : mask.split("\\.", -1)) {
            bits += Integer.bitCount((int) number("netmask_ip", part));
        }
        return bits;
    }

    int mtu() throws DrillFailure {
        return (int) number("mtu", text("mtu", Integer.toString(variant.mtu())));
    }

    /// Bytes of the segments that a larger packet which comes in is made of (GRO); 0 if it is one.
    int segmentSize() throws DrillFailure {
        return (int) number("mss", text("mss", "0"));
    }

    int bindPort() throws DrillFailure {
        return (int) number("bind_port", text("bind_port", "8080"));
    }

    int connectPort() throws DrillFailure {
        return (int) number("connect_port", text("connect_port", "8080"));
    }

    long toleranceNanos() throws DrillFailure {
        return 1_000L * number("tolerance_usecs", text("tolerance_usecs", "4000"));
    }

    double toleranceShare() throws DrillFailure {
        String percent = text("tolerance_percent", "12.5");
        try {
            return Double.parseDouble(percent) / 100;
        } catch (NumberFormatException e) {
            throw new DrillFailure("--tolerance_percent=" + percent + " (expected: a number)");
        }
    }

    /// Nanoseconds of a tick of the TCP timestamps; 0 if their values are not compared.
    long timestampTickNanos() throws DrillFailure {
        return 1_000L * number("tcp_ts_tick_usecs", text("tcp_ts_tick_usecs", "0"));
    }

    /// Whether an echoed timestamp that the host has not sent is interpolated.
    boolean scalesEchoes() {
        return values.containsKey("tcp_ts_ecr_scaled");
    }

    /// Whether each sent packet has to have the script's length.
    boolean strictSegments() {
        return values.containsKey("strict_segments");
    }

    private String text(String name, String otherwise) {
        return values.getOrDefault(name, otherwise);
    }

    private static long number(String name, String text) throws DrillFailure {
        try {
            return Long.parseLong(text);
        } catch (NumberFormatException e) {
            throw new DrillFailure("--%s: '%s' (expected: a number)".formatted(name, text));
        }
    }
}
