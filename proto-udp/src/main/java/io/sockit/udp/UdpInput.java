package io.sockit.udp;

import static io.sockit.inet.Inet.IPPROTO_UDP;

import com.google.inject.Inject;
import com.google.inject.Singleton;

import io.sockit.inet.spi.Cast;
import io.sockit.inet.spi.IcmpError;
import io.sockit.inet.spi.IcmpErrors;
import io.sockit.inet.spi.InetPcb;
import io.sockit.inet.spi.IpPacket;
import io.sockit.inet.spi.PcbTable;
import io.sockit.inet.spi.TransportInput;
import io.sockit.spi.packet.Packet;

import org.jspecify.annotations.Nullable;

/// The input row of UDP: checks what arrives and hands it to its socket. On the strand.
@Singleton
final class UdpInput implements TransportInput {
    private final PcbTable table;
    private final UdpCounters counters;
    private final IcmpErrors icmp;

    @Inject
    UdpInput(UdpTransport udp, UdpCounters counters, IcmpErrors icmp) {
        table = udp.table;
        this.counters = counters;
        this.icmp = icmp;
    }

    @Override
    public void input(Packet packet, Cast cast) {
        if (!hasRightLength(packet)) {
            counters.drop(packet, counters.badLength);
        } else if (!hasRightChecksum(packet)) {
            counters.drop(packet, counters.inCsumErrors);
        } else if (cast != Cast.UNICAST) {
            deliverToAll(packet);
        } else if (table.find(packet) instanceof UdpPcb pcb) {
            pcb.input(packet);
        } else {
            icmp.portUnreachable(packet); // RFC 1122 §4.1.3.1
            counters.drop(packet, counters.noPorts);
        }
    }

    /// The length field covers header and data; what follows it is no part of the datagram (RFC
    /// 768).
    private static boolean hasRightLength(Packet packet) {
        if (!packet.pull(UdpHeader.BYTES)) {
            return false;
        }
        int length = UdpHeader.length(packet.head(), packet.headOffset());
        if (length < UdpHeader.BYTES || length > packet.length()) {
            return false;
        }
        if (length < packet.length()) {
            packet.trim(length);
        }
        return true;
    }

    private static boolean hasRightChecksum(Packet packet) {
        if (UdpHeader.checksum(packet.head(), packet.headOffset()) == 0) {
            return IpPacket.isV4(packet); // RFC 768: the sender made no sum; RFC 8200 §8.1: it must
        }
        return IpPacket.verifies(packet, IPPROTO_UDP);
    }

    /// Broadcasts and multicasts go to every socket that matches (RFC 1122 §4.1.3.5 leaves it open;
    /// Linux and BSD do so), and no error is sent where no socket matches.
    private void deliverToAll(Packet packet) {
        InetPcb pcb = table.nextMatch(packet, null);
        if (pcb == null) {
            counters.drop(packet, counters.noPorts);
            return;
        }
        @Nullable InetPcb next = table.nextMatch(packet, pcb);
        while (next != null) {
            deliver(packet.duplicate(), pcb);
            pcb = next;
            next = table.nextMatch(packet, pcb);
        }
        deliver(packet, pcb);
    }

    @Override
    public void icmpError(Packet quoted, IcmpError error, int mtu) {
        if (table.findSender(quoted) instanceof UdpPcb pcb) { // RFC 1122 §4.1.3.3
            pcb.failed(quoted, error, mtu);
        }
    }

    private static void deliver(Packet packet, InetPcb pcb) {
        ((UdpPcb) pcb).input(packet); // the table is UDP's own
    }

    @Override
    public int checksumOffset() {
        return UdpHeader.checksumOffset();
    }
}
