package io.sockit.cli;

import io.sockit.api.AddressFamily;
import io.sockit.api.Host;
import io.sockit.api.Process;
import io.sockit.api.ProgramThread;
import io.sockit.api.Sockaddr;

import org.jspecify.annotations.Nullable;

import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.ParentCommand;
import picocli.CommandLine.Spec;

import java.util.concurrent.Callable;

/// Lines of standard input as datagrams from host a to host b, which sends them back or prints
/// them.
@Command(
        name = "nc",
        description = {
            "Sends each line of standard input as a datagram from host a to host b and prints the"
                    + " reply, byte for byte.",
            "A line goes with its newline; one of more than 65,507 bytes is cut.",
            "Host b sends back what it gets at PORT, or with -l prints it."
        })
@SuppressWarnings("NullAway.Init") // picocli sets parent and specification
final class NetcatVerb implements Callable<Integer> {
    private static final int MOST_PORT = 65_535;

    @ParentCommand private Sockit sockit;

    @Spec private CommandSpec spec;

    @Mixin private WireOptions wire = new WireOptions();

    @Option(names = "-u", description = "Datagrams: the only kind there is yet.")
    private boolean datagrams;

    @Option(
            names = "-l",
            paramLabel = "PORT",
            description = "Host b prints what arrives at this port, and sends nothing back.")
    private @Nullable Integer listen;

    @Option(names = "-p", paramLabel = "PORT", defaultValue = "0", description = "Port of host a.")
    private int source;

    @Option(
            names = "-w",
            paramLabel = "TIME",
            defaultValue = "1",
            converter = WireOptions.Seconds.class,
            description = "How long to wait for a reply (${DEFAULT-VALUE}).")
    private long patience;

    @Parameters(
            index = "0",
            arity = "0..1",
            paramLabel = "DEST",
            description = "Where to (default: host b).")
    private @Nullable String destination;

    @Parameters(
            index = "1",
            arity = "0..1",
            paramLabel = "PORT",
            description = "Its port (default: that of -l, or 7).")
    private @Nullable Integer port;

    @Override
    public Integer call() throws Exception {
        if (!datagrams) {
            throw new ParameterException(spec.commandLine(), "only datagrams yet: add -u");
        }
        AddressFamily family = wire.family(destination);
        if (listen != null && !wire.hasPeer()) {
            throw new ParameterException(
                    spec.commandLine(),
                    "-l: %d (expected: no -l with --device, which has no host b)"
                            .formatted(listen));
        }
        int asked = port != null ? port : Echo.PORT;
        int served = listen != null ? listen : asked;
        WireOptions.check(spec, "PORT", asked, 0, MOST_PORT);
        WireOptions.check(spec, "-l", served, 0, MOST_PORT);
        WireOptions.check(spec, "-p", source, 0, MOST_PORT);
        int to = port != null ? asked : served;
        try (TwoHosts hosts = TwoHosts.start(wire, sockit.plugins())) {
            String where = wire.destination(destination, family, spec.commandLine());
            Sockaddr peer = Families.destination(spec.commandLine(), hosts.a(), family, where, to);
            DatagramLines lines =
                    new DatagramLines(
                            new DatagramLines.Plan(family, source, peer, patience, listen == null),
                            sockit.in(),
                            sockit.out());
            run(hosts, family, served, lines);
            return 0;
        }
    }

    private void run(TwoHosts hosts, AddressFamily family, int served, DatagramLines lines)
            throws Exception {
        Host b = hosts.b();
        ProgramThread echo = null;
        try (Process server = b == null ? null : b.process();
                Process a = hosts.a().process()) {
            if (server != null) {
                echo =
                        server.start(
                                "echo",
                                new Echo(server, family, served, listen == null, sockit.out()));
            }
            a.start("nc", lines).join();
        }
        if (echo != null) {
            echo.join(); // throws what the server failed of
        }
    }
}
