package io.sockit.unix;

import io.sockit.spi.StreamBuffers;
import io.sockit.spi.packet.Packet;
import io.sockit.spi.packet.PacketPool;

/// One direction of a connection: bytes go from the sender's so_snd to the receiver's so_rcv by
/// reference, as far as there is room; the others stay until the receiver has read. Nothing is lost
/// between the two, so both count the same positions. On the strand.
final class UnixFlow {
    private final UnixStream from;
    private final UnixStream to;
    private final PacketPool pool;
    private boolean finishing;
    private boolean over;

    UnixFlow(UnixStream from, UnixStream to, PacketPool pool) {
        this.from = from;
        this.to = to;
        this.pool = pool;
    }

    /// Moves what the receiver has room for.
    void move() {
        StreamBuffers source = from.socket.stream();
        StreamBuffers target = to.socket.stream();
        while (!over && source.sendStart() < source.sendEnd()) {
            long at = source.sendStart();
            int n = (int) Math.min(source.sendEnd() - at, target.room());
            if (n == 0) {
                // Once half of it is read, so that the rest does not follow byte by byte.
                target.updateAt(at - (at - target.receiveStart()) / 2);
                return;
            }
            Packet data = pool.take();
            source.slice(at, n, data);
            if (!target.receive(data)) {
                data.release();
                stop();
                return;
            }
            source.acknowledge(at + n);
        }
        if (finishing && !over) {
            end();
            to.socket.soState().cantRcvMore();
        }
    }

    /// Marks the last byte that was written as urgent.
    void urgent() {
        to.socket.stream().urgent(from.socket.stream().sendEnd());
    }

    /// The sender writes no more; what is unsent still arrives.
    ///
    /// @return whether it has
    boolean finish() {
        finishing = true;
        move();
        return over;
    }

    /// The receiver reads no more.
    void stop() {
        if (!over) {
            end();
            from.socket.soState().cantSendMore();
        }
    }

    /// Ends it at once: what is unsent is dropped.
    void end() {
        over = true;
        from.socket.stream().acknowledge(from.socket.stream().sendEnd());
        from.sent();
    }

    /// Whether something was written that the receiver has not read.
    boolean unread() {
        StreamBuffers target = to.socket.stream();
        return target.receiveStart() < target.receiveEnd()
                || from.socket.stream().sendStart() < from.socket.stream().sendEnd();
    }
}
