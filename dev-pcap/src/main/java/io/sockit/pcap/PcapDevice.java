package io.sockit.pcap;

import io.sockit.api.Clock;
import io.sockit.api.LinkType;
import io.sockit.pcap.file.CaptureReader;
import io.sockit.spi.Counter;
import io.sockit.spi.DeviceFacts;
import io.sockit.spi.PlaybackDevice;
import io.sockit.spi.Transmit;
import io.sockit.spi.packet.Packet;

import org.jspecify.annotations.Nullable;

/// A capture as a device: what was recorded comes up, what the host sends is written, or counted
/// where nobody wants it. On the strand, but for [#close], [#finished] and [#progress].
final class PcapDevice implements PlaybackDevice {
    /// The largest packet whose length fits IPv4's header.
    private static final int MTU = 65_535;

    private final CaptureFile file;
    private final FilesInUse.Hold hold;
    private final Replay replay;
    private final @Nullable Answers answers;
    private final Clock clock;
    private final Counter notWritten;

    PcapDevice(
            CaptureFile file,
            FilesInUse.Hold hold,
            Replay replay,
            @Nullable Answers answers,
            Clock clock,
            Counter notWritten) {
        this.file = file;
        this.hold = hold;
        this.replay = replay;
        this.answers = answers;
        this.clock = clock;
        this.notWritten = notWritten;
    }

    @Override
    public DeviceFacts facts() {
        return file.isEthernet()
                ? DeviceFacts.of(LinkType.ETHERNET, MTU).withAddress(file.station())
                : DeviceFacts.of(LinkType.IP, MTU);
    }

    @Override
    public void begin() {
        replay.begin();
    }

    @Override
    public Transmit transmit(Packet frame) {
        if (answers != null) {
            return answers.take(frame, recordedTime());
        }
        notWritten.increment();
        frame.release();
        return Transmit.SENT;
    }

    /// The host's clock as the capture's wall time.
    private long recordedTime() {
        long first = replay.firstTimestamp();
        if (first == CaptureReader.NO_TIME) {
            first = file.firstTimestamp();
        }
        return first == CaptureReader.NO_TIME ? clock.wallNanos() : first + replay.recordedNow();
    }

    @Override
    public boolean finished() {
        return replay.finished();
    }

    @Override
    public double progress() {
        return replay.progress();
    }

    @Override
    public void close() {
        replay.close();
        if (answers != null) {
            answers.close();
        }
        hold.close();
    }
}
