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

    /// The device string that replays all of the capture at once, for a survey.
    String survey(Path capture) {
        return with(with(selected(capture), "speed", "max"), "direction", "both");
    }

    /// The device string of a host.
    String device(Path capture) {
        String text = with(selected(capture), "speed", speed);
        return with(with(text, "loop", loop), "out", out);
    }

    private String selected(Path capture) {
        String text = "pcap:" + DeviceText.escape(capture.toString());
        return with(with(text, "map", map), "filter", filter);
    }

    private static String with(String text, String option, @Nullable Object value) {
        return value == null ? text : DeviceText.with(text, option, value.toString());
    }
}
