package io.sockit.pcap;

import io.sockit.pcap.file.DataLink;
import io.sockit.test.DeviceContract;

import org.junit.jupiter.api.io.TempDir;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;

class PcapContractTest extends DeviceContract {
    @TempDir private Path folder;

    @Override
    protected String device() {
        Path file = folder.resolve("in.pcapng");
        try (Recorded in = Recorded.begin(file, DataLink.ETHERNET)) {
            in.add(0, new byte[60]);
            return "pcap:" + file;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
