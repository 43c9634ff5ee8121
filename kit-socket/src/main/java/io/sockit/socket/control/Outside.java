package io.sockit.socket.control;

import io.sockit.socket.strand.Wakeable;

import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.util.concurrent.atomic.AtomicBoolean;

/// Calls foreign code outside the strand, on one thread at a time: on whichever left the strand, so
/// under a virtual clock before time moves. The thread's interrupt flag is taken away meanwhile, as
/// it would close files. Thread-safe.
public abstract class Outside extends Wakeable {
    private static final Logger LOG = System.getLogger(Outside.class.getName());

    private final AtomicBoolean busy = new AtomicBoolean();

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
            // Who finds it busy leaves its news to the one inside, who looks again after leaving.
            while (hasNews() && busy.compareAndSet(false, true)) {
                try {
                    tellAll();
                } finally {
                    busy.set(false);
                }
            }
        } finally {
            if (interrupted) {
                Thread.currentThread().interrupt();
            }
        }
    }

    /// Returns when there is nothing left to tell and nobody is telling. Not from what is told.
    protected final void flush() {
        while (hasNews() || busy.get()) {
            wakened();
            Thread.onSpinWait();
        }
    }

    private void tellAll() {
        while (hasNews()) {
            try {
                tellNext();
            } catch (Throwable t) {
                LOG.log(Level.WARNING, whom() + " failed", t);
            }
        }
    }
}
