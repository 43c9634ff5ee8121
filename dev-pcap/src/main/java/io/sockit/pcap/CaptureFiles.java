package io.sockit.pcap;

import com.google.inject.Inject;

import io.sockit.api.Clock;
import io.sockit.api.ErrnoException;
import io.sockit.api.Host;
import io.sockit.pcap.file.CaptureWriter;
import io.sockit.pcap.file.FileFormat;
import io.sockit.spi.CaptureFormat;

import java.nio.file.Path;

/// What `?capture=FILE` writes: see [Recording].
final class CaptureFiles {
    private CaptureFiles() {}

    /// `.pcapng`: interfaces by name, directions, and why a packet was dropped.
    static final class Pcapng implements CaptureFormat {
        private final Clock clock;

        @Inject
        Pcapng(Host host) {
            this.clock = host.clock();
        }

        @Override
        public Capture open(Path file) throws ErrnoException {
            return new Recording(CaptureWriter.create(file, FileFormat.PCAPNG), clock);
        }
    }

    /// `.pcap`: packets and times only; what is dropped stands there twice without a word.
    static final class Pcap implements CaptureFormat {
        private final Clock clock;

        @Inject
        Pcap(Host host) {
            this.clock = host.clock();
        }

        @Override
        public Capture open(Path file) throws ErrnoException {
            return new Recording(CaptureWriter.create(file, FileFormat.PCAP), clock);
        }
    }
}
