package io.sockit.api;

import org.jspecify.annotations.Nullable;

/// The routes of a host, of all families. The longest prefix wins, then the lowest metric.
public interface Routes extends Table<Route> {
    /// Adds a route in the notation of [Host#parsePrefix].
    ///
    /// @throws ErrnoException `ENODEV`, `EINVAL` for a text, `EEXIST`
    Route add(String destination, @Nullable String gateway, String interfaceName)
            throws ErrnoException;

    /// @throws ErrnoException `ENODEV`, `EINVAL` where families differ, `EEXIST`
    void add(Route row) throws ErrnoException;

    /// @throws ErrnoException `ENOENT` where it is not there
    void remove(Route row) throws ErrnoException;
}
