package io.sockit.inet.spi;

import io.sockit.api.LinkAddress;

import org.jspecify.annotations.Nullable;

/// Where on a link a packet goes: what is known of one neighbour, or a group's address. It changes
/// in place, so that the flows that hold it need no new route when the neighbour's link-layer
/// address changes. On the strand.
public final class NextHop {
    /// On links without addresses.
    public static final NextHop NONE = new NextHop(LinkAddress.NONE);

    private @Nullable LinkAddress address;

    /// @param address where its frames go
    public NextHop(LinkAddress address) {
        this.address = address;
    }

    /// Where its frames go, or null where the neighbour is not known any more.
    public @Nullable LinkAddress address() {
        return address;
    }

    /// The neighbour has another address, or null: it is not known any more.
    public void address(@Nullable LinkAddress newAddress) {
        address = newAddress;
    }
}
