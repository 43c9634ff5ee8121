package io.sockit.socket.plugin;

import io.sockit.socket.strand.Owner;

import java.util.Map;

/// What a host gives to each of its plug-ins. Called off the strand, one at a time.
public interface HostServices {
    /// The services as this plug-in sees them, by the type under which its injector knows them:
    /// views that charge the owner with what its work throws. `Extensions` is added by this room.
    Map<Class<?>, Object> open(Owner owner);

    /// Takes away all that the plug-in still has: timers, pokes, tasks, sysctls, listeners. It may
    /// be called after [#open] has thrown.
    void forget(Owner owner);
}
