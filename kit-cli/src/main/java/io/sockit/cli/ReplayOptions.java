package io.sockit.cli;

import io.sockit.cli.scenario.DeviceText;

import org.jspecify.annotations.Nullable;

import picocli.CommandLine.Option;

import java.nio.file.Path;

/// The options of `replay` that become options of its devices.
final class ReplayOptions {
    @Option(
            names = "--speed",
            paramLabel = "SPEED",
            description = "real, max, or a factor such as 10: how the recorded spacing is kept.")
    private @Nullable String speed;

    @Option(
            names = "--map",
            paramLabel = "MAP",
            description = "A recorded address and the one it becomes: 192.0.2.53:10.0.0.2.")
    private @Nullable String map;

    @Option(
            names = "--filter",
            paramLabel = "EXPRESSION",
            description = "Which packets, in tcpdump's language: 'udp port 53'.")
    private @Nullable String filter;

    @Option(names = "--loop", paramLabel = "N", description = "How often.")
    private @Nullable Long loop;

    @Option(
            names = "--out",
            paramLabel = "FILE",
            description = "Writes what the host sends to this file; with one --to at most.")
    private @Nullable Path out;

    boolean hasOut() {
        return out != null;
    }

    /// The device string under which all of the capture can be looked at.
    String survey(Path capture) {
        String text = "pcap:" + DeviceText.escape(capture.toString());
        text = with(text, "map", map);
        text = with(text, "filter", filter);
        return with(with(text, "speed", "max"), "direction", "both");
    }

    /// The device string of a host.
    String device(Path capture) {
        String text = "pcap:" + DeviceText.escape(capture.toString());
        text = with(text, "map", map);
        text = with(text, "filter", filter);
        text = with(text, "speed", speed);
        text = with(text, "loop", loop);
        return with(text, "out", out);
    }

    private static String with(String text, String option, @Nullable Object value) {
        return value == null ? text : DeviceText.with(text, option, value.toString());
    }
}
