package io.sockit.api;

import java.util.SortedSet;

/// The typed settings of a host, under Linux's names (`net.ipv4.ip_default_ttl`). Those that a
/// plug-in declares come and go with it. Thread-safe.
public interface Sysctls {
    SortedSet<String> names();

    /// @throws ErrnoException `ENOENT`, the message naming what is near
    String get(String name) throws ErrnoException;

    /// @throws ErrnoException `ENOENT`; `EINVAL` for the value, the message saying what is allowed
    void set(String name, String value) throws ErrnoException;

    /// Type, range and meaning in a sentence.
    ///
    /// @throws ErrnoException `ENOENT`
    String describe(String name) throws ErrnoException;
}
