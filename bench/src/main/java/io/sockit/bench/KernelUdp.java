package io.sockit.bench;

import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.DatagramChannel;

/// Two UDP sockets of the operating system over its loopback, connected to each other. Buffers are
/// direct, which is what suits them best.
@State(Scope.Benchmark)
@SuppressWarnings("NullAway.Init") // JMH calls the set-up first
public class KernelUdp {
    private DatagramChannel near;
    private DatagramChannel far;

    @Setup
    public void open() throws IOException {
        near = bound();
        far = bound();
        near.connect(far.getLocalAddress());
        far.connect(near.getLocalAddress());
        blocking(false);
    }

    private static DatagramChannel bound() throws IOException {
        InetAddress localhost = InetAddress.getByAddress(new byte[] {127, 0, 0, 1});
        return DatagramChannel.open().bind(new InetSocketAddress(localhost, 0));
    }

    @TearDown
    public void close() throws IOException {
        near.close();
        far.close();
    }

    void blocking(boolean on) throws IOException {
        near.configureBlocking(on);
        far.configureBlocking(on);
    }

    DatagramChannel near() {
        return near;
    }

    DatagramChannel far() {
        return far;
    }

    /// Sends all of the buffer as one datagram.
    static void send(DatagramChannel channel, ByteBuffer buffer) throws IOException {
        buffer.clear();
        while (channel.write(buffer) == 0) {
            Thread.onSpinWait();
        }
    }

    /// Receives one datagram, spinning where the channel does not block.
    static int receive(DatagramChannel channel, ByteBuffer buffer) throws IOException {
        buffer.clear();
        int n;
        while ((n = channel.read(buffer)) == 0) {
            Thread.onSpinWait();
        }
        return n;
    }

    /// Sends back what the far end receives, if there is something.
    void echo(ByteBuffer buffer) throws IOException {
        buffer.clear();
        if (far.read(buffer) == 0) {
            Thread.onSpinWait();
        } else {
            send(far, buffer);
        }
    }
}
