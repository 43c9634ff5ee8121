package io.sockit.bench;

import io.sockit.api.Clock;
import io.sockit.api.ErrnoException;
import io.sockit.api.Host;
import io.sockit.api.Network;
import io.sockit.api.Process;
import io.sockit.api.Sock;
import io.sockit.api.VirtualClock;
import io.sockit.inet.Inet;
import io.sockit.inet.SockaddrIn;

import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.OperationsPerInvocation;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;

import java.time.Duration;

/// 64 bytes between programs of many hosts in virtual time, a message each millisecond in each
/// pair:
/// what a message costs must not depend much on how many hosts are busy.
@State(Scope.Thread)
public class VirtualHosts {
    private static final int MESSAGES = 1000;

    @Param({"2", "1000"})
    public int hosts;

    private final VirtualClock clock = Clock.virtual();
    private final Network network = Network.create(clock, 7);

    @Setup
    public void setUp() throws ErrnoException {
        for (int i = 0; i < hosts; i++) {
            boolean first = i % 2 == 0;
            String own = first ? "10.0.0.1" : "10.0.0.2";
            Host host =
                    network.host("h" + i)
                            .device("eth0", "link:w" + i / 2 + "?delay=1ms")
                            .address("eth0", own + "/24")
                            .start();
            SockaddrIn peer = SockaddrIn.parse(first ? "10.0.0.2:7" : "10.0.0.1:7");
            SockaddrIn at = SockaddrIn.parse(own + ":7");
            host.process().startVirtual("p" + i, process -> exchange(process, at, peer, first));
        }
        clock.advance(Duration.ofSeconds(1));
    }

    private static void exchange(Process process, SockaddrIn at, SockaddrIn peer, boolean begins)
            throws ErrnoException {
        byte[] message = Payload.of(Payload.SMALL);
        int fd = process.socket(Inet.AF_INET, Sock.SOCK_DGRAM, 0);
        process.bind(fd, at);
        process.connect(fd, peer);
        if (begins) {
            process.send(fd, message, 0, message.length, 0);
        }
        while (true) {
            process.recv(fd, message, 0, message.length, 0);
            process.send(fd, message, 0, message.length, 0);
        }
    }

    @Benchmark
    @OperationsPerInvocation(MESSAGES)
    public void message() {
        clock.advance(Duration.ofMillis(2L * MESSAGES / hosts));
    }

    @TearDown
    public void tearDown() {
        network.close();
    }
}
