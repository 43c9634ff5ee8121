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
import picocli.CommandLine.Parameters;
import picocli.CommandLine.ParentCommand;
import picocli.CommandLine.Spec;

import java.time.Duration;
import java.util.concurrent.Callable;

/// Sends echo requests from host a, to host b unless another address is given.
@Command(
        name = "ping",
        description = "Sends echo requests from host a over a wire; fails if no reply comes back.")
@SuppressWarnings("NullAway.Init") // picocli sets parent and specification
final class PingVerb implements Callable<Integer> {
    private static final Duration TO_END = Duration.ofSeconds(1);
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
            converter = WireOptions.Seconds.class,
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
            converter = WireOptions.Seconds.class,
            description = "How long to wait for the last reply (${DEFAULT-VALUE}).")
    private long patience;

    @Parameters(arity = "0..1", paramLabel = "DEST", description = "Where to (default: host b).")
    private @Nullable String destination;

    @Override
    public Integer call() throws Exception {
        WireOptions.check(spec, "-c", count, 1, 1_000_000);
        WireOptions.check(spec, "-s", size, 0, MOST_DATA);
        if (ttl != null) {
            WireOptions.check(spec, "-t", ttl, 1, 255);
        }
        AddressFamily family = wire.family(destination);
        try (TwoHosts hosts = TwoHosts.start(wire, sockit.plugins())) {
            String where = wire.destination(destination, family, spec.commandLine());
            Sockaddr peer = Families.destination(spec.commandLine(), hosts.a(), family, where, 0);
            Pinger.Plan plan =
                    new Pinger.Plan(family, where, peer, count, interval, size, ttl, patience);
            return ping(hosts.a(), plan) ? 0 : 1;
        }
    }

    private boolean ping(Host host, Pinger.Plan plan) throws Exception {
        Pinger pinger = new Pinger(plan, spec.commandLine().getOut());
        try (Process process = host.process()) {
            ProgramThread thread = process.start("ping", pinger);
            Thread hook = new Thread(() -> stop(thread.thread()), "interrupt");
            Runtime.getRuntime().addShutdownHook(hook);
            try {
                thread.join();
            } finally {
                ScenarioRunner.forget(hook);
            }
        }
        return pinger.answered();
    }

    /// Interrupts the program, and waits a moment for its statistics.
    private static void stop(Thread pinging) {
        pinging.interrupt();
        try {
            pinging.join(TO_END);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
