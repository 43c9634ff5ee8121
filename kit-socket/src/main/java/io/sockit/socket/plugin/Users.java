package io.sockit.socket.plugin;

/// Who lets sockets or devices live on what plug-ins contribute.
public interface Users {
    /// Ends all that lives on a plug-in and releases its pins: the time of its drain is over. Off
    /// the strand.
    ///
    /// @param plugin its name
    void abort(String plugin);
}
