package io.sockit.bench;

import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.channels.DatagramChannel;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;

/// A non-blocking UDP socket of the operating system, connected to one that neither reads nor
/// sends.
@State(Scope.Benchmark)
@SuppressWarnings("NullAway.Init") // JMH calls the set-up first
public class KernelDeadEnd {
    private DatagramChannel channel;
    private DatagramChannel sink;
    private Selector selector;

    @Setup
    public void open() throws IOException {
        InetAddress localhost = InetAddress.getByAddress(new byte[] {127, 0, 0, 1});
        sink = DatagramChannel.open().bind(new InetSocketAddress(localhost, 0));
        channel = DatagramChannel.open().connect(sink.getLocalAddress());
        channel.configureBlocking(false);
        selector = Selector.open();
        channel.register(selector, SelectionKey.OP_WRITE);
    }

    @TearDown
    public void close() throws IOException {
        selector.close();
        channel.close();
        sink.close();
    }

    DatagramChannel channel() {
        return channel;
    }

    /// Looks once which channels can be written.
    int ready() throws IOException {
        selector.selectedKeys().clear();
        return selector.selectNow();
    }
}
