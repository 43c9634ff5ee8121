package io.sockit.inet.fragment;

import io.sockit.inet.extension.FragmentHeader;
import io.sockit.inet.spi.Ipv4Header;
import io.sockit.inet.spi.Ipv6Header;
import io.sockit.inet.spi.NextHop;
import io.sockit.spi.CounterRegistry;
import io.sockit.spi.NetInterface;
import io.sockit.spi.packet.Packet;
import io.sockit.spi.packet.PacketPool;

import jakarta.inject.Inject;
import jakarta.inject.Singleton;

/// Cuts packets that are too large for a link (RFC 791 §3.2, RFC 8200 §4.5). Fragments share the
/// packet's payload. Each goes to the interface, whose queue bounds them. On the strand.
@Singleton
public final class Fragmenter {
    /// The least MTU that IPv6 fragments fit.
    public static final int MIN_MTU_V6 = Ipv6Header.LENGTH + FragmentHeader.LENGTH + 8;

    private static final int UNITS = 7; // offsets count in units of 8 bytes

    private final PacketPool pool;
    private final FragmentCounters v4;
    private final FragmentCounters v6;

    @Inject
    Fragmenter(PacketPool pool, CounterRegistry counters) {
        this.pool = pool;
        this.v4 = new FragmentCounters(counters, "Ip");
        this.v6 = new FragmentCounters(counters, "Ip6");
    }

    /// Counts a packet that is too large, and must not be cut.
    public void mustNotCut(boolean isV4) {
        (isV4 ? v4 : v6).mustNotCut();
    }

    /// Cuts and sends an IPv4 packet, which may be a fragment itself. Takes it over.
    ///
    /// @param packet its data begins with the network header, which lies in the head; its checksums
    ///     are done
    /// @param mtu at least 68
    public void sendV4(Packet packet, NetInterface out, NextHop nextHop, int mtu) {
        byte[] from = packet.head();
        int at = packet.headOffset();
        int header = Ipv4Header.headerLength(from, at);
        int start = Ipv4Header.fragmentOffset(from, at) << 3;
        boolean more = Ipv4Header.moreFragments(from, at);
        int total = packet.length() - header;
        int most = (mtu - header) & ~UNITS;
        int made = 0;
        for (int done = 0; done < total; done += most) {
            int n = Math.min(most, total - done);
            boolean last = done + n == total;
            Packet fragment = share(packet, header + done, n, last);
            int to = fragment.push(header);
            System.arraycopy(from, at, fragment.head(), to, header);
            if (done > 0) {
                Ipv4Header.onlyCopiedOptions(fragment.head(), to);
            }
            Ipv4Header.part(fragment.head(), to, header + n, start + done, more || !last);
            send(fragment, packet, out, nextHop);
            made++;
        }
        v4.cut(made);
        packet.release();
    }

    /// Cuts and sends an IPv6 packet without extension headers. Takes it over.
    ///
    /// @param packet its data begins with the network header, which lies in the head; its checksums
    ///     are done
    /// @param mtu at least 56
    public void sendV6(
            Packet packet, NetInterface out, NextHop nextHop, int mtu, int identification) {
        byte[] from = packet.head();
        int at = packet.headOffset();
        int nextHeader = Ipv6Header.nextHeader(from, at);
        int total = packet.length() - Ipv6Header.LENGTH;
        int most = (mtu - Ipv6Header.LENGTH - FragmentHeader.LENGTH) & ~UNITS;
        int made = 0;
        for (int done = 0; done < total; done += most) {
            int n = Math.min(most, total - done);
            boolean last = done + n == total;
            Packet fragment = share(packet, Ipv6Header.LENGTH + done, n, last);
            int to = fragment.push(FragmentHeader.LENGTH);
            FragmentHeader.write(fragment.head(), to, nextHeader, done, !last, identification);
            to = fragment.push(Ipv6Header.LENGTH);
            System.arraycopy(from, at, fragment.head(), to, Ipv6Header.LENGTH);
            Ipv6Header.chain(
                    fragment.head(),
                    to,
                    FragmentHeader.LENGTH + n,
                    Ipv6Header.NEXT_HEADER_OFFSET,
                    FragmentHeader.NUMBER);
            send(fragment, packet, out, nextHop);
            made++;
        }
        v6.cut(made);
        packet.release();
    }

    private Packet share(Packet packet, int offset, int length, boolean last) {
        Packet fragment = pool.take();
        fragment.appendShared(packet, offset, length);
        if (last) {
            fragment.takeCharge(packet); // the sender pays until all are gone
        }
        return fragment;
    }

    private static void send(Packet fragment, Packet packet, NetInterface out, NextHop nextHop) {
        fragment.markNetwork();
        fragment.etherType(packet.etherType());
        fragment.timestamp(packet.timestamp());
        nextHop.send(fragment, out);
    }
}
