package io.sockit.api;

/// Is told of changes of a control-plane table. Called off the strand, in order, on one thread at a
/// time; what it throws is logged. It may change tables, send and look, but does not wait: that
/// holds up the thread that made the change, and is an [IllegalStateException] where a virtual
/// clock moves.
@FunctionalInterface
public interface ChangeListener<R> {
    /// What happened to a row.
    enum Change {
        ADDED,
        CHANGED,
        REMOVED
    }

    void changed(Change change, R row);
}
