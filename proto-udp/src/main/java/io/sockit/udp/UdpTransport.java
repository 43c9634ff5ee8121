package io.sockit.udp;

import com.google.inject.Inject;
import com.google.inject.Singleton;

import io.sockit.inet.spi.InetServices;
import io.sockit.inet.spi.PcbTable;
import io.sockit.inet.spi.TransportProtocol;
import io.sockit.spi.CallContext;
import io.sockit.spi.RandomStreams;
import io.sockit.spi.Socket;
import io.sockit.spi.SocketOps;

/// The socket row of UDP: makes a control block for each socket, and holds what all of them use.
@Singleton
final class UdpTransport implements TransportProtocol {
    final PcbTable table;
    final UdpCounters counters;
    final InetServices services;

    @Inject
    UdpTransport(UdpCounters counters, InetServices services, RandomStreams random) {
        this.counters = counters;
        this.services = services;
        table = new PcbTable(services, random, "udp");
    }

    @Override
    public String name() {
        return "udp";
    }

    @Override
    public SocketOps create(Socket socket, int protocol, CallContext call) {
        return new UdpPcb(socket, this);
    }
}
