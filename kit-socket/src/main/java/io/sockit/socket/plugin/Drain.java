package io.sockit.socket.plugin;

import io.sockit.socket.strand.HostStrand;
import io.sockit.socket.strand.Wait;
import io.sockit.socket.strand.Waiter;
import io.sockit.socket.strand.Watch;

import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

/// Waits for the uses of a plug-in to end, and ends those that last too long. Thread-safe; it
/// holds no lock while it waits.
final class Drain {
    private static final Logger LOG = System.getLogger(Drain.class.getPackageName());

    private final List<Users> users = new CopyOnWriteArrayList<>();
    private final HostStrand strand;

    Drain(HostStrand strand) {
        this.strand = strand;
    }

    void register(Users room) {
        users.add(room);
    }

    /// Waits on the host's clock until nothing uses the plug-in, which refuses new uses.
    ///
    /// @param deadline of [#deadline]
    /// @return false if the thread was interrupted; its flag is kept
    boolean await(LoadedPlugin plugin, long deadline) {
        Waiter waiter = strand.clock().waiter();
        waiter.begin();
        waiter.watch(plugin.idle(), Watch.ALL, false);
        try {
            Wait end = Wait.WOKEN;
            while (plugin.used() && end == Wait.WOKEN) {
                end = waiter.await(deadline);
            }
            return end != Wait.INTERRUPTED;
        } finally {
            waiter.end();
        }
    }

    /// The moment until which a drain waits; now if the limit is negative.
    long deadline(Duration limit) {
        if (limit.isNegative()) {
            return strand.clock().nanoTime();
        }
        if (limit.compareTo(Duration.ofNanos(Long.MAX_VALUE / 2)) > 0) {
            return Waiter.NEVER;
        }
        return strand.clock().after(limit.toNanos());
    }

    /// Ends the uses that are left.
    void abort(LoadedPlugin plugin) {
        if (plugin.used()) {
            users.forEach(room -> room.abort(plugin.name()));
        }
        if (plugin.used()) {
            int left = plugin.pins().count();
            LOG.log(Level.WARNING, "plug-in {0} unloaded with {1} uses", plugin.name(), left);
        }
    }
}
