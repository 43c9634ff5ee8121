package io.sockit.socket.device;

import io.sockit.api.Playback;
import io.sockit.socket.strand.HostStrand;
import io.sockit.spi.PlaybackDevice;

import java.util.stream.Stream;

/// The traffic that the device of an interface brings by itself: of the device that it had when
/// this was made. Thread-safe.
record InterfacePlayback(
        HostInterface it, DeviceBinding attached, PlaybackDevice device, HostStrand strand)
        implements Playback {
    /// The playback of an interface, if its device brings traffic by itself. On the strand.
    static Stream<Playback> of(HostInterface it, HostStrand strand) {
        DeviceBinding attached = it.attached();
        return attached != null && attached.device instanceof PlaybackDevice device
                ? Stream.of(new InterfacePlayback(it, attached, device, strand))
                : Stream.empty();
    }

    @Override
    public String interfaceName() {
        return it.name();
    }

    @Override
    public void begin() {
        strand.run(
                () -> {
                    if (it.attached() == attached) {
                        it.begin();
                    }
                });
    }

    @Override
    public boolean finished() {
        return attached.port.closed() || device.finished();
    }

    @Override
    public double progress() {
        return device.progress();
    }
}
