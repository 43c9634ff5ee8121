package io.sockit.inet.neighbour;

import io.sockit.api.LinkAddress;
import io.sockit.api.NeighbourState;
import io.sockit.spi.Counter;
import io.sockit.spi.CounterRegistry;
import io.sockit.spi.Strand;
import io.sockit.spi.SysctlRegistry;
import io.sockit.spi.Timer;
import io.sockit.spi.Timers;
import io.sockit.spi.packet.Packet;
import io.sockit.spi.packet.PacketPool;
import io.sockit.spi.packet.PacketQueue;

import org.jspecify.annotations.Nullable;

import java.util.function.Consumer;
import java.util.random.RandomGenerator;

/// What the neighbours of one family have in common: times, bounds, counters, and how they are
/// asked. On the strand.
///
/// *Bounds.* What was set is not counted. Of what was learnt there are at most `gc_thresh3`; a new
/// one takes the place of the one that has been idle longest, and if there is no idle one, it is
/// refused. Those beyond `gc_thresh1` go after `gc_stale_time`. The idle ones are a list in the
/// order in which they became so, so each of these steps is one look at its front.
final class NeighbourFamily {
    private static final long MILLI = 1_000_000L;
    private static final long SECOND = 1000 * MILLI;

    /// How long one is spared beyond `gc_thresh2` (Linux `neigh_forced_gc`).
    private static final long SPARED = 5 * SECOND;

    /// Linux's `NEIGH_...` names, `Arp.*` or `Ndisc.*`.
    private final Counter discards;

    private final Counter failed;
    private final Counter full;
    private final CounterRegistry counters;
    private final NeighbourSettings settings;
    private final Strand strand;
    private final Timers timers;
    private final PacketPool pool;
    private final RandomGenerator random;
    private final Consumer<NeighbourEntry> shown;
    private final Consumer<NeighbourEntry> evicted;
    private final Timer collection;
    private @Nullable Solicitor solicitor;
    private @Nullable Consumer<Packet> failures;
    private @Nullable NeighbourEntry first; // of the idle ones
    private @Nullable NeighbourEntry last;
    private int learnt;

    /// @param shown hears of an entry that has changed
    /// @param evicted has an entry forgotten
    NeighbourFamily(
            String ip,
            String protocol,
            Host host,
            Consumer<NeighbourEntry> shown,
            Consumer<NeighbourEntry> evicted) {
        counters = host.counters;
        settings = NeighbourSettings.of(host.sysctls, ip);
        strand = host.strand;
        timers = host.timers;
        pool = host.pool;
        random = host.random;
        this.shown = shown;
        this.evicted = evicted;
        discards = counters.counter(protocol + ".UnresolvedDiscards");
        failed = counters.counter(protocol + ".ResolutionFailed");
        full = counters.counter(protocol + ".TableFulls");
        collection = timers.timer(this::collect);
    }

    /// What a host gives.
    record Host(
            Strand strand,
            Timers timers,
            PacketPool pool,
            CounterRegistry counters,
            SysctlRegistry sysctls,
            RandomGenerator random) {}

    void connect(Solicitor newSolicitor) {
        solicitor = newSolicitor;
    }

    void reportTo(Consumer<Packet> newFailures) {
        failures = newFailures;
    }

    // ---- for entries

    Timer timer(Timer.Handler handler) {
        return timers.timer(handler);
    }

    int tries(NeighbourState state) {
        boolean all = state == NeighbourState.INCOMPLETE;
        return (all ? settings.multicastTries() : settings.unicastTries()).value();
    }

    long retransTime() {
        return settings.retransMillis().value() * MILLI;
    }

    long delay() {
        return settings.delaySeconds().value() * SECOND;
    }

    /// Between half and one and a half of the average, so that neighbours do not ask in step
    /// (RFC 4861 §6.3.2).
    long reachableTime() {
        long base = settings.reachableMillis().value() * MILLI;
        return base / 2 + random.nextLong(base);
    }

    void solicit(NeighbourEntry entry, @Nullable LinkAddress at, @Nullable Packet waiting) {
        if (solicitor != null) {
            solicitor.solicit(entry.high, entry.low, entry.link, at, waiting);
        }
    }

    /// Makes room for a packet that is to wait. The oldest go first (RFC 4861 §7.2.2).
    ///
    /// @return false where it is dropped
    boolean takes(Packet packet, PacketQueue waiting) {
        int most = settings.waitingBytes().value();
        while (!waiting.isEmpty() && waiting.bytes() + packet.chargedBytes() > most) {
            discard(waiting.poll());
        }
        if (packet.chargedBytes() > most || !pool.admitsPassing()) {
            discard(packet);
            return false;
        }
        return true;
    }

    void discard(@Nullable Packet packet) {
        if (packet != null) {
            counters.drop(packet, discards);
        }
    }

    /// Tells the sender of a packet that the neighbour does not answer (RFC 4861 §7.2.2).
    void unreachable(Packet packet) {
        packet.markNetwork();
        if (failures != null) {
            failures.accept(packet);
        }
        counters.drop(packet, failed);
    }

    void show(NeighbourEntry entry) {
        shown.accept(entry);
    }

    // ---- bounds

    /// Whether there is room for one more, which the caller then adds.
    boolean admits() {
        NeighbourEntry oldest = first;
        boolean must = learnt >= settings.most().value();
        boolean should = must || learnt >= settings.many().value();
        if (should && oldest != null && (must || strand.now() - oldest.idleSince >= SPARED)) {
            evicted.accept(oldest);
        } else if (must) {
            full.increment();
            return false;
        }
        return true;
    }

    /// An entry that is not set has come, or is one no more.
    void count(int more) {
        learnt += more;
        if (more > 0) {
            collectLater();
        }
    }

    /// Keeps the list of idle entries.
    void idle(NeighbourEntry entry, boolean idle) {
        if (entry.idle) {
            unlink(entry);
        }
        if (idle) {
            entry.idle = true;
            entry.idleSince = strand.now();
            entry.before = last;
            if (last == null) {
                first = entry;
            } else {
                last.next = entry;
            }
            last = entry;
            collectLater();
        }
    }

    private void unlink(NeighbourEntry entry) {
        if (entry.before == null) {
            first = entry.next;
        } else {
            entry.before.next = entry.next;
        }
        if (entry.next == null) {
            last = entry.before;
        } else {
            entry.next.before = entry.before;
        }
        entry.before = null;
        entry.next = null;
        entry.idle = false;
    }

    private void collectLater() {
        NeighbourEntry oldest = first;
        if (oldest != null && learnt > settings.few().value() && !collection.armed()) {
            collection.arm(oldest.idleSince + settings.staleSeconds().value() * SECOND);
        }
    }

    private void collect(long now) {
        long since = now - settings.staleSeconds().value() * SECOND;
        NeighbourEntry oldest = first;
        while (oldest != null && oldest.idleSince <= since && learnt > settings.few().value()) {
            evicted.accept(oldest);
            oldest = first;
        }
        collectLater();
    }
}
