package io.sockit.api;

import java.util.Optional;

/// The interfaces of a host. Rows come and go with [Host#addDevice] and [Host#removeDevice].
public interface Links extends Table<Link> {
    Optional<Link> find(String name);

    Optional<Link> find(int index);

    /// Sets the interface up or down.
    ///
    /// @throws ErrnoException `ENODEV`
    void up(String name, boolean up) throws ErrnoException;

    /// @throws ErrnoException `ENODEV`, `EINVAL` where the device does not carry packets of that
    ///     size
    void mtu(String name, int mtu) throws ErrnoException;
}
