package io.sockit.examples.ring;

import com.google.inject.Inject;

import io.sockit.spi.Strand;
import io.sockit.spi.packet.PacketPool;

import org.jspecify.annotations.Nullable;

import java.util.HashMap;
import java.util.Map;

/// The streams of a host by their addresses, and what they need of the host. On the strand.
final class RingStreams {
    final Strand strand;
    final PacketPool pool;
    private final Map<SockaddrRing, RingStream> bound = new HashMap<>();

    @Inject
    RingStreams(Strand strand, PacketPool pool) {
        this.strand = strand;
        this.pool = pool;
    }

    /// @return false where another stream has the address
    boolean bind(RingStream stream, SockaddrRing address) {
        return bound.putIfAbsent(address, stream) == null;
    }

    /// Gives up an address if it is this stream's own: an accepted stream shares its listener's.
    void leave(RingStream stream, @Nullable SockaddrRing address) {
        bound.remove(address, stream);
    }

    /// The listener at an address, or null.
    @Nullable RingListener listener(SockaddrRing address) {
        RingStream stream = bound.get(address);
        return stream == null ? null : stream.listener();
    }
}
