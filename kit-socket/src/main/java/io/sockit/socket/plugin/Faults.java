package io.sockit.socket.plugin;

import com.google.errorprone.annotations.concurrent.GuardedBy;

import io.sockit.socket.strand.HostStrand;
import io.sockit.socket.strand.Wakeable;

import org.jspecify.annotations.Nullable;

import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.util.HashSet;
import java.util.Set;

/// What a plug-in is charged with: how often, the last one, and one line in the log for each place.
/// All is text, for a Throwable keeps the classes in its trace. Thread-safe.
final class Faults {
    private static final Logger LOG = System.getLogger(Faults.class.getPackageName());
    private static final int PLACES = 64;

    private final String plugin;
    private final HostStrand strand;

    @GuardedBy("this")
    private final Set<String> places = new HashSet<>();

    @GuardedBy("this")
    private long count;

    @GuardedBy("this")
    private @Nullable String last;

    /// @param strand after which the log is written, for that may wait
    Faults(String plugin, HostStrand strand) {
        this.plugin = plugin;
        this.strand = strand;
    }

    void charge(Throwable failure) {
        String text = FaultText.of(failure);
        if (note(text, FaultText.place(failure))) {
            strand.wake(new Line(plugin + " failed: " + text));
        }
    }

    private static final class Line extends Wakeable {
        private final String text;

        Line(String text) {
            this.text = text;
        }

        @Override
        protected void wakened() {
            LOG.log(Level.WARNING, text);
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
