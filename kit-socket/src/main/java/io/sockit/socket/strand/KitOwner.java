package io.sockit.socket.strand;

import java.lang.System.Logger;
import java.lang.System.Logger.Level;

/// The kit as owner of its own work, listeners and settings: faults are logged. Thread-safe.
public final class KitOwner implements Owner {
    public static final KitOwner KIT = new KitOwner("the kit");

    private static final Logger LOG = System.getLogger(KitOwner.class.getPackageName());

    private final String name;

    /// @param name of what the kit calls, for the log
    KitOwner(String name) {
        this.name = name;
    }

    @Override
    public String name() {
        return name;
    }

    @Override
    public boolean alive() {
        return true;
    }

    @Override
    public void fault(Throwable thrown) {
        if (MachineErrors.took(thrown, name)) {
            return;
        }
        try {
            LOG.log(Level.ERROR, name + " failed", thrown);
        } catch (Throwable worse) {
            MachineErrors.took(worse, "the log"); // the caller must go on
        }
    }
}
