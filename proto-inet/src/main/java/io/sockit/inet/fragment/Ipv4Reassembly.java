package io.sockit.inet.fragment;

import io.sockit.inet.spi.IpAddress;
import io.sockit.inet.spi.Ipv4Header;
import io.sockit.spi.CounterRegistry;
import io.sockit.spi.Strand;
import io.sockit.spi.Timers;
import io.sockit.spi.packet.Packet;

import org.jspecify.annotations.Nullable;

/// Puts IPv4 datagrams together (RFC 791 §3.2, RFC 815). On the strand.
final class Ipv4Reassembly extends Reassembly {
    private static final int UNITS = 7; // all but the last fragment have a multiple of 8 bytes

    Ipv4Reassembly(
            FragmentSettings settings,
            CounterRegistry counters,
            FragmentErrors errors,
            Strand strand,
            Timers timers,
            long secret) {
        super(settings, new FragmentCounters(counters, "Ip"), errors, strand, timers, secret);
    }

    /// Takes a fragment over.
    ///
    /// @param packet its data begins with the network header, which is marked and checked
    /// @return the datagram that it completed, its data beginning behind the header; or null
    @Nullable Packet add(Packet packet) {
        count.reasmReqds.increment();
        byte[] head = packet.head();
        int at = packet.headOffset();
        key.set(
                0,
                IpAddress.mapped(Ipv4Header.source(head, at)),
                0,
                IpAddress.mapped(Ipv4Header.destination(head, at)),
                Ipv4Header.identification(head, at),
                Ipv4Header.protocol(head, at));
        int start = Ipv4Header.fragmentOffset(head, at) << 3;
        boolean last = !Ipv4Header.moreFragments(head, at);
        boolean fixed = Ipv4Header.dontFragment(head, at);
        int trafficClass = Ipv4Header.typeOfService(head, at);
        int size = packet.length();
        packet.consume(Ipv4Header.headerLength(head, at));
        if (!last) {
            packet.trim(packet.length() & ~UNITS); // Linux ip_frag_queue
        }
        Datagram whole = put(packet, start, last, trafficClass, size, fixed);
        return whole == null ? null : finish(whole);
    }

    private @Nullable Packet finish(Datagram datagram) {
        Packet first = datagram.run(0);
        int header = Ipv4Header.headerLength(first.head(), first.networkOffset());
        int length = header + datagram.length();
        int congestion = Ecn.toAdd(datagram.ecn);
        boolean fixed = datagram.largest == datagram.largestFixed;
        Packet packet = join(datagram, Ipv4Header.MAX_PACKET - header);
        if (packet != null) {
            Ipv4Header.whole(packet.head(), packet.networkOffset(), length, fixed, congestion);
        }
        return packet;
    }
}
