package io.sockit.test;

import io.sockit.api.Clock;
import io.sockit.api.Host;
import io.sockit.api.Network;
import io.sockit.api.PluginInfo;
import io.sockit.api.ProgramThread;
import io.sockit.api.VirtualClock;
import io.sockit.socket.strand.HostClock;
import io.sockit.socket.strand.ProgramRun;

import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;

/// A network of hosts in virtual time, whose packets are traced and whose end is checked: closing
/// it fails where a program has thrown what no [ProgramThread#join] was told (unless its process
/// was closed before), where program threads still run, or where packets have leaked. Thread-safe.
///
/// ```
/// try (TestNetwork net = TestNetwork.create(7)) {
///     Host a = net.host("a").device("eth0", "link:wan").address("eth0", "10.0.0.1/24").start();
///     Host b = net.host("b").device("eth0", "link:wan").address("eth0", "10.0.0.2/24").start();
///     …
/// }
/// ```
public final class TestNetwork implements AutoCloseable {
    private static final Duration TO_END = Duration.ofSeconds(1);
    private static final int REPORTED = 200;

    private final VirtualClock clock = Clock.virtual();
    private final Network network;
    private final PacketTrace trace = new PacketTrace();
    private final Map<Host, HostSide> hosts = new LinkedHashMap<>();
    private final Queue<ProgramRun> failed = new ConcurrentLinkedQueue<>();
    private boolean closed;

    private TestNetwork(long seed) {
        network = Network.create(clock, seed);
        HostClock.of(clock).onFailure(failed::add);
    }

    public static TestNetwork create(long seed) {
        return new TestNetwork(seed);
    }

    /// A host to be configured; its packets are checked and traced once it is started.
    public Host.Builder host(String name) {
        return new TracedHostBuilder(network.host(name), this::started);
    }

    public VirtualClock clock() {
        return clock;
    }

    public long seed() {
        return network.seed();
    }

    public PacketTrace trace() {
        return trace;
    }

    /// What one wants to know of a test that failed: seed, time, the last packets, and every
    /// counter that is not zero.
    public String report() {
        StringBuilder text = new StringBuilder();
        text.append("seed: %d, time: %s%n".formatted(seed(), Duration.ofNanos(clock.nanoTime())));
        text.append(trace.tail(REPORTED));
        for (Host host : hosts()) {
            host.counters()
                    .all()
                    .forEach(
                            (name, value) ->
                                    text.append(host.name() + " " + name + " " + value + "\n"));
        }
        return text.toString();
    }

    /// Closes all hosts and looks at what they leave behind. Idempotent.
    ///
    /// @throws AssertionError naming what leaked
    @Override
    public void close() {
        if (closed) {
            return;
        }
        closed = true;
        List<Throwable> left = new ArrayList<>();
        for (ProgramRun run : failed) {
            Throwable thrown = run.thrown();
            if (thrown != null && !run.told()) {
                left.add(new Throwable("program " + run.name() + " failed: " + thrown, thrown));
            }
        }
        for (Host host : hosts()) {
            host.programs().forEach(program -> left.add(running(host, program)));
        }
        network.close();
        clock.runUntilIdle(TO_END);
        sides().values().forEach(side -> left.addAll(side.pool.leaks()));
        if (!left.isEmpty()) {
            AssertionError failure =
                    new AssertionError(
                            "left behind: " + left.size() + ", first: " + left.getFirst());
            left.forEach(failure::addSuppressed);
            throw failure;
        }
    }

    /// Fails where a plug-in of a host was charged with what it threw, also at its end.
    void assertNoFaults() {
        for (Host host : hosts()) {
            for (PluginInfo plugin : host.plugins().all()) {
                if (plugin.state() != PluginInfo.State.REFUSED && plugin.fault() != null) {
                    throw new AssertionError(
                            "plug-in %s of host %s: %s"
                                    .formatted(plugin.name(), host.name(), plugin.fault()));
                }
            }
        }
    }

    private void started(Host host) {
        HostSide side = HostSide.of(host);
        synchronized (hosts) {
            hosts.put(host, side);
        }
        trace.record(host);
    }

    private List<Host> hosts() {
        return List.copyOf(sides().keySet());
    }

    private Map<Host, HostSide> sides() {
        synchronized (hosts) {
            return new LinkedHashMap<>(hosts);
        }
    }

    private static Throwable running(Host host, ProgramThread program) {
        Throwable where =
                new Throwable(
                        "program %s of host %s still runs, here"
                                .formatted(program.name(), host.name()));
        where.setStackTrace(program.thread().getStackTrace());
        return where;
    }
}
