package io.sockit.bench;

import io.sockit.api.ErrnoException;
import io.sockit.api.Host;
import io.sockit.api.Network;
import io.sockit.api.Process;
import io.sockit.api.Sock;
import io.sockit.inet.Inet;

import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;

/// Two UDP sockets of a host over its loopback, connected to each other.
@State(Scope.Benchmark)
@SuppressWarnings("NullAway.Init") // JMH calls the set-up first
public class SockitUdp {
    private Network network;
    private Process process;
    private int near;
    private int far;

    @Setup
    public void open() throws ErrnoException {
        network = Network.create(1);
        Host host = network.host("bench").device("lo", "loopback:").start();
        process = host.process();
        near = bound();
        far = bound();
        process.connect(near, process.getsockname(far));
        process.connect(far, process.getsockname(near));
        blocking(false);
    }

    private int bound() throws ErrnoException {
        int fd = process.socket(Inet.AF_INET, Sock.SOCK_DGRAM, 0);
        process.bind(fd, Inet.inaddrLoopback(0));
        return fd;
    }

    @TearDown
    public void close() {
        network.close();
    }

    void blocking(boolean on) throws ErrnoException {
        process.nonBlocking(near, !on);
        process.nonBlocking(far, !on);
    }

    Process process() {
        return process;
    }

    int near() {
        return near;
    }

    int far() {
        return far;
    }

    /// Sends all of the array as one datagram.
    void send(int fd, byte[] message) throws ErrnoException {
        while (process.send(fd, message, 0, message.length, 0) == Process.WOULD_BLOCK) {
            Thread.onSpinWait();
        }
    }

    /// Receives one datagram, spinning where the socket does not block.
    int receive(int fd, byte[] target) throws ErrnoException {
        int n;
        while ((n = process.recv(fd, target, 0, target.length, 0)) == Process.WOULD_BLOCK) {
            Thread.onSpinWait();
        }
        return n;
    }

    /// Sends back what the far end receives, if there is something.
    void echo(byte[] buffer) throws ErrnoException {
        int n = process.recv(far, buffer, 0, buffer.length, 0);
        if (n == Process.WOULD_BLOCK) {
            Thread.onSpinWait();
        } else {
            send(far, buffer);
        }
    }
}
