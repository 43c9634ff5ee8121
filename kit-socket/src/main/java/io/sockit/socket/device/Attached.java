package io.sockit.socket.device;

import io.sockit.spi.Contribution;
import io.sockit.spi.DeviceDriver;
import io.sockit.spi.DeviceFacts;
import io.sockit.spi.NetDevice;
import io.sockit.spi.PlaybackDevice;

import org.jspecify.annotations.Nullable;

/// A device under an interface, with all that goes when it goes.
final class Attached {
    private final String text;
    private final Contribution<DeviceDriver> driver;
    private final NetDevice device;
    private final DeviceFacts facts;
    private final boolean offloadsChecksums;
    private final int mtu;
    private final byte[] station;
    private final Port port;
    private final @Nullable CaptureTap capture;
    private boolean begun;

    /// @param text the string it was made from
    /// @param driver its driver, pinned until [#end]
    /// @param mtu what the device, or `?mtu=`, allows
    /// @param capture the tap of `?capture=`, or null
    Attached(
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

    String text() {
        return text;
    }

    Contribution<DeviceDriver> driver() {
        return driver;
    }

    NetDevice device() {
        return device;
    }

    DeviceFacts facts() {
        return facts;
    }

    boolean offloadsChecksums() {
        return offloadsChecksums;
    }

    int mtu() {
        return mtu;
    }

    /// Its address, for the filter of incoming frames.
    byte[] station() {
        return station;
    }

    Port port() {
        return port;
    }

    @Nullable CaptureTap capture() {
        return capture;
    }

    /// Lets a device that brings traffic by itself begin, once. On the strand.
    void begin() {
        if (!begun && device instanceof PlaybackDevice playback) {
            begun = true;
            playback.begin();
        }
    }

    /// Closes the device and lets its plug-ins go. Off the strand, once, after [Port#shut].
    void end() {
        try {
            device.close();
        } catch (Throwable t) {
            driver.fault(t);
        }
        endCapture();
        driver.release();
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
