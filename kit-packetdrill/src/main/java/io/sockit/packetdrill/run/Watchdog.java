package io.sockit.packetdrill.run;

import io.sockit.api.ErrnoException;
import io.sockit.api.Host;
import io.sockit.api.Process;

/// Ends a call that is not to block and does not return: closes the script's process, so that the
/// call answers. Its own waits have time-outs, so that time goes on while nothing else happens.
final class Watchdog {
    private static final long ROUND = 5_000_000_000L;
    private static final int ROUNDS = 2;

    private final Process watched;
    private final Bell stop;
    private volatile boolean calling;
    private volatile boolean ended;
    private volatile boolean bites;

    Watchdog(Host host, Process watched) throws ErrnoException {
        this.watched = watched;
        Process own = host.process();
        this.stop = new Bell(own);
        own.start("watchdog", process -> watch());
    }

    private void watch() throws ErrnoException {
        int rounds = 0;
        while (!ended) {
            stop.await(ROUND);
            rounds = calling ? rounds + 1 : 0;
            if (rounds > ROUNDS && !bites) {
                bites = true;
                watched.close();
            }
        }
    }

    /// A call begins.
    void begin() {
        calling = true;
    }

    /// A call has returned.
    ///
    /// @return whether it had to be ended
    boolean end() {
        calling = false;
        return bites;
    }

    /// The script is over.
    void stop() {
        ended = true;
        stop.raise();
    }
}
