package io.sockit.socket.device;

import io.sockit.socket.strand.Owner;

/// An owner whose work does not fail.
enum Nobody implements Owner {
    NOBODY;

    @Override
    public boolean alive() {
        return true;
    }

    @Override
    public void fault(Throwable thrown) {
        throw new AssertionError(thrown);
    }
}
