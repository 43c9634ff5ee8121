package io.sockit.socket.control;

import io.sockit.api.VirtualClock;
import io.sockit.socket.strand.HostStrand;
import io.sockit.socket.strand.Pause;
import io.sockit.socket.strand.Wakeable;

import org.jspecify.annotations.Nullable;

import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.util.concurrent.atomic.AtomicBoolean;

/// Calls foreign code outside the strand, on one thread at a time: on whichever left the strand, so
/// under a virtual clock before time moves. In real time what is too much for that thread goes on
/// to a virtual one. The interrupt flag is taken away meanwhile, as it would close files.
/// Thread-safe.
public abstract class Outside extends Wakeable {
    /// How much a thread tells that only came by.
    private static final int BY_THE_WAY = 256;

    /// How long is waited for somebody who tells one thing.
    private static final long PATIENCE = 10_000_000_000L;

    private static final long PAUSE = 200_000L;

    private static final Logger LOG = System.getLogger(Outside.class.getName());

    private final AtomicBoolean busy = new AtomicBoolean();
    private final int byTheWay;
    private final long patience;
    private volatile @Nullable Thread teller;
    private volatile long told; // by whoever is busy

    /// @param strand whose leaving is waited for
    protected Outside(HostStrand strand) {
        this(strand, PATIENCE);
    }

    /// @param patience how many nanoseconds [#flush] waits for somebody who tells one thing
    Outside(HostStrand strand, long patience) {
        this.patience = patience;
        byTheWay = strand.clock() instanceof VirtualClock ? Integer.MAX_VALUE : BY_THE_WAY;
    }

    /// Whether there is something to tell. Any thread.
    protected abstract boolean hasNews();

    /// Tells one thing, if there is one. What it throws is logged. On one thread at a time.
    protected abstract void tellNext() throws Exception;

    /// Whom the log names.
    protected abstract String whom();

    @Override
    protected final void wakened() {
        if (!hasNews()) {
            return;
        }
        boolean interrupted = Thread.interrupted();
        try {
            tell(byTheWay);
        } finally {
            if (interrupted) {
                Thread.currentThread().interrupt();
            }
        }
    }

    /// Returns when there is nothing left to tell and nobody is telling; at once if it is called by
    /// what is told. Who tells one thing and does not come back is not waited for for ever.
    protected final void flush() {
        boolean interrupted = Thread.interrupted();
        try {
            flushPatiently();
        } finally {
            if (interrupted) {
                Thread.currentThread().interrupt();
            }
        }
    }

    private void flushPatiently() {
        long seen = told;
        long since = System.nanoTime();
        while ((hasNews() || busy.get()) && !Thread.currentThread().equals(teller)) {
            tell(Integer.MAX_VALUE);
            if (told != seen) {
                seen = told;
                since = System.nanoTime();
            } else if (System.nanoTime() - since > patience) {
                LOG.log(Level.WARNING, whom() + " does not come back: no longer waited for");
                return;
            }
            if (busy.get()) {
                Pause.nanos(this, PAUSE);
            }
        }
    }

    /// Who finds it busy leaves its news to the one inside, who looks again after leaving.
    private void tell(int most) {
        boolean news = hasNews();
        while (news && busy.compareAndSet(false, true)) {
            tellUpTo(most);
            if (hasNews() && most != Integer.MAX_VALUE) {
                Thread next =
                        Thread.ofVirtual()
                                .inheritInheritableThreadLocals(false)
                                .name(whom())
                                .unstarted(this::goOn);
                next.setContextClassLoader(ClassLoader.getSystemClassLoader());
                next.start();
                return;
            }
            busy.set(false);
            news = cameMeanwhile();
        }
    }

    /// After it is no longer busy: whether something came whose bringer found it busy. Taken out by
    /// kit-stress.
    boolean cameMeanwhile() {
        return hasNews();
    }

    /// Takes over from a thread that came by, busy as it was.
    private void goOn() {
        tellUpTo(Integer.MAX_VALUE);
        busy.set(false);
        tell(Integer.MAX_VALUE);
    }

    private void tellUpTo(int most) {
        teller = Thread.currentThread();
        long count = told;
        for (int left = most; left > 0 && hasNews(); left--) {
            told = ++count;
            try {
                tellNext();
            } catch (Throwable t) {
                LOG.log(Level.WARNING, whom() + " failed", t);
            }
        }
        teller = null;
    }
}
