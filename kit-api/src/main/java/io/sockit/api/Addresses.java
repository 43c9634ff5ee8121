package io.sockit.api;

/// The network addresses of a host's interfaces.
public interface Addresses extends Table<InterfaceAddress> {
    /// Adds an address in the notation of [Host#parsePrefix].
    ///
    /// @throws ErrnoException `ENODEV`, `EINVAL` for the text, `EEXIST`
    InterfaceAddress add(String interfaceName, String prefix) throws ErrnoException;

    /// @throws ErrnoException `ENODEV`, `EEXIST`
    void add(InterfaceAddress row) throws ErrnoException;

    /// @throws ErrnoException `EADDRNOTAVAIL` where it is not there
    void remove(InterfaceAddress row) throws ErrnoException;
}
