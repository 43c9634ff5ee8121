package io.sockit.api;

import org.jspecify.annotations.Nullable;

import java.util.List;

/// A plug-in as `sockit plugins` shows it.
///
/// @param name its name
/// @param version its version
/// @param source the jar or folder it came from
/// @param state what may be done with it
/// @param requires the plug-ins it needs
/// @param contributions what it adds
/// @param uses how many sockets and devices hold it
/// @param fault what it was last charged with, or null
public record PluginInfo(
        String name,
        String version,
        String source,
        State state,
        List<String> requires,
        List<Contribution> contributions,
        int uses,
        @Nullable String fault) {
    /// The life of a plug-in.
    public enum State {
        LOADED,
        DRAINING,
        UNLOADED,
        REFUSED
    }

    /// One row of a plug-in.
    ///
    /// @param kind the extension point's name, such as `family`
    /// @param key the row's name and number, such as `AF_INET (2)`
    /// @param type the contributed class
    public record Contribution(String kind, String key, String type) {}
}
