package io.sockit.socket.call;

import static io.sockit.api.PollFd.POLLIN;

import io.sockit.api.Errno;
import io.sockit.spi.AcceptQueue;
import io.sockit.spi.Poke;
import io.sockit.spi.SocketOps;

import org.jspecify.annotations.Nullable;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Function;

/// so_q of one listener, in the order in which connections were completed. On the strand, but for
/// [#length].
final class KitAcceptQueue implements AcceptQueue {
    private final Socket listener;
    private final ArrayDeque<Socket> complete = new ArrayDeque<>();

    /// Spawned, but not connected.
    private final Set<Socket> incomplete = new LinkedHashSet<>();

    private final List<Poke> roomWanted = new ArrayList<>();
    private volatile int length;
    private int limit;
    private boolean closed;

    KitAcceptQueue(Socket listener) {
        this.listener = listener;
    }

    @Override
    public int limit() {
        return limit;
    }

    void limit(int backlog) {
        limit = backlog;
        if (!full()) {
            tellRoom();
        }
    }

    /// Any thread.
    @Override
    public int length() {
        return length;
    }

    @Override
    public @Nullable Socket spawn(Function<io.sockit.spi.Socket, SocketOps> ops) {
        Socket child = closed ? null : listener.registry.child(listener);
        if (child == null) {
            return null;
        }
        child.listener = this;
        incomplete.add(child);
        try {
            child.attach(ops.apply(child));
        } catch (Throwable t) {
            child.fail(t);
            return null;
        }
        return child;
    }

    @Override
    @SuppressWarnings("ReferenceEquality") // identity is meant
    public boolean holds(io.sockit.spi.Socket spawned) {
        return ((Socket) spawned).listener == this;
    }

    @Override
    public void whenRoom(Poke poke) {
        if (closed) {
            poke.poke(1);
        } else {
            roomWanted.add(poke);
        }
    }

    /// A spawned socket is connected: it can be accepted.
    void complete(Socket child) {
        if (incomplete.remove(child)) {
            complete.add(child);
            length = complete.size();
            listener.strand.raise(listener, POLLIN);
        }
    }

    /// The oldest connection, which is the caller's, or null.
    @Nullable Socket take() {
        Socket child = complete.poll();
        if (child != null) {
            length = complete.size();
            child.listener = null;
            tellRoom();
        }
        return child;
    }

    /// A connection is gone before it was accepted.
    void forget(Socket child) {
        if (incomplete.remove(child) || complete.remove(child)) {
            length = complete.size();
            child.listener = null;
            tellRoom();
        }
    }

    private void tellRoom() {
        List<Poke> wanted = List.copyOf(roomWanted);
        roomWanted.clear();
        wanted.forEach(poke -> poke.poke(1));
    }

    /// The listener listens no more: aborts what nobody accepted, in order.
    void close() {
        closed = true;
        List<Socket> left = new ArrayList<>(complete);
        left.addAll(incomplete);
        for (Socket child : left) {
            child.abort(Errno.ECONNRESET);
        }
        complete.clear();
        incomplete.clear();
        length = 0;
        tellRoom();
    }
}
