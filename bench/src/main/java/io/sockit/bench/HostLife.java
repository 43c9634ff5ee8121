package io.sockit.bench;

import io.sockit.api.ErrnoException;
import io.sockit.api.Host;
import io.sockit.api.Network;
import io.sockit.api.Process;
import io.sockit.api.Sock;
import io.sockit.inet.Inet;

import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;

/// The whole life of a warm host with the Internet families, UDP and a loopback device: started,
/// one socket opened, stopped.
@State(Scope.Thread)
public class HostLife {
    private static final int WARM = 500;

    /// What starts a host is much code that runs once a host: it takes many until it is compiled.
    @Setup
    public void warmUp() throws ErrnoException {
        for (int i = 0; i < WARM; i++) {
            sockit();
        }
    }

    @Benchmark
    public int sockit() throws ErrnoException {
        try (Network network = Network.create(1);
                Host host = network.host("bench").device("lo", "loopback:").start();
                Process process = host.process()) {
            return process.socket(Inet.AF_INET, Sock.SOCK_DGRAM, 0);
        }
    }
}
