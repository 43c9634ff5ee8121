package io.sockit.socket.device;

import com.google.errorprone.annotations.concurrent.GuardedBy;

import io.sockit.api.Link;
import io.sockit.api.PacketTap;
import io.sockit.spi.CaptureFormat;
import io.sockit.spi.Contribution;

import org.jspecify.annotations.Nullable;

import java.nio.ByteBuffer;

/// A file of `?capture=`. The plug-in that writes it is charged with a failure, which ends the
/// capture. Called by its tap, off the strand, and closed with the device.
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

    /// Begins to capture an interface.
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

    /// Writes the frames that were seen so far, and ends the file. Idempotent; not for taps to
    /// call.
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
