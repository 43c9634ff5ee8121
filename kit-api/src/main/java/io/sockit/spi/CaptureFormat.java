package io.sockit.spi;

import io.sockit.api.ErrnoException;
import io.sockit.api.PacketTap;

import java.nio.file.Path;

/// Writes what a device carries to a file (`?capture=file.pcapng`). A contribution's key is the
/// file name's ending, in lower case. Off the strand.
public interface CaptureFormat {
    /// Where capture formats are contributed.
    ExtensionPoint<String, CaptureFormat> POINT =
            new ExtensionPoint<>("capture", String.class, CaptureFormat.class);

    /// @throws ErrnoException where the file cannot be written
    Capture open(Path file) throws ErrnoException;

    /// A file being written.
    interface Capture extends PacketTap, AutoCloseable {
        @Override
        void close();
    }
}
