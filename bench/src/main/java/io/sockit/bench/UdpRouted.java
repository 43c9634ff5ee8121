package io.sockit.bench;

import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.State;

import java.io.IOException;

/// 64 bytes there and back between two hosts through a router, which forwards two packets, beside
/// the same over one link. What is more than that is two hops.
@State(Scope.Thread)
public class UdpRouted {
    private final byte[] message = Payload.of(Payload.SMALL);

    @Benchmark
    public int sockit(TwoHosts.Routed hosts) throws IOException {
        return pingPong(hosts);
    }

    @Benchmark
    public int direct(TwoHosts hosts) throws IOException {
        return pingPong(hosts);
    }

    private int pingPong(TwoHosts hosts) throws IOException {
        hosts.sendThere(message);
        hosts.receiveThere(message);
        hosts.sendBack(message);
        return hosts.receiveBack(message);
    }
}
