package io.sockit.api;

/// Which link-layer address belongs to a neighbour's network address: what was set, and what the
/// address family's plug-in has learnt and forgets again.
public interface Neighbours extends Table<Neighbour> {
    /// Adds a row, or replaces that of the same link and address.
    ///
    /// @throws ErrnoException `ENODEV`
    void put(Neighbour row) throws ErrnoException;

    /// @throws ErrnoException `ENOENT` where it is not there
    void remove(Neighbour row) throws ErrnoException;
}
