package io.sockit.socket.device;

import com.google.errorprone.annotations.concurrent.GuardedBy;

import io.sockit.api.Link;
import io.sockit.api.PacketTap;
import io.sockit.spi.CaptureFormat;
import io.sockit.spi.Contribution;

import org.jspecify.annotations.Nullable;

import java.nio.ByteBuffer;

/// A file of `?capture=`, written by a plug-in that is charged with what goes wrong; then it stops.
/// Called by its tap, outside the strand, and closed by who ends the device.
final class CaptureTap implements PacketTap, AutoCloseable {
    private final Contribution<CaptureFormat> format;
    private final CaptureFormat.Capture file;

    @GuardedBy("this")
    private boolean over;

    private volatile @Nullable TapQueue queue;

    /// @param format pinned until [#close]
    CaptureTap(Contribution<CaptureFormat> format, CaptureFormat.Capture file) {
        this.format = format;
        this.file = file;
    }

    String plugin() {
        return format.plugin();
    }

    /// Begins to look at an interface.
    void begin(Taps taps, int link) {
        queue = taps.add(this, link);
    }

    @Override
    public synchronized void packet(
            Link link,
            Direction direction,
            long timestampNanos,
            int etherType,
            ByteBuffer frame,
            String dropped) {
        if (over) {
            return;
        }
        try {
            file.packet(link, direction, timestampNanos, etherType, frame, dropped);
        } catch (Throwable t) {
            fail(t);
        }
    }

    @GuardedBy("this")
    private void fail(Throwable failure) {
        format.fault(failure);
        end();
    }

    /// Writes what was seen so far and ends the file. Idempotent; not for taps to call.
    @Override
    public void close() {
        TapQueue source = queue;
        if (source != null) {
            source.finish();
        }
        end();
    }

    private synchronized void end() {
        if (over) {
            return;
        }
        over = true;
        try {
            file.close();
        } catch (Throwable t) {
            format.fault(t);
        }
        format.release();
    }
}
