package io.sockit.api;

import java.util.List;

/// A table of the control plane. Reads are snapshots; changes happen on the host's strand, one at a
/// time. Thread-safe.
public interface Table<R> {
    /// The rows as they stand now: immutable, and the same object as long as nothing changed.
    List<R> rows();

    /// Tells of every later change, until the answer is closed.
    AutoCloseable listen(ChangeListener<R> listener);
}
