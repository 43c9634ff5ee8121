package io.sockit.spi;

import io.sockit.api.Table;

/// The tables of the control plane as protocols hear of them: row by row, on the strand, in the
/// moment of the change. Programs listen with [Table#listen], off the strand.
public interface TableEvents {
    /// Tells the listener of every row there is, at once, and then of every change. The listener
    /// lives as long as the plug-in that registers it.
    ///
    /// @param table one of the host's own
    <R> void listen(Table<R> table, Listener<R> listener);

    /// Is told of rows before the change returns to its caller, so that a plug-in which changes a
    /// table itself can tell its own changes from those of others.
    interface Listener<R> {
        void added(R row);

        /// Also called for each row that goes with its interface.
        void removed(R row);

        /// A row took the place of the one with the same key.
        default void changed(R before, R row) {
            removed(before);
            added(row);
        }
    }
}
