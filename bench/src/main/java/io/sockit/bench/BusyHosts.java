package io.sockit.bench;

import io.sockit.api.Clock;
import io.sockit.api.ErrnoException;
import io.sockit.api.Host;
import io.sockit.api.Network;
import io.sockit.api.Process;
import io.sockit.api.Sock;
import io.sockit.api.Sockaddr;
import io.sockit.api.VirtualClock;
import io.sockit.inet.Inet;
import io.sockit.inet.SockaddrIn;

import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.OperationsPerInvocation;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;

import java.time.Duration;

/// A message of 64 bytes over a link of a millisecond in virtual time: between the two hosts of a
/// network, and in a network of a thousand hosts, all of them as busy.
@State(Scope.Thread)
public class BusyHosts {
    private static final int MESSAGES = 1000;

    @Benchmark
    @OperationsPerInvocation(MESSAGES)
    public void thousand(Thousand hosts) {
        hosts.exchange();
    }

    @Benchmark
    @OperationsPerInvocation(MESSAGES)
    public void two(Two hosts) {
        hosts.exchange();
    }

    /// Five hundred pairs of hosts.
    @State(Scope.Benchmark)
    public static class Thousand extends Pairs {
        public Thousand() {
            super(500);
        }
    }

    /// One pair of hosts.
    @State(Scope.Benchmark)
    public static class Two extends Pairs {
        public Two() {
            super(1);
        }
    }

    /// Pairs of hosts whose programs send one message back and forth.
    @State(Scope.Benchmark)
    @SuppressWarnings("NullAway.Init") // JMH calls the set-up first
    public abstract static class Pairs {
        private final int pairs;
        private final VirtualClock clock = Clock.virtual();
        private Network network;

        Pairs(int pairs) {
            this.pairs = pairs;
        }

        @Setup
        public void start() throws ErrnoException {
            network = Network.create(clock, 1);
            for (int i = 0; i < pairs; i++) {
                start(i, 1);
                start(i, 2);
            }
        }

        private void start(int pair, int end) throws ErrnoException {
            Host host =
                    network.host("h" + pair + "-" + end)
                            .device("eth0", "link:w" + pair + "?delay=1ms")
                            .address("eth0", "10.0.0." + end + "/24")
                            .start();
            Process process = host.process();
            int fd = process.socket(Inet.AF_INET, Sock.SOCK_DGRAM, 0);
            process.bind(fd, address(end));
            process.connect(fd, address(3 - end));
            process.startVirtual("exchange", own -> exchange(own, fd, end == 1));
        }

        private static Sockaddr address(int end) {
            return SockaddrIn.parse("10.0.0." + end + ":7");
        }

        private static void exchange(Process own, int fd, boolean begins) throws ErrnoException {
            byte[] message = Payload.of(Payload.SMALL);
            if (begins) {
                own.send(fd, message, 0, message.length, 0);
            }
            while (true) {
                own.recv(fd, message, 0, message.length, 0);
                own.send(fd, message, 0, message.length, 0);
            }
        }

        /// Lets the time of one measurement's messages pass: each pair sends one a millisecond.
        void exchange() {
            clock.advance(Duration.ofMillis(MESSAGES / pairs));
        }

        @TearDown
        public void stop() {
            network.close();
        }
    }
}
