package io.sockit.cli;

import io.sockit.api.AddressFamily;
import io.sockit.api.Errno;
import io.sockit.api.ErrnoException;
import io.sockit.api.Host;
import io.sockit.api.Process;
import io.sockit.api.Program;
import io.sockit.api.ProgramThread;
import io.sockit.api.Sock;
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

/// Standard input as datagrams or as a stream from a client to a server, which sends it back or
/// prints it.
@Command(
        name = "nc",
        description = {
            "Sends standard input from host a to host b, which sends it back from PORT, or with -l"
                    + " prints it.",
            "With -u each line is a datagram, byte for byte with its newline; one of more than"
                    + " 65,507 bytes is cut.",
            "With -U both ends are on host a, and DEST is a name such as @echo or /tmp/echo."
        })
@SuppressWarnings("NullAway.Init") // picocli sets parent and specification
final class NetcatVerb implements Callable<Integer> {
    private static final int MOST_PORT = 65_535;

    @ParentCommand private Sockit sockit;

    @Spec private CommandSpec spec;

    @Mixin private WireOptions wire = new WireOptions();

    @Option(names = "-u", description = "Datagrams, in place of a stream.")
    private boolean datagrams;

    @Option(names = "-U", description = "Sockets of AF_UNIX.")
    private boolean local;

    @Option(
            names = "-l",
            paramLabel = "PORT",
            description = {
                "The server prints what arrives at this port, and sends nothing back.",
                "With -U: at this name."
            })
    private @Nullable String listen;

    @Option(names = "-p", paramLabel = "PORT", defaultValue = "0", description = "Port of host a.")
    private int source;

    @Option(
            names = "-w",
            paramLabel = "TIME",
            defaultValue = "1",
            converter = WireOptions.Seconds.class,
            description = "How long to wait for the answer to a datagram (${DEFAULT-VALUE}).")
    private long patience;

    @Parameters(
            index = "0",
            arity = "0..1",
            paramLabel = "DEST",
            description = "Where to (default: host b; with -U the name of -l, or @nc).")
    private @Nullable String destination;

    @Parameters(
            index = "1",
            arity = "0..1",
            paramLabel = "PORT",
            description = "Its port (default: that of -l, or 7).")
    private @Nullable Integer port;

    /// @param server what it binds; null for no server
    /// @param source what the client binds, or null
    /// @param destination what the client connects to
    private record Ends(
            @Nullable Sockaddr server, @Nullable Sockaddr source, Sockaddr destination) {}

    @Override
    public Integer call() throws Exception {
        if (local && (port != null || source != 0)) {
            throw usage("-U: with a port (expected: a name alone)");
        }
        if (listen != null && !local && !wire.hasPeer()) {
            throw usage(
                    "-l: %s (expected: no -l with --device, which has no host b)"
                            .formatted(listen));
        }
        int served = local ? 0 : servedPort();
        try (TwoHosts hosts = TwoHosts.start(wire, sockit.plugins())) {
            run(hosts, local ? named(hosts.a()) : ported(hosts, served));
            return 0;
        }
    }

    private ParameterException usage(String message) {
        return new ParameterException(spec.commandLine(), message);
    }

    /// The port of the server.
    private int servedPort() {
        int asked = port != null ? port : Echo.PORT;
        int served = asked;
        if (listen != null) {
            try {
                served = Integer.parseInt(listen);
            } catch (NumberFormatException e) {
                throw new ParameterException(
                        spec.commandLine(), "-l: '" + listen + "' (expected: a whole number)", e);
            }
        }
        WireOptions.check(spec, "PORT", asked, 0, MOST_PORT);
        WireOptions.check(spec, "-l", served, 0, MOST_PORT);
        WireOptions.check(spec, "-p", source, 0, MOST_PORT);
        return served;
    }

    private Ends ported(TwoHosts hosts, int served) throws ErrnoException {
        AddressFamily family = wire.family(destination);
        String where = wire.destination(destination, family, spec.commandLine());
        Host b = hosts.b();
        return new Ends(
                b == null ? null : Families.any(b, family, served),
                source == 0 ? null : Families.any(hosts.a(), family, source),
                Families.destination(
                        spec.commandLine(),
                        hosts.a(),
                        family,
                        where,
                        port != null ? port : served));
    }

    private Ends named(Host host) throws ErrnoException {
        String served = listen != null ? listen : destination != null ? destination : "@nc";
        String asked = destination != null ? destination : served;
        return new Ends(
                name(host, "-l", served),
                datagrams ? name(host, "-U", "*") : null,
                name(host, "DEST", asked));
    }

    private Sockaddr name(Host host, String option, String text) throws ErrnoException {
        try {
            return Families.parse(host, Families.AF_UNIX, text);
        } catch (ErrnoException e) {
            if (e.errno() != Errno.EINVAL) {
                throw e;
            }
            throw new ParameterException(
                    spec.commandLine(),
                    option + ": '" + text + "' (expected: a name such as @echo or /tmp/echo)",
                    e);
        }
    }

    private void run(TwoHosts hosts, Ends ends) throws Exception {
        int type = datagrams ? Sock.SOCK_DGRAM : Sock.SOCK_STREAM;
        boolean answered = listen == null;
        Program client =
                datagrams
                        ? new DatagramLines(
                                new DatagramLines.Plan(
                                        ends.source(), ends.destination(), patience, answered),
                                sockit.in(),
                                sockit.out())
                        : new StreamLines(
                                ends.source(), ends.destination(), sockit.in(), sockit.out());
        Host far = local ? hosts.a() : hosts.b();
        ProgramThread echo = null;
        try (Process server = far == null ? null : far.process();
                Process a = hosts.a().process()) {
            if (server != null && ends.server() != null) {
                Echo program = new Echo(server, type, ends.server(), answered, sockit.out());
                echo = server.start("echo", program);
            }
            a.start("nc", client).join();
        }
        if (echo != null) {
            echo.join(); // throws what the server failed of
        }
    }
}
