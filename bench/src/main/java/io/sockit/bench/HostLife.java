package io.sockit.bench;

import io.sockit.api.ErrnoException;
import io.sockit.api.Host;
import io.sockit.api.Network;
import io.sockit.api.Process;
import io.sockit.api.Sock;
import io.sockit.inet.Inet;

import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.State;

/// The whole life of a host with the Internet families, UDP and a loopback device: started, one
/// socket opened, stopped.
@State(Scope.Thread)
public class HostLife {
    @Benchmark
    public int sockit() throws ErrnoException {
        try (Network network = Network.create(1);
                Host host = network.host("bench").device("lo", "loopback:").start();
                Process process = host.process()) {
            return process.socket(Inet.AF_INET, Sock.SOCK_DGRAM, 0);
        }
    }
}
