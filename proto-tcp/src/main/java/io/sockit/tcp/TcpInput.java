package io.sockit.tcp;

import static io.sockit.inet.Inet.IPPROTO_TCP;

import com.google.inject.Inject;
import com.google.inject.Singleton;

import io.sockit.inet.spi.Cast;
import io.sockit.inet.spi.IcmpError;
import io.sockit.inet.spi.InetPcb;
import io.sockit.inet.spi.IpPacket;
import io.sockit.inet.spi.PcbEntry;
import io.sockit.inet.spi.TransportInput;
import io.sockit.spi.packet.Packet;

import org.jspecify.annotations.Nullable;

/// The input row of TCP: checks what arrives and hands it to its connection or its listener. On the
/// strand.
@Singleton
final class TcpInput implements TransportInput {
    private final TcpTransport tcp;
    private final TcpCounters counters;

    @Inject
    TcpInput(TcpTransport tcp) {
        this.tcp = tcp;
        counters = tcp.counters;
    }

    @Override
    public void input(Packet packet, Cast cast) {
        counters.inSegs.increment();
        if (cast != Cast.UNICAST || !packet.pull(TcpHeader.BYTES)) {
            counters.drop(packet, counters.inErrs);
            return;
        }
        if (!IpPacket.verifies(packet, IPPROTO_TCP)) {
            counters.inErrs.increment();
            counters.drop(packet, counters.inCsumErrors);
            return;
        }
        @Nullable PcbEntry entry = tcp.table.findConnected(packet);
        boolean mayBegin = entry == null || entry instanceof TimeWait;
        @Nullable InetPcb bound = mayBegin ? tcp.table.findBound(packet) : null;
        if (!tcp.segment.read(packet)) {
            counters.drop(packet, counters.inErrs);
            return;
        }
        deliver(packet, entry, bound);
    }

    private void deliver(Packet packet, @Nullable PcbEntry entry, @Nullable InetPcb bound) {
        Segment segment = tcp.segment;
        switch (entry) {
            case TcpPcb pcb -> pcb.arrived(segment, packet);
            case SynRequest request -> request.arrived(segment, packet);
            case TimeWait wait -> {
                if (!wait.arrived(segment, packet)) {
                    listen(packet, bound);
                }
            }
            case null, default -> listen(packet, bound);
        }
    }

    private void listen(Packet packet, @Nullable InetPcb bound) {
        if (bound instanceof TcpPcb pcb && pcb.isListening()) {
            pcb.arrived(tcp.segment, packet);
        } else {
            tcp.answers.reset(tcp.segment, packet);
            counters.drop(packet, counters.noSocket);
        }
    }

    @Override
    public void icmpError(Packet quoted, IcmpError error, int mtu) {
        if (tcp.table.findSender(quoted) instanceof TcpPcb pcb) {
            int sequence = TcpHeader.sequence(quoted.head(), quoted.headOffset());
            pcb.icmpError(quoted, sequence, error, mtu);
        }
    }

    @Override
    public int checksumOffset() {
        return TcpHeader.checksumOffset();
    }
}
