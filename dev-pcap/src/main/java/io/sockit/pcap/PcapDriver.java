package io.sockit.pcap;

import com.google.inject.Inject;

import io.sockit.api.Errno;
import io.sockit.api.ErrnoException;
import io.sockit.api.Host;
import io.sockit.api.VirtualClock;
import io.sockit.spi.CounterRegistry;
import io.sockit.spi.DeviceAddress;
import io.sockit.spi.DeviceDriver;
import io.sockit.spi.DevicePort;
import io.sockit.spi.NetDevice;
import io.sockit.spi.Strand;
import io.sockit.spi.Timers;
import io.sockit.spi.packet.PacketPool;

import org.jspecify.annotations.Nullable;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Set;

/// Opens `pcap:`: looks at the file, and puts together what replays it.
final class PcapDriver implements DeviceDriver {
    private final Host host;
    private final Strand strand;
    private final Timers timers;
    private final PacketPool pool;
    private final CounterRegistry counters;

    @Inject
    PcapDriver(Host host, Strand strand, Timers timers, PacketPool pool, CounterRegistry counters) {
        this.host = host;
        this.strand = strand;
        this.timers = timers;
        this.pool = pool;
        this.counters = counters;
    }

    @Override
    public Set<String> options() {
        return Settings.OPTIONS;
    }

    @Override
    public NetDevice open(DeviceAddress address, DevicePort port) throws ErrnoException {
        Settings settings = Settings.parse(address);
        if (settings.neverEnds() && host.clock() instanceof VirtualClock) {
            throw new ErrnoException(
                    Errno.EINVAL,
                    "device",
                    "'%s': loop: 0 at speed=max (expected: an end, since virtual time would stand still)"
                            .formatted(address));
        }
        FilesInUse.Hold hold = FilesInUse.toRead(settings.in());
        try {
            boolean virtualTime = host.clock() instanceof VirtualClock;
            CaptureFile file = CaptureFile.look(settings, virtualTime);
            try {
                return open(settings, file, hold, address, port);
            } catch (ErrnoException | RuntimeException e) {
                file.close();
                throw e;
            }
        } catch (ErrnoException | RuntimeException e) {
            hold.close();
            throw e;
        }
    }

    private NetDevice open(
            Settings settings,
            CaptureFile file,
            FilesInUse.Hold hold,
            DeviceAddress address,
            DevicePort port)
            throws ErrnoException {
        Tally tally = new Tally(counters);
        Answers answers = answers(settings, file, tally, port, address);
        String name = port.interfaceName();
        Intake intake =
                new Intake(settings, file, pool, tally, new Acquaintances(host, name, tally));
        Reel reel = new Reel(file, intake, settings.loop());
        Replay replay =
                new Replay(
                        strand,
                        timers,
                        port,
                        settings.speed(),
                        tally,
                        counters.counter("Pcap.Injected"),
                        news -> new ReadAhead(name, reel, intake, tally, strand, news));
        return new PcapDevice(
                file, hold, replay, answers, host.clock(), counters.counter("Pcap.NotWritten"));
    }

    private @Nullable Answers answers(
            Settings settings,
            CaptureFile file,
            Tally tally,
            DevicePort port,
            DeviceAddress address)
            throws ErrnoException {
        Path out = settings.out();
        if (out == null) {
            return null;
        }
        if (isSame(out, settings.in())) {
            throw new ErrnoException(
                    Errno.EINVAL, "device", "'%s': out: the capture itself".formatted(address));
        }
        return Answers.create(
                out,
                file.link(),
                settings.map(),
                tally,
                port,
                strand,
                new Flushing(host, strand, timers));
    }

    private static boolean isSame(Path one, Path other) throws ErrnoException {
        try {
            return Files.exists(one) && Files.isSameFile(one, other);
        } catch (IOException e) {
            throw new ErrnoException(Errno.EIO, "device", one + ": " + e.getMessage(), e);
        }
    }
}
