package io.sockit.inet.transport;

import io.sockit.inet.spi.Cast;
import io.sockit.inet.spi.IcmpError;
import io.sockit.inet.spi.IpPacket;
import io.sockit.inet.spi.IpProtocol;
import io.sockit.inet.spi.TransportInput;
import io.sockit.spi.Contribution;
import io.sockit.spi.Counter;
import io.sockit.spi.CounterRegistry;
import io.sockit.spi.ExtensionView;
import io.sockit.spi.Extensions;
import io.sockit.spi.Strand;
import io.sockit.spi.packet.Packet;

import jakarta.inject.Inject;
import jakarta.inject.Singleton;

import org.jspecify.annotations.Nullable;

/// The input rows by IP protocol number, and the way up through them. What a transport throws is
/// charged to its plug-in. Counts what goes up, `Ip.InDelivers` or `Ip6.InDelivers`, and apart from
/// it where the transport failed. On the strand.
@Singleton
public final class Transports implements ExtensionView.Listener<IpProtocol, TransportInput> {
    private final @Nullable Row[] rows = new @Nullable Row[IpProtocol.NUMBERS];

    private final Count v4;
    private final Count v6;

    private record Row(TransportInput input, Contribution<TransportInput> contribution) {}

    private record Count(Counter inDelivers, Counter inFaults) {}

    @Inject
    Transports(Extensions extensions, Strand strand, CounterRegistry counters) {
        v4 = new Count(counters.counter("Ip.InDelivers"), counters.counter("Ip.InFaults"));
        v6 = new Count(counters.counter("Ip6.InDelivers"), counters.counter("Ip6.InFaults"));
        strand.run(() -> extensions.of(TransportInput.POINT).listen(this));
    }

    @Override
    public void added(IpProtocol key, Contribution<TransportInput> contribution) {
        rows[key.number()] = new Row(contribution.value(), contribution);
    }

    @Override
    public void removed(IpProtocol key, Contribution<TransportInput> contribution) {
        rows[key.number()] = null;
    }

    /// Hands a packet to the transport of its protocol, which takes it over.
    ///
    /// @param packet its data begins with the transport header, its network header is marked
    /// @return false where there is no such transport; then the packet is still the caller's
    public boolean deliver(Packet packet, int protocol, Cast cast) {
        Row row = rows[protocol];
        if (row == null) {
            return false;
        }
        Count count = IpPacket.isV4(packet) ? v4 : v6;
        packet.markTransport();
        count.inDelivers.increment();
        int lease = packet.lease();
        try {
            row.input.input(packet, cast);
        } catch (Throwable failure) {
            row.contribution.fault(failure);
            packet.abandon(lease);
            count.inDelivers.add(-1);
            count.inFaults.increment();
        }
        return true;
    }

    /// Tells the transport of a quoted packet about an error.
    ///
    /// @return false where there is no such transport
    public boolean icmpError(Packet quoted, int protocol, IcmpError error, int mtu) {
        Row row = rows[protocol];
        if (row == null) {
            return false;
        }
        try {
            row.input.icmpError(quoted, error, mtu);
        } catch (Throwable failure) {
            row.contribution.fault(failure);
        }
        return true;
    }

    /// Where the checksum of this protocol is that a router may have to complete; -1 for nowhere.
    public int checksumOffset(int protocol) {
        Row row = rows[protocol];
        if (row == null) {
            return -1;
        }
        try {
            return row.input.checksumOffset();
        } catch (Throwable failure) {
            row.contribution.fault(failure);
            return -1;
        }
    }
}
