package io.sockit.spi;

import io.sockit.api.ErrnoException;

import java.util.Set;

/// Makes devices of one kind. A contribution's key is the driver's name, as in `loopback:`.
public interface DeviceDriver {
    /// Where drivers are contributed.
    ExtensionPoint<String, DeviceDriver> POINT =
            new ExtensionPoint<>("device", String.class, DeviceDriver.class);

    /// The options it knows, in the order in which messages name them; `mtu` and `capture` are the
    /// kit's own. Any thread.
    Set<String> options();

    /// Opens a device. Off the strand: it may do I/O. Where it is to replace another device of its
    /// interface, that one is still open; a wire end passes from the old to the new. The kit has
    /// checked that every option is among [#options]; their values are the driver's to check.
    ///
    /// @param address the part after `driver:`, with its options
    /// @param port the way up into the host; packets may be delivered once this has returned
    /// @throws ErrnoException `EINVAL` for a value, the message saying what is allowed
    NetDevice open(DeviceAddress address, DevicePort port) throws ErrnoException;
}
