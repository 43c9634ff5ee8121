package io.sockit.dns;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/// The folder of samples: tests run in their module's folder.
final class Samples {
    static final Path FOLDER = Path.of("..", "samples");
    static final Path DNS = FOLDER.resolve("dns.pcapng");

    private Samples() {}

    /// A server of the recorded zones.
    static NameServer server() throws IOException {
        List<AuthZone> zones = new ArrayList<>();
        try (Stream<Path> files = Files.list(FOLDER)) {
            for (Path file : files.filter(path -> path.toString().endsWith(".zone")).toList()) {
                zones.add(ZoneFile.read(file));
            }
        }
        return new NameServer(new Zones(zones));
    }

    /// Queries and replies in the order of their recording.
    static List<Datagram> datagrams() throws IOException {
        return Datagrams.read(DNS, datagram -> true).list();
    }
}
