package io.sockit.examples.ring;

import io.sockit.api.AddressFamily;
import io.sockit.api.SocketOption;

/// What a program needs to know of rings besides [SockaddrRing].
public final class Ring {
    /// A number that Linux does not use.
    public static final AddressFamily AF_RING = new AddressFamily(200, "AF_RING");

    /// The level of this family's options.
    public static final int SOL_RING = 200;

    /// How many members may pass a datagram on, the receiver among them: 1 to 255, at first 64.
    public static final SocketOption<Integer> RING_HOPS =
            new SocketOption<>(SOL_RING, 1, "RING_HOPS", Integer.class);

    private Ring() {}
}
