package io.sockit.socket.strand;

import java.lang.System.Logger;
import java.lang.System.Logger.Level;

/// The kit as owner of its own work: faults are logged. Thread-safe.
enum KitOwner implements Owner {
    KIT;

    private static final Logger LOG = System.getLogger(KitOwner.class.getPackageName());

    @Override
    public boolean alive() {
        return true;
    }

    @Override
    public void fault(Throwable thrown) {
        LOG.log(Level.ERROR, "work of the kit failed on its strand", thrown);
    }
}
