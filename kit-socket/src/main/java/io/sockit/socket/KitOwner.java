package io.sockit.socket;

import io.sockit.socket.strand.Owner;

import java.lang.System.Logger;
import java.lang.System.Logger.Level;

/// The kit as owner of what it declares and listens to itself. Thread-safe.
enum KitOwner implements Owner {
    KIT;

    private static final Logger LOG = System.getLogger(KitOwner.class.getPackageName());

    @Override
    public boolean alive() {
        return true;
    }

    @Override
    public void fault(Throwable thrown) {
        LOG.log(Level.ERROR, "a listener of the kit failed", thrown);
    }
}
