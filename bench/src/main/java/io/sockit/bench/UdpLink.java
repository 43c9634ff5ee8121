package io.sockit.bench;

import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.State;

import java.io.IOException;

/// 64 bytes there and back over a link between two hosts, beside the loopback of one.
@State(Scope.Thread)
public class UdpLink {
    private final byte[] message = Payload.of(Payload.SMALL);

    @Benchmark
    public int sockit(TwoHosts hosts) throws IOException {
        hosts.sendThere(message);
        hosts.receiveThere(message);
        hosts.sendBack(message);
        return hosts.receiveBack(message);
    }

    @Benchmark
    public int loopback(SockitUdp udp) throws IOException {
        udp.send(udp.near(), message);
        udp.receive(udp.far(), message);
        udp.send(udp.far(), message);
        return udp.receive(udp.near(), message);
    }
}
