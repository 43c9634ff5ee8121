package io.sockit.socket.control;

import io.sockit.api.ErrnoException;

/// The settings of an interface, which answers by changing its row. On the strand.
public interface LinkSettings {
    /// @throws ErrnoException `ENODEV` if its device is gone
    void up(boolean up) throws ErrnoException;

    /// @throws ErrnoException `EINVAL` if the device does not carry packets of that size
    void mtu(int mtu) throws ErrnoException;
}
