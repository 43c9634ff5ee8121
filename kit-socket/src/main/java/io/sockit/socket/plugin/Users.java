package io.sockit.socket.plugin;

/// A room whose sockets or devices use what plug-ins contribute.
public interface Users {
    /// Ends all uses of a plug-in, whose drain has lasted long enough, and releases its pins. Off
    /// the strand.
    ///
    /// @param plugin its name
    void abort(String plugin);
}
