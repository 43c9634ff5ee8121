package io.sockit.cli;

import io.sockit.api.AddressFamily;
import io.sockit.api.Host;
import io.sockit.api.Process;
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

/// Echo requests from host a, to host b if nothing else is said.
@Command(
        name = "ping",
        description =
                "Sends echo requests from host a over a wire; fails where nothing comes back.")
@SuppressWarnings("NullAway.Init") // picocli sets parent and specification
final class PingVerb implements Callable<Integer> {
    private static final int MOST_DATA = 65507; // with its header and that of IPv4, 65535

    @ParentCommand private Sockit sockit;

    @Spec private CommandSpec spec;

    @Mixin private WireOptions wire = new WireOptions();

    @Option(
            names = "-c",
            paramLabel = "N",
            defaultValue = "4",
            description = "How many (${DEFAULT-VALUE}).")
    private int count;

    @Option(
            names = "-i",
            paramLabel = "TIME",
            defaultValue = "1",
            converter = Seconds.class,
            description = "Between two, in seconds or as 200ms (${DEFAULT-VALUE}).")
    private long interval;

    @Option(
            names = "-s",
            paramLabel = "BYTES",
            defaultValue = "56",
            description = "Data in each (${DEFAULT-VALUE}).")
    private int size;

    @Option(names = "-t", paramLabel = "TTL", description = "Time to live.")
    private @Nullable Integer ttl;

    @Option(
            names = "-W",
            paramLabel = "TIME",
            defaultValue = "1",
            converter = Seconds.class,
            description = "How long to wait for the last reply (${DEFAULT-VALUE}).")
    private long patience;

    @Option(names = "-6", description = "Over IPv6.")
    private boolean six;

    @Parameters(arity = "0..1", paramLabel = "DEST", description = "Where to (default: host b).")
    private @Nullable String destination;

    @Override
    public Integer call() throws Exception {
        check("-c", count, 1, 1_000_000);
        check("-s", size, 0, MOST_DATA);
        if (ttl != null) {
            check("-t", ttl, 1, 255);
        }
        int hops = ttl == null ? Pinger.OWN_TTL : ttl;
        AddressFamily family =
                six || (destination != null && destination.contains(":"))
                        ? Families.AF_INET6
                        : Families.AF_INET;
        try (TwoHosts hosts = TwoHosts.start(wire, sockit.plugins())) {
            String where = wire.destination(destination, family, spec.commandLine());
            Sockaddr peer = Families.destination(spec.commandLine(), hosts.a(), family, where, 0);
            Pinger.Plan plan =
                    new Pinger.Plan(family, where, peer, count, interval, size, hops, patience);
            return ping(hosts.a(), plan) ? 0 : 1;
        }
    }

    private boolean ping(Host host, Pinger.Plan plan) throws Exception {
        HopWatch hops = new HopWatch(plan.family());
        Pinger pinger = new Pinger(plan, hops, spec.commandLine().getOut());
        host.tap(hops); // as long as the host lives
        Thread interrupt = new Thread(pinger::stop, "interrupt");
        Runtime.getRuntime().addShutdownHook(interrupt);
        try (Process process = host.process()) {
            TwoHosts.run(process, "ping", pinger);
        } finally {
            forget(interrupt);
        }
        return pinger.answered();
    }

    private static void forget(Thread hook) {
        try {
            Runtime.getRuntime().removeShutdownHook(hook);
        } catch (IllegalStateException e) {
            // it is what ends this verb
        }
    }

    private void check(String option, int value, int min, int max) {
        if (value < min || value > max) {
            throw new ParameterException(
                    spec.commandLine(),
                    "%s: %d (expected: %d to %d)".formatted(option, value, min, max));
        }
    }
}
