package io.sockit.examples.ring;

import io.sockit.spi.Socket;
import io.sockit.spi.StreamReceive;
import io.sockit.spi.StreamSend;
import io.sockit.spi.packet.Packet;
import io.sockit.spi.packet.PacketPool;

/// One direction of a connection: bytes go from the sender's so_snd to the receiver's so_rcv by
/// reference, as far as there is room; the others stay until the receiver has read. Nothing is lost
/// between the two, so both count the same positions. On the strand.
final class RingFlow {
    private final Socket from;
    private final Socket to;
    private final StreamSend source;
    private final StreamReceive target;
    private final PacketPool pool;
    private boolean finishing;
    private boolean over;

    RingFlow(Socket from, Socket to, PacketPool pool) {
        this.from = from;
        this.to = to;
        this.source = from.stream();
        this.target = to.stream();
        this.pool = pool;
    }

    /// Moves what the receiver has room for.
    void move() {
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
            to.soState().cantRcvMore();
        }
    }

    /// Marks the last byte that was written as urgent.
    void urgent() {
        target.urgent(source.sendEnd());
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
            from.soState().cantSendMore();
        }
    }

    /// Ends it at once: what is unsent is dropped, and a sender that is closed is over.
    void end() {
        over = true;
        source.acknowledge(source.sendEnd());
        from.soState().ended();
    }

    /// Whether something was written that the receiver has not read.
    boolean unread() {
        return target.receiveStart() < target.receiveEnd() || source.sendStart() < source.sendEnd();
    }
}
