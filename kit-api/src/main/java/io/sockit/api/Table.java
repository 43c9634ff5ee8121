package io.sockit.api;

import java.util.List;

/// A table of the control plane. Reads are snapshots; changes happen on the host's strand, one at a
/// time. Thread-safe.
public interface Table<R> {
    /// The rows of this moment: immutable, and the same object as long as nothing changed. The
    /// list is made on the host's strand when it is first asked for after a change, so a table is
    /// cheap to fill row by row; not on another host's strand.
    List<R> rows();

    /// Tells of every later change, until the answer is closed.
    AutoCloseable listen(ChangeListener<R> listener);
}
