package io.sockit.bench;

import io.sockit.api.ErrnoException;
import io.sockit.api.Host;
import io.sockit.api.Network;
import io.sockit.api.Process;

import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.TearDown;

/// Two sockets of a host that are connected to each other, non-blocking unless it is changed.
@SuppressWarnings("NullAway.Init") // JMH calls the set-up first
public abstract class SockitEnds {
    private Network network;
    private Process process;
    private int near;
    private int far;

    /// @return the two descriptors
    abstract int[] connected(Process made) throws ErrnoException;

    @Setup
    public final void open() throws ErrnoException {
        network = Network.create(1);
        Host host = network.host("bench").device("lo", "loopback:").start();
        process = host.process();
        int[] ends = connected(process);
        near = ends[0];
        far = ends[1];
        blocking(false);
    }

    @TearDown
    public final void close() {
        network.close();
    }

    final void blocking(boolean on) throws ErrnoException {
        process.nonBlocking(near, !on);
        process.nonBlocking(far, !on);
    }

    final Process process() {
        return process;
    }

    final int near() {
        return near;
    }

    final int far() {
        return far;
    }

    /// Sends the array at once: as one message, or as bytes that there is room for.
    final void send(int fd, byte[] message) throws ErrnoException {
        while (process.send(fd, message, 0, message.length, 0) == Process.WOULD_BLOCK) {
            Thread.onSpinWait();
        }
    }

    /// Receives what is there, spinning where the socket does not block.
    final int receive(int fd, byte[] target) throws ErrnoException {
        int n;
        while ((n = process.recv(fd, target, 0, target.length, 0)) == Process.WOULD_BLOCK) {
            Thread.onSpinWait();
        }
        return n;
    }

    /// A message there and back.
    final int pingPong(byte[] message) throws ErrnoException {
        send(near, message);
        receive(far, message);
        send(far, message);
        return receive(near, message);
    }

    /// Sends back what the far end receives, if there is something.
    final void echo(byte[] buffer) throws ErrnoException {
        int n = process.recv(far, buffer, 0, buffer.length, 0);
        if (n == Process.WOULD_BLOCK) {
            Thread.onSpinWait();
        } else {
            send(far, buffer);
        }
    }
}
