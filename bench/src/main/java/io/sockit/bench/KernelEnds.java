package io.sockit.bench;

import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.TearDown;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.ByteChannel;
import java.nio.channels.SelectableChannel;
import java.util.List;

/// Two sockets of the operating system that are connected to each other, non-blocking unless it is
/// changed. Buffers are direct, which is what suits them best.
///
/// @param <C> what they are in java.nio
@SuppressWarnings("NullAway.Init") // JMH calls the set-up first
public abstract class KernelEnds<C extends SelectableChannel & ByteChannel> {
    private C near;
    private C far;

    /// @return the two channels
    abstract List<C> connected() throws IOException;

    @Setup
    public final void open() throws IOException {
        List<C> ends = connected();
        near = ends.getFirst();
        far = ends.getLast();
        blocking(false);
    }

    @TearDown
    public final void close() throws IOException {
        near.close();
        far.close();
    }

    final void blocking(boolean on) throws IOException {
        near.configureBlocking(on);
        far.configureBlocking(on);
    }

    final C near() {
        return near;
    }

    final C far() {
        return far;
    }

    /// Sends the buffer at once: as one message, or as bytes that there is room for.
    static void send(ByteChannel channel, ByteBuffer buffer) throws IOException {
        buffer.clear();
        while (channel.write(buffer) == 0) {
            Thread.onSpinWait();
        }
    }

    /// Receives what is there, spinning where the channel does not block.
    static int receive(ByteChannel channel, ByteBuffer buffer) throws IOException {
        buffer.clear();
        int n;
        while ((n = channel.read(buffer)) == 0) {
            Thread.onSpinWait();
        }
        return n;
    }

    /// A message there and back.
    final int pingPong(ByteBuffer message) throws IOException {
        send(near, message);
        receive(far, message);
        send(far, message);
        return receive(near, message);
    }

    /// Sends back what the far end receives, if there is something.
    final void echo(ByteBuffer buffer) throws IOException {
        buffer.clear();
        if (far.read(buffer) == 0) {
            Thread.onSpinWait();
        } else {
            send(far, buffer);
        }
    }
}
