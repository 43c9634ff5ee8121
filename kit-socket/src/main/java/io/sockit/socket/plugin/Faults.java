package io.sockit.socket.plugin;

import com.google.errorprone.annotations.concurrent.GuardedBy;

import io.sockit.socket.strand.HostStrand;
import io.sockit.socket.strand.OffStrandQueue;

import org.jspecify.annotations.Nullable;

import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.util.HashSet;
import java.util.Set;

/// The faults of a plug-in: how many, the last one, and one line in the log for each place. They
/// are kept as text, because a Throwable keeps the classes in its trace. Thread-safe.
final class Faults {
    private static final Logger LOG = System.getLogger(Faults.class.getPackageName());
    private static final int PLACES = 64;

    private final String plugin;
    private final OffStrandQueue log; // writing may wait

    @GuardedBy("this")
    private final Set<String> places = new HashSet<>();

    @GuardedBy("this")
    private long count;

    @GuardedBy("this")
    private @Nullable String last;

    Faults(String plugin, HostStrand strand) {
        this.plugin = plugin;
        this.log = new OffStrandQueue(strand, "the log");
    }

    void charge(Throwable failure) {
        String text = FaultText.of(failure);
        if (note(text, FaultText.place(failure))) {
            log.add(() -> LOG.log(Level.WARNING, plugin + " failed: " + text));
        }
    }

    /// @return whether the place is a new one
    private synchronized boolean note(String text, String place) {
        count++;
        last = text;
        return places.size() < PLACES && places.add(place);
    }

    /// The last one, with the number of all, or null.
    synchronized @Nullable String last() {
        return count <= 1 ? last : last + " (" + count + " faults)";
    }
}
