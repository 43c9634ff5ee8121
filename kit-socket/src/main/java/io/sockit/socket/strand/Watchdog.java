package io.sockit.socket.strand;

import com.google.errorprone.annotations.concurrent.GuardedBy;

import org.jspecify.annotations.Nullable;

import java.lang.System.Logger.Level;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.WeakHashMap;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Consumer;

/// Looks at every strand in real time twice a second, and names the thread that holds one too
/// long, with its stack, once an occurrence. One daemon thread for all strands, which ends when
/// there is no strand to watch. Thread-safe.
///
/// It holds strands weakly, as hosts may be dropped without being closed.
@SuppressWarnings("ReferenceEquality") // identity is meant
final class Watchdog {
    private static final long PERIOD = 500_000_000L;
    private static final int TOO_LONG = 2; // periods without progress
    private static final System.Logger LOG = System.getLogger(Watchdog.class.getPackageName());

    static final Watchdog INSTANCE = new Watchdog(text -> LOG.log(Level.WARNING, text), true);

    private final Consumer<String> report;
    private final boolean ownThread;

    @GuardedBy("this")
    private final Map<HostStrand, Sight> watched = new WeakHashMap<>();

    @GuardedBy("this")
    private boolean started;

    Watchdog(Consumer<String> report, boolean ownThread) {
        this.report = report;
        this.ownThread = ownThread;
    }

    synchronized void watch(HostStrand strand) {
        watched.put(strand, new Sight());
        if (ownThread && !started) {
            KitThread.daemon("sockit-watchdog", this::run).start();
            started = true; // without memory for a thread the next strand begins one
        }
    }

    synchronized void unwatch(HostStrand strand) {
        watched.remove(strand);
    }

    synchronized boolean watches(HostStrand strand) {
        return watched.containsKey(strand);
    }

    private void run() {
        while (lookAgain()) {
            LockSupport.parkNanos(this, PERIOD);
        }
    }

    /// As [#look]; without memory for it now, it looks next time.
    final boolean lookAgain() {
        try {
            return look();
        } catch (Throwable t) {
            KitOwner.KIT.fault(t);
            return true;
        }
    }

    /// Looks once.
    ///
    /// @return false where there is nothing to watch, and the thread is to end
    boolean look() {
        List<String> found = new ArrayList<>();
        synchronized (this) {
            if (watched.isEmpty()) {
                started = false;
                return false;
            }
            watched.forEach((strand, sight) -> sight.look(strand, found));
        }
        found.forEach(report);
        return true;
    }

    /// What was last seen of a strand. Under the watchdog's lock.
    private static final class Sight {
        private @Nullable Thread owner;
        private long items;
        private int times;

        void look(HostStrand strand, List<String> found) {
            Thread now = strand.owner();
            long done = strand.work.itemsSeen();
            if (now == null || now != owner || done != items) {
                owner = now;
                items = done;
                times = 0;
            } else if (++times == TOO_LONG) {
                found.add(describe(strand, now));
            }
        }

        private static String describe(HostStrand strand, Thread thread) {
            Owner running = strand.work.running();
            StringBuilder text = new StringBuilder();
            text.append(running == null ? "a system call" : running.name());
            text.append(" holds the ").append(strand).append(" too long, in ").append(thread);
            for (StackTraceElement element : thread.getStackTrace()) {
                text.append(System.lineSeparator()).append("    at ").append(element);
            }
            return text.toString();
        }
    }
}
