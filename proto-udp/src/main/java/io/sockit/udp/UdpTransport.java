package io.sockit.udp;

import com.google.inject.Inject;
import com.google.inject.Singleton;

import io.sockit.inet.spi.InetSettings;
import io.sockit.inet.spi.IpAddresses;
import io.sockit.inet.spi.IpOutput;
import io.sockit.inet.spi.PcbTable;
import io.sockit.inet.spi.PeerAddresses;
import io.sockit.inet.spi.TransportProtocol;
import io.sockit.spi.CallContext;
import io.sockit.spi.RandomStreams;
import io.sockit.spi.Socket;
import io.sockit.spi.SocketOps;
import io.sockit.spi.packet.PacketPool;

/// The socket row of UDP: makes a control block for each socket, and holds what all of them use.
@Singleton
final class UdpTransport implements TransportProtocol {
    final PcbTable table;
    final UdpCounters counters;
    final IpOutput output;
    final PeerAddresses peers;
    final PacketPool pool;

    @Inject
    UdpTransport(
            UdpCounters counters,
            IpOutput output,
            IpAddresses addresses,
            InetSettings settings,
            PeerAddresses peers,
            PacketPool pool,
            RandomStreams random) {
        this.counters = counters;
        this.output = output;
        this.peers = peers;
        this.pool = pool;
        table = new PcbTable(output, addresses, settings, peers, random.stream("udp.port"));
    }

    @Override
    public String name() {
        return "udp";
    }

    @Override
    public SocketOps create(Socket socket, CallContext call) {
        return new UdpPcb(socket, this);
    }
}
