package io.sockit.socket.call;

import io.sockit.api.Errno;
import io.sockit.spi.BindOps;
import io.sockit.spi.ConnectOps;
import io.sockit.spi.ControlOps;
import io.sockit.spi.DatagramOps;
import io.sockit.spi.ErrorOps;
import io.sockit.spi.OptionOps;
import io.sockit.spi.ShutdownOps;
import io.sockit.spi.SocketOps;

import org.jspecify.annotations.Nullable;

/// so_pcb: the protocol's side of a socket with its capabilities, found out once; null where it
/// does not have one. Immutable. What is in it may belong to a plug-in: nothing keeps one but the
/// socket.
///
/// @param ops itself
/// @param dead what every call answers because no protocol is behind it any more, or null
record Pcb(
        SocketOps ops,
        @Nullable BindOps bind,
        @Nullable ConnectOps connect,
        @Nullable DatagramOps datagram,
        @Nullable ControlOps control,
        @Nullable ErrorOps errors,
        @Nullable OptionOps options,
        @Nullable ShutdownOps shutdown,
        @Nullable Errno dead) {
    /// Its plug-in has gone or failed.
    static final Pcb ABORTED = dead(Errno.ENETDOWN);

    /// Its last descriptor is closed.
    static final Pcb CLOSED = dead(Errno.EBADF);

    static Pcb of(SocketOps ops) {
        return new Pcb(
                ops,
                ops instanceof BindOps bind ? bind : null,
                ops instanceof ConnectOps connect ? connect : null,
                ops instanceof DatagramOps datagram ? datagram : null,
                ops instanceof ControlOps control ? control : null,
                ops instanceof ErrorOps errors ? errors : null,
                ops instanceof OptionOps options ? options : null,
                ops instanceof ShutdownOps shutdown ? shutdown : null,
                null);
    }

    private static Pcb dead(Errno errno) {
        DeadOps ops = new DeadOps(errno);
        return new Pcb(ops, ops, ops, ops, null, null, ops, ops, errno);
    }
}
