package io.sockit.pcap;

import com.google.inject.Inject;

import io.sockit.api.Clock;
import io.sockit.api.ErrnoException;
import io.sockit.api.Host;
import io.sockit.pcap.file.CaptureWriter;
import io.sockit.pcap.file.FileFormat;
import io.sockit.spi.CaptureFormat;
import io.sockit.spi.CounterRegistry;
import io.sockit.spi.Strand;

import java.nio.file.Path;

/// What `?capture=FILE` writes: see [Recording].
final class CaptureFiles {
    private final Clock clock;
    private final Strand strand;
    private final CounterRegistry counters;
    private final Flushing flushing;

    @Inject
    CaptureFiles(Host host, Strand strand, CounterRegistry counters, Flushing flushing) {
        this.clock = host.clock();
        this.strand = strand;
        this.counters = counters;
        this.flushing = flushing;
    }

    private CaptureFormat.Capture open(Path file, FileFormat format) throws ErrnoException {
        FilesInUse.Hold hold = FilesInUse.toWrite(file);
        try {
            CaptureWriter out = CaptureWriter.create(file, format);
            return new Recording(out, hold, clock, new Tally(counters), strand, flushing);
        } catch (ErrnoException e) {
            hold.close();
            throw e;
        }
    }

    /// `.pcapng`: interfaces by name, directions, and why a packet was dropped.
    static final class Pcapng implements CaptureFormat {
        private final CaptureFiles files;

        @Inject
        Pcapng(CaptureFiles files) {
            this.files = files;
        }

        @Override
        public Capture open(Path file) throws ErrnoException {
            return files.open(file, FileFormat.PCAPNG);
        }
    }

    /// `.pcap`: packets and times only; what is dropped stands there twice without a word.
    static final class Pcap implements CaptureFormat {
        private final CaptureFiles files;

        @Inject
        Pcap(CaptureFiles files) {
            this.files = files;
        }

        @Override
        public Capture open(Path file) throws ErrnoException {
            return files.open(file, FileFormat.PCAP);
        }
    }

    /// `.pcapng.gz`, `.pcap.zst` and the like.
    static final class Packed implements CaptureFormat {
        private final CaptureFiles files;

        @Inject
        Packed(CaptureFiles files) {
            this.files = files;
        }

        @Override
        public Capture open(Path file) throws ErrnoException {
            return files.open(file, FileFormat.ofName(file.toString()));
        }
    }
}
