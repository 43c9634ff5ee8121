package io.sockit.inet.fragment;

import io.sockit.inet.extension.FirstFragment;
import io.sockit.inet.extension.FragmentHeader;
import io.sockit.inet.spi.IpAddress;
import io.sockit.inet.spi.IpPacket;
import io.sockit.inet.spi.Ipv6Header;
import io.sockit.spi.CounterRegistry;
import io.sockit.spi.Strand;
import io.sockit.spi.Timers;
import io.sockit.spi.packet.Packet;

import org.jspecify.annotations.Nullable;

/// Puts IPv6 datagrams together (RFC 8200 §4.5). On the strand.
final class Ipv6Reassembly extends Reassembly {
    Ipv6Reassembly(
            FragmentSettings settings,
            CounterRegistry counters,
            FragmentErrors errors,
            Strand strand,
            Timers timers,
            long secret) {
        super(settings, new FragmentCounters(counters, "Ip6"), errors, strand, timers, secret);
    }

    /// Takes a fragment over.
    ///
    /// @param packet its data begins with the IPv6 header, which is marked and checked
    /// @param header bytes in front of the fragment header
    /// @param pointer where the next-header field is that says so
    /// @return the datagram that it completed, without the fragment header, its data beginning with
    ///     the IPv6 header; or null
    @Nullable Packet add(Packet packet, int header, int pointer) {
        count.reasmReqds.increment();
        if (!packet.pull(header + FragmentHeader.LENGTH) || !possible(packet, header)) {
            count.drop(packet, count.inFragErrors);
            return null;
        }
        byte[] head = packet.head();
        int at = packet.headOffset() + header;
        int start = FragmentHeader.offset(head, at);
        boolean more = FragmentHeader.more(head, at);
        if (start == 0 && !more) {
            count.reasmOks.increment(); // RFC 6946 §4: alone, whatever else has that id
            count.reasmParts.increment();
            packet.consume(header + FragmentHeader.LENGTH);
            return restore(packet, header, pointer);
        }
        key.set(
                IpPacket.sourceHigh(packet),
                IpPacket.sourceLow(packet),
                IpPacket.destinationHigh(packet),
                IpPacket.destinationLow(packet),
                FragmentHeader.identification(head, at),
                scope(packet));
        int trafficClass = IpPacket.trafficClass(packet);
        int size = packet.length();
        packet.consume(header + FragmentHeader.LENGTH);
        if (start == 0) {
            packet.mark((long) header << Integer.SIZE | pointer);
        }
        Datagram whole = put(packet, start, !more, trafficClass, size, false);
        return whole == null ? null : finish(whole);
    }

    /// Whether the fragment can be one, and says so to its sender where it cannot.
    private boolean possible(Packet packet, int header) {
        int at = packet.headOffset() + header;
        int start = FragmentHeader.offset(packet.head(), at);
        boolean more = FragmentHeader.more(packet.head(), at);
        int length = packet.length() - header - FragmentHeader.LENGTH;
        int nextHeader = FragmentHeader.nextHeader(packet.head(), at);
        if (start == 0
                && more
                && !FirstFragment.holdsHeaders(
                        packet, header + FragmentHeader.LENGTH, nextHeader)) {
            errors.headersIncomplete(packet); // RFC 7112 §5
        } else if (header - Ipv6Header.LENGTH + start + length > Ipv6Header.MAX_PAYLOAD) {
            errors.badField(packet, header + FragmentHeader.OFFSET_OFFSET); // RFC 8200 §4.5
        } else if (more && length % FragmentHeader.UNIT != 0) {
            errors.badField(packet, Ipv6Header.PAYLOAD_LENGTH_OFFSET); // RFC 8200 §4.5
        } else {
            return true;
        }
        return false;
    }

    /// Fragments to an address that means something on one link only come by that link.
    private static int scope(Packet packet) {
        long high = IpPacket.destinationHigh(packet);
        long low = IpPacket.destinationLow(packet);
        boolean scoped = IpAddress.isMulticast(high, low) || IpAddress.isLinkLocal(high, low);
        return scoped ? packet.interfaceIndex() : 0;
    }

    private @Nullable Packet finish(Datagram datagram) {
        long mark = datagram.run(0).mark();
        int header = (int) (mark >>> Integer.SIZE);
        int congestion = Ecn.toAdd(datagram.ecn);
        int extensions = header - Ipv6Header.LENGTH;
        Packet packet = join(datagram, Ipv6Header.MAX_PAYLOAD - extensions);
        if (packet == null) {
            return null;
        }
        Packet whole = restore(packet, header, (int) mark);
        Ipv6Header.congestion(whole.head(), whole.headOffset(), congestion);
        return whole;
    }

    /// Closes the gap that the fragment header leaves: the headers in front of it move up.
    ///
    /// @param packet its data begins behind the fragment header
    private static Packet restore(Packet packet, int header, int pointer) {
        int before = packet.networkOffset();
        int nextHeader = FragmentHeader.nextHeader(packet.head(), before + header);
        int at = packet.push(header);
        System.arraycopy(packet.head(), before, packet.head(), at, header);
        packet.markNetwork();
        Ipv6Header.chain(
                packet.head(), at, packet.length() - Ipv6Header.LENGTH, pointer, nextHeader);
        return packet;
    }
}
