package io.sockit.bench;

import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.Pipe;

/// Two pipes of java.nio, one a direction, non-blocking to read.
@State(Scope.Benchmark)
@SuppressWarnings("NullAway.Init") // JMH calls the set-up first
public class PipePair {
    private Pipe there;
    private Pipe back;

    @Setup
    public void open() throws IOException {
        there = Pipe.open();
        back = Pipe.open();
        there.source().configureBlocking(false);
        back.source().configureBlocking(false);
    }

    @TearDown
    public void close() throws IOException {
        for (Pipe pipe : new Pipe[] {there, back}) {
            pipe.sink().close();
            pipe.source().close();
        }
    }

    /// One message there and back, through a direct buffer.
    int pingPong(ByteBuffer buffer) throws IOException {
        pass(there, buffer);
        return pass(back, buffer);
    }

    private static int pass(Pipe pipe, ByteBuffer buffer) throws IOException {
        buffer.clear();
        pipe.sink().write(buffer);
        buffer.clear();
        while (buffer.hasRemaining()) {
            pipe.source().read(buffer);
        }
        return buffer.position();
    }
}
