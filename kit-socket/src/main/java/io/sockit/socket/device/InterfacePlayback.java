package io.sockit.socket.device;

import io.sockit.api.Playback;
import io.sockit.socket.strand.HostStrand;
import io.sockit.spi.PlaybackDevice;

import java.util.stream.Stream;

/// What the device that an interface had when it was asked brings by itself. Thread-safe.
final class InterfacePlayback implements Playback {
    private final HostInterface it;
    private final Attached attached;
    private final PlaybackDevice device;
    private final HostStrand strand;

    private InterfacePlayback(
            HostInterface it, Attached attached, PlaybackDevice device, HostStrand strand) {
        this.it = it;
        this.attached = attached;
        this.device = device;
        this.strand = strand;
    }

    /// One, or none where the device brings nothing. On the strand.
    static Stream<Playback> of(HostInterface it, HostStrand strand) {
        Attached attached = it.attached();
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
