package io.sockit.socket;

import com.google.errorprone.annotations.concurrent.GuardedBy;

import io.sockit.api.Clock;
import io.sockit.api.Host;
import io.sockit.api.Network;
import io.sockit.api.VirtualClock;
import io.sockit.socket.device.Wires;
import io.sockit.socket.strand.HostClock;
import io.sockit.socket.strand.ProgramRun;

import org.jspecify.annotations.Nullable;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// The hosts of one clock and seed, by name. Thread-safe.
final class HostNetwork implements Network {
    private final HostClock clock;
    private final long seed;
    private final Wires wires = new Wires();

    /// A name that is taken has no host while that is starting.
    @GuardedBy("this")
    private final Map<String, @Nullable RunningHost> hosts = new LinkedHashMap<>();

    /// Programs of closed hosts that may not have ended.
    @GuardedBy("this")
    private final List<ProgramRun> orphans = new ArrayList<>();

    @GuardedBy("this")
    private boolean closed;

    HostNetwork(HostClock clock, long seed) {
        this.clock = clock;
        this.seed = seed;
    }

    @Override
    public Clock clock() {
        return clock;
    }

    HostClock hostClock() {
        return clock;
    }

    @Override
    public long seed() {
        return seed;
    }

    Wires wires() {
        return wires;
    }

    @Override
    public synchronized Host.Builder host(String name) {
        requireFree(name);
        return new HostBuilder(this, name);
    }

    /// Takes a name for a host that is about to start.
    synchronized void take(String name) {
        requireFree(name);
        hosts.put(name, null);
    }

    /// The host of a taken name runs.
    ///
    /// @throws IllegalStateException if the network has been closed since
    synchronized void started(RunningHost host) {
        requireOpen();
        hosts.put(host.name(), host);
    }

    /// A taken name is free: its host did not start.
    synchronized void leave(String name) {
        hosts.remove(name);
    }

    /// A host is closed. Its programs end with the network; in real time they do so by themselves.
    synchronized void leave(RunningHost host) {
        leave(host.name());
        if (clock instanceof VirtualClock) {
            orphans.removeIf(ProgramRun::done);
            orphans.addAll(host.runs());
        }
    }

    @GuardedBy("this")
    private void requireFree(String name) {
        requireOpen();
        if (name.isEmpty() || hosts.containsKey(name)) {
            throw new IllegalArgumentException(
                    "host: '%s' (expected: a name not among %s)".formatted(name, hosts.keySet()));
        }
    }

    @GuardedBy("this")
    private void requireOpen() {
        if (closed) {
            throw new IllegalStateException("network: closed (expected: an open one)");
        }
    }

    @Override
    public void close() {
        List<RunningHost> running = new ArrayList<>();
        List<ProgramRun> programs;
        synchronized (this) {
            if (closed) {
                return;
            }
            for (RunningHost host : hosts.values()) {
                if (host != null) {
                    host.refuseInside();
                    running.add(host);
                }
            }
            closed = true;
            programs = new ArrayList<>(orphans);
        }
        for (RunningHost host : running.reversed()) {
            host.closeProcesses();
            programs.addAll(host.runs());
        }
        clock.dismiss(programs); // while what they run on is still there
        running.reversed().forEach(RunningHost::close);
    }
}
