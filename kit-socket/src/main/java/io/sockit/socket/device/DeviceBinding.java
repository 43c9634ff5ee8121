package io.sockit.socket.device;

import io.sockit.spi.Contribution;
import io.sockit.spi.DeviceDriver;
import io.sockit.spi.DeviceFacts;
import io.sockit.spi.NetDevice;
import io.sockit.spi.PlaybackDevice;

import org.jspecify.annotations.Nullable;

/// A device under an interface, with all that goes when it goes.
final class DeviceBinding {
    /// The string it was made from.
    final String text;

    /// Its driver, pinned until [#end].
    final Contribution<DeviceDriver> driver;

    final NetDevice device;
    final DeviceFacts facts;
    final boolean offloadsChecksums;

    /// What the device, or `?mtu=`, allows.
    final int mtu;

    /// Its address, for the filter of incoming frames.
    final byte[] station;

    final Port port;

    /// The tap of `?capture=`, or null.
    final @Nullable CaptureTap capture;

    private boolean begun;

    DeviceBinding(
            String text,
            Contribution<DeviceDriver> driver,
            NetDevice device,
            DeviceFacts facts,
            int mtu,
            Port port,
            @Nullable CaptureTap capture) {
        this.text = text;
        this.driver = driver;
        this.device = device;
        this.facts = facts;
        this.offloadsChecksums = facts.offloads().contains(DeviceFacts.Offload.CHECKSUM);
        this.mtu = mtu;
        this.station = facts.address().bytes();
        this.port = port;
        this.capture = capture;
    }

    /// Lets a device that brings traffic by itself begin, once. On the strand.
    void begin() {
        if (!begun && device instanceof PlaybackDevice playback) {
            begun = true;
            playback.begin();
        }
    }

    /// Closes the device and releases its plug-ins. Off the strand, once, after [Port#shut].
    void end() {
        try {
            device.close();
        } catch (Throwable t) {
            driver.fault(t);
        }
        endCapture();
        driver.release();
    }

    boolean drivenBy(String plugin) {
        return driver.plugin().equals(plugin);
    }

    boolean capturedBy(String plugin) {
        return capture != null && capture.plugin().equals(plugin);
    }

    /// Writes what was seen, and closes the file. Idempotent.
    void endCapture() {
        if (capture != null) {
            capture.close();
        }
    }
}
