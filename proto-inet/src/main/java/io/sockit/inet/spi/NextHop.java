package io.sockit.inet.spi;

import io.sockit.api.LinkAddress;
import io.sockit.spi.NetInterface;
import io.sockit.spi.packet.Packet;

import org.jspecify.annotations.Nullable;

/// Where on a link a packet goes: one neighbour, or a group's address. It changes in place, so that
/// the flows that hold it need no new route when the neighbour moves or ages. On the strand.
public class NextHop {
    /// On links without addresses.
    public static final NextHop NONE = new NextHop(LinkAddress.NONE);

    private @Nullable LinkAddress address;

    /// @param address where its frames go, or null
    public NextHop(@Nullable LinkAddress address) {
        this.address = address;
    }

    /// Where its frames go without a question, or null: then [#send] says what happens.
    public final @Nullable LinkAddress address() {
        return address;
    }

    /// Sets where its frames go without a question, or null.
    protected final void address(@Nullable LinkAddress newAddress) {
        address = newAddress;
    }

    /// Sends a network packet there, at once or when the address is known; takes it over.
    public final void send(Packet packet, NetInterface out) {
        LinkAddress to = address;
        if (to != null) {
            out.output(packet, to);
        } else {
            resolve(packet);
        }
    }

    /// Takes over a packet whose way has to be looked at first.
    protected void resolve(Packet packet) {
        throw new IllegalStateException("a next hop without an address");
    }

    /// Hears from a transport that what it sends arrives (RFC 4861 §7.3.1).
    public void confirmed() {
        // groups and links without addresses are always there
    }
}
