package io.sockit.pcap;

import static org.junit.jupiter.api.Assertions.assertThrows;

import io.sockit.api.ErrnoException;
import io.sockit.api.Host;
import io.sockit.api.Network;
import io.sockit.api.Process;
import io.sockit.api.Sock;
import io.sockit.api.SocketOptions;
import io.sockit.inet.Inet;
import io.sockit.inet.SockaddrIn;
import io.sockit.pcap.file.CaptureReader;
import io.sockit.pcap.file.DataLink;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/// What is written stands in the file though nobody closes it, as a killed process does not. In
/// real time.
@Timeout(value = 30, unit = TimeUnit.SECONDS)
class FlushTest {
    private static final Duration MOMENT = Duration.ofMillis(20);

    @TempDir Path dir;

    @Test
    void whatWasWrittenCanBeReadBeforeTheEnd() throws Exception {
        Recorded in = Recorded.begin(dir.resolve("in.pcapng"), DataLink.RAW);
        in.add(0, in.udp("192.0.2.7:4000", "192.0.2.53:7", "to nobody"));
        Path file = in.done();
        try (Network network = Network.create(1)) {
            List<Path> written = new ArrayList<>();
            List<Host> hosts = new ArrayList<>();
            for (String ending : List.of("pcapng", "pcap", "pcapng.gz", "pcapng.zst")) {
                Path recording = dir.resolve("recording." + ending);
                Path answers = dir.resolve("answers." + ending);
                written.addAll(List.of(recording, answers));
                hosts.add(
                        replay(
                                network,
                                "host" + hosts.size(),
                                "pcap:%s?out=%s&capture=%s".formatted(file, answers, recording)));
            }
            for (Path path : written) {
                awaitPacket(hosts.getFirst(), path);
            }
        }
    }

    private static Host replay(Network network, String name, String device) throws ErrnoException {
        Host host =
                network.host(name)
                        .device("eth0", device)
                        .address("eth0", "192.0.2.53/24")
                        .holdPlayback()
                        .start();
        host.playbacks().getFirst().begin();
        return host;
    }

    private static void awaitPacket(Host host, Path file) throws ErrnoException {
        try (Process process = host.process()) {
            int fd = process.socket(Inet.AF_INET, Sock.SOCK_DGRAM, 0);
            process.bind(fd, SockaddrIn.parse("192.0.2.53:9"));
            process.setsockopt(fd, SocketOptions.SO_RCVTIMEO, MOMENT);
            while (!hasPacket(file)) {
                assertThrows(ErrnoException.class, () -> process.recv(fd, new byte[1], 0, 1, 0));
            }
        }
    }

    private static boolean hasPacket(Path file) {
        try (CaptureReader in = CaptureReader.open(file)) {
            return in.next();
        } catch (IOException e) {
            return false; // not yet
        }
    }
}
