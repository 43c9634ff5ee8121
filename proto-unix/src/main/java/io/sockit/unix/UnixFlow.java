package io.sockit.unix;

import io.sockit.api.ErrnoException;
import io.sockit.spi.CallContext;
import io.sockit.spi.StreamBuffers;
import io.sockit.spi.packet.Packet;
import io.sockit.spi.packet.PacketPool;

import org.jspecify.annotations.Nullable;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Objects;

/// One direction of a connection. The kit puts what is written into the receiver's so_rcv as long
/// as there is room and nothing is to be told of it; what has to wait in the sender's so_snd goes
/// there by reference when the receiver has read. Nothing is lost between the two, so both count
/// the same positions.
///
/// What bytes bring along is noted by their position ([Mark]). Packets do not go beyond a mark; the
/// first one behind it has the files, and all have the credentials. On the strand.
final class UnixFlow {
    private final UnixStream from;
    private final UnixStream to;
    private final PacketPool pool;
    private boolean finishing;
    private boolean over;

    /// Whether bytes that are written may bring something along. Found out at the first write, when
    /// the receiver may not be accepted yet.
    private boolean tells = true;

    private long begin; // of the bytes that are being written, if it tells
    private @Nullable UnixRights next; // what they bring
    private @Nullable Deque<Mark> marks; // made for the first
    private @Nullable Mark current; // of the bytes that are moved next
    private @Nullable Ucred told; // with the last packet

    UnixFlow(UnixStream from, UnixStream to, PacketPool pool) {
        this.from = from;
        this.to = to;
        this.pool = pool;
    }

    /// What the bytes of one write bring along.
    ///
    /// @param at position of the first
    private record Mark(long at, @Nullable UnixRights rights, @Nullable Ucred cred) {}

    /// From now on the writer's credentials may be asked for.
    void tell() {
        tells(true);
    }

    /// Where writes are to be noted, the kit moves no bytes by itself.
    private void tells(boolean on) {
        tells = on;
        from.socket.stream().sendsTo(on || over ? null : to.socket.stream());
    }

    /// Before bytes are written.
    void begin() {
        if (tells) {
            begin = from.socket.stream().sendEnd();
        }
    }

    /// The next bytes bring this along. Takes it over, if it does not throw.
    void attach(UnixRights rights, CallContext call) throws ErrnoException {
        from.names.collector.admit(rights, call);
        tell();
        begin();
        next = rights;
    }

    /// Bytes were written: notes what they bring, and that later ones bring something else.
    void written(CallContext call) {
        if (!tells || begin == from.socket.stream().sendEnd()) {
            return;
        }
        UnixRights passing = UnixRights.passing(next);
        Ucred cred = from.cred(to, next, call);
        next = null;
        if (cred == null && to.waits()) {
            cred = Ucred.of(call); // Linux: it may ask once it is accepted
        }
        if (passing != null) {
            from.names.collector.enter(passing, to);
            to.socket.stream().controlled();
        } else if (cred == null && told == null && from.socket.stream().sendStart() == begin) {
            tells(false);
            current = null;
            return;
        }
        Deque<Mark> mine = marks;
        if (mine == null) {
            mine = new ArrayDeque<>();
            marks = mine;
        }
        mine.add(new Mark(begin, passing, cred));
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
            if (tells) {
                n = fill(data, at, n);
            } else {
                source.slice(at, n, data);
            }
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

    /// Fills a packet up to the next mark, with what its bytes bring along.
    ///
    /// @return bytes in it, at most `most`
    private int fill(Packet data, long at, int most) {
        Deque<Mark> mine = marks;
        Mark here = mine == null ? null : mine.peek();
        if (mine != null && here != null && here.at <= at) {
            current = mine.remove();
        }
        Mark behind = mine == null ? null : mine.peek();
        int n = behind == null ? most : (int) Math.min(most, behind.at - at);
        from.socket.stream().slice(at, n, data);
        here = current;
        if (here != null) {
            if (here.cred != null) {
                UnixHeader.put(data, SockaddrUn.UNNAMED, here.cred);
            }
            data.mark(Objects.equals(here.cred, told) ? 0 : 1);
            told = here.cred;
            if (here.rights != null && here.at == at) {
                data.attach(here.rights);
                current = new Mark(at, null, here.cred);
            }
        }
        return n;
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
        from.socket.stream().sendsTo(null);
        from.socket.stream().acknowledge(from.socket.stream().sendEnd());
        Deque<Mark> mine = marks;
        while (mine != null && !mine.isEmpty()) {
            UnixRights rights = mine.remove().rights;
            if (rights != null) {
                rights.drop();
            }
        }
        from.sent();
    }

    /// Whether something was written that the receiver has not read.
    boolean unread() {
        StreamBuffers target = to.socket.stream();
        return target.receiveStart() < target.receiveEnd()
                || from.socket.stream().sendStart() < from.socket.stream().sendEnd();
    }
}
