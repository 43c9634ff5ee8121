package io.sockit.socket.strand;

import java.lang.System.Logger;
import java.lang.System.Logger.Level;

/// The kit as owner of its own work, listeners and settings: faults are logged. Thread-safe.
public final class KitOwner implements Owner {
    public static final KitOwner KIT = new KitOwner();

    private static final Logger LOG = System.getLogger(KitOwner.class.getPackageName());

    private KitOwner() {}

    @Override
    public String name() {
        return "the kit";
    }

    @Override
    public boolean alive() {
        return true;
    }

    @Override
    public void fault(Throwable thrown) {
        LOG.log(Level.ERROR, "work of the kit failed on its strand", thrown);
    }
}
