package io.sockit.dns;

import io.sockit.api.ErrnoException;
import io.sockit.spi.ArgumentException;
import io.sockit.spi.HostProgram;
import io.sockit.spi.ProgramArguments;
import io.sockit.spi.ProgramContext;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/// A name server: answers for the zones of its files, over UDP.
final class DnsProgram implements HostProgram {
    /// The port of the domain name service.
    static final int PORT = 53;

    private static final String ZONES = "zones";
    private static final String LISTEN = "listen";

    @Override
    public Set<String> arguments() {
        return new LinkedHashSet<>(List.of(ZONES, LISTEN));
    }

    @Override
    public boolean serves() {
        return true;
    }

    @Override
    public void run(ProgramContext context) throws ErrnoException {
        NameServer server = new NameServer(zones(context.arguments()));
        Serving serving =
                new Serving(context, server, context.arguments().addresses(LISTEN, "[::]:" + PORT));
        context.serving();
        serving.run();
    }

    private static Zones zones(ProgramArguments arguments) {
        List<AuthZone> zones = new ArrayList<>();
        for (Path file : arguments.paths(ZONES)) {
            try {
                zones.add(ZoneFile.read(file));
            } catch (ZoneException e) {
                throw new ArgumentException(ZONES, String.valueOf(e.getMessage()));
            }
        }
        return new Zones(zones);
    }
}
