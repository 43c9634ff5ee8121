package io.sockit.socket.control;

import io.sockit.api.ErrnoException;

/// What can be set on an interface; its owner answers by changing its row. On the strand.
public interface LinkSettings {
    /// @throws ErrnoException `ENODEV` where its device is gone
    void up(boolean up) throws ErrnoException;

    /// @throws ErrnoException `EINVAL` where the device does not carry packets of that size
    void mtu(int mtu) throws ErrnoException;
}
