package io.sockit.packetdrill.script;

import org.jspecify.annotations.Nullable;

import java.util.List;

/// A packetdrill script: what it asks of the tool, and its events in order. Immutable.
///
/// @param name of its file, for messages
/// @param options `--name=value` lines, which [Option#value] splits
/// @param init shell lines before the first event; null without
/// @param events at least one
/// @param cleanup shell lines after the last event; null without
public record Script(
        String name,
        List<Option> options,
        @Nullable String init,
        List<Event> events,
        @Nullable String cleanup) {
    public Script {
        options = List.copyOf(options);
        events = List.copyOf(events);
    }

    /// A line such as `--tolerance_usecs=20000`.
    ///
    /// @param name without the dashes
    /// @param value empty for an option without one
    public record Option(String name, String value, int line) {}
}
