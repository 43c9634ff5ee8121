package io.sockit.socket.plugin;

import io.sockit.spi.Plugin;

import org.jspecify.annotations.Nullable;

import java.util.List;

/// A plug-in that was found.
///
/// @param plugin the object, for all hosts, of one on the class path; null of one in a folder, for
///     each load makes its own
record Member(Declared declared, @Nullable Plugin plugin) implements Order.Step {
    @Override
    public List<String> names() {
        return List.of(declared.name());
    }

    @Override
    public List<String> requires() {
        return declared.requires();
    }
}
