package io.sockit.socket.strand;

/// Who serves a strand's timers, and work that was left over budget. Called outside the strand, by
/// any thread.
public interface Attendant {
    /// Work lies on the strand and nobody is inside.
    void workLeft();

    /// The moment of the next timer changed, see [HostStrand#alarm].
    void alarm();

    void close();
}
