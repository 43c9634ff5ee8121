package io.sockit.unix;

import io.sockit.api.Errno;
import io.sockit.spi.AcceptQueue;
import io.sockit.spi.Poke;
import io.sockit.spi.Socket;

import java.util.ArrayDeque;
import java.util.Queue;

/// Where sockets connect to: the queue of connections to be accepted (so_q), and in front of it the
/// sockets that wait until it has room (so_q0). On the strand.
final class UnixListener<T extends UnixConnection<T>> {
    final Queue<T> waiting = new ArrayDeque<>();
    private final AcceptQueue queue;
    private final T owner;
    private final Poke room;

    UnixListener(AcceptQueue queue, T owner) {
        this.queue = queue;
        this.owner = owner;
        this.room = owner.names.strand.poke(bits -> admit());
    }

    /// Whether one more has to wait: earlier ones come first.
    boolean full() {
        return queue.full() || !waiting.isEmpty();
    }

    /// Connects a socket with a new one, which waits to be accepted.
    ///
    /// @return false where the host has no memory for it
    boolean connect(T client) {
        Socket made = queue.spawn(socket -> client.mate(socket, owner, this));
        if (made != null) {
            made.soState().connected();
        }
        return made != null;
    }

    /// Whether a socket that was made here still waits to be accepted.
    boolean holds(Socket made) {
        return queue.holds(made);
    }

    T owner() {
        return owner;
    }

    void await(T client) {
        waiting.add(client);
        queue.whenRoom(room);
    }

    /// Connects those that wait, as far as there is room.
    private void admit() {
        while (!waiting.isEmpty() && !queue.full()) {
            T client = waiting.remove();
            client.waited(connect(client) ? null : Errno.ENOBUFS);
        }
        if (!waiting.isEmpty()) {
            queue.whenRoom(room);
        }
    }

    void close() {
        while (!waiting.isEmpty()) {
            waiting.remove().waited(Errno.ECONNREFUSED);
        }
    }
}
