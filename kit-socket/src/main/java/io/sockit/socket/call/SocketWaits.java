package io.sockit.socket.call;

import io.sockit.api.Linger;

/// How long the calls of a socket wait, and for how much. Sockets for which no program has set any
/// of it share one of these.
///
/// @param soLinger `SO_LINGER`
/// @param receiveLowWater `SO_RCVLOWAT`
/// @param receiveNanos `SO_RCVTIMEO`, 0 for no limit
/// @param sendNanos `SO_SNDTIMEO`, 0 for no limit
record SocketWaits(Linger soLinger, int receiveLowWater, long receiveNanos, long sendNanos) {
    static final SocketWaits DEFAULT = new SocketWaits(Linger.OFF, 1, 0, 0);

    SocketWaits linger(Linger linger) {
        return new SocketWaits(linger, receiveLowWater, receiveNanos, sendNanos);
    }

    SocketWaits lowWater(int bytes) {
        return new SocketWaits(soLinger, bytes, receiveNanos, sendNanos);
    }

    SocketWaits receiveWithin(long nanos) {
        return new SocketWaits(soLinger, receiveLowWater, nanos, sendNanos);
    }

    SocketWaits sendWithin(long nanos) {
        return new SocketWaits(soLinger, receiveLowWater, receiveNanos, nanos);
    }
}
