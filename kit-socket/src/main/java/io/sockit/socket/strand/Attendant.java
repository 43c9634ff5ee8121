package io.sockit.socket.strand;

/// Serves a strand's timers, and work that was left over budget. Called outside the strand, by
/// any thread.
public interface Attendant {
    /// Work was left on the strand, and no thread is inside.
    void workLeft();

    /// The moment of the next timer changed, see [HostStrand#alarm].
    void alarm();

    void close();
}
