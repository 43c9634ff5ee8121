package io.sockit.socket.device;

import io.sockit.api.Errno;
import io.sockit.api.ErrnoException;

import java.util.HashMap;
import java.util.Map;

/// The wires of a network, by driver and name; each has two ports at most. Thread-safe.
public final class Wires {
    private final Map<Name, Cable> cables = new HashMap<>();

    private record Name(String driver, String name) {}

    /// Gives a port its end. A port that comes for an interface whose device holds an end already
    /// inherits that end when the other leaves.
    ///
    /// @throws ErrnoException `EBUSY` if both ends are taken
    synchronized CableEnd join(String driver, String name, Port port) throws ErrnoException {
        Cable cable = cables.computeIfAbsent(new Name(driver, name), n -> new Cable());
        int side = cable.take(port);
        if (side < 0) {
            throw new ErrnoException(
                    Errno.EBUSY,
                    "device",
                    "both ends of '%s:%s' are taken: %s".formatted(driver, name, cable));
        }
        return new CableEnd(this, cable, side, port);
    }

    synchronized void leave(Cable cable, int side, Port port) {
        cable.leave(side, port);
        if (cable.isFree()) {
            cables.values().remove(cable);
        }
    }
}
