package io.sockit.dns;

import io.sockit.api.Sockaddr;
import io.sockit.spi.ArgumentException;
import io.sockit.spi.HostProgram;
import io.sockit.spi.ProgramArguments;
import io.sockit.spi.ProgramContext;

import java.io.IOException;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/// Sends name servers the queries of a capture, octet for octet and in its order, and sends them
/// again if no answer comes.
final class DnsClientProgram implements HostProgram {
    private static final String QUERIES = "queries";
    private static final String SERVERS = "servers";
    private static final String TIMEOUT = "timeout";
    private static final String RETRIES = "retries";
    private static final String JOIN = "join";

    private static final long SECOND = 1_000_000_000;
    private static final int MOST_RETRIES = 1000;

    @Override
    public Set<String> arguments() {
        return new LinkedHashSet<>(List.of(QUERIES, SERVERS, TIMEOUT, RETRIES, JOIN));
    }

    @Override
    public void run(ProgramContext context) throws Exception {
        ProgramArguments arguments = context.arguments();
        List<Sockaddr> servers = arguments.addresses(SERVERS, arguments.text(SERVERS));
        long timeout = arguments.nanos(TIMEOUT, SECOND);
        long retries = arguments.number(RETRIES, 0, 0, MOST_RETRIES);
        Questioning questioning = new Questioning(context, servers, timeout, (int) retries);
        if (joins(context)) {
            for (Datagram query : queries(arguments)) {
                questioning.ask(query);
            }
        }
    }

    /// With `join: silence` only if no device of this host brings traffic by itself.
    private static boolean joins(ProgramContext context) {
        return switch (context.arguments().text(JOIN, "always")) {
            case "always" -> true;
            case "silence" -> context.process().host().playbacks().isEmpty();
            default -> throw context.arguments().bad(JOIN, "always or silence");
        };
    }

    private static List<Datagram> queries(ProgramArguments arguments) {
        try {
            return Datagrams.read(arguments.path(QUERIES), d -> d.targetPort() == DnsProgram.PORT)
                    .list();
        } catch (IOException e) {
            throw new ArgumentException(QUERIES, String.valueOf(e.getMessage()));
        }
    }
}
