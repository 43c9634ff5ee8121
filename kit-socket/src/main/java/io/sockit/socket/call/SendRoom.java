package io.sockit.socket.call;

import static io.sockit.api.PollFd.POLLOUT;

import io.sockit.socket.strand.Fields;
import io.sockit.socket.strand.Watched;
import io.sockit.spi.WaitingOps;
import io.sockit.spi.packet.Charge;
import io.sockit.spi.packet.Packet;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;

/// so_snd of a message socket: counts what its packets pin until they have left the host or are
/// received.
///
/// The strand charges, and gives back what is released on it, in a plain counter that it publishes
/// with release stores; other threads give back in an atomic one. A waiting writer has found no
/// room, so the counter was at the limit: only a release from above half of the limit looks for
/// writers. On the strand the look comes after the strand is left, elsewhere behind a full fence.
class SendRoom implements Charge {
    private static final VarHandle CHARGED =
            Fields.handle(MethodHandles.lookup(), "charged", long.class);
    private static final VarHandle RETURNED =
            Fields.handle(MethodHandles.lookup(), "returned", long.class);

    private final Socket socket;
    private long charged; // by the strand
    private volatile long returned; // by other threads

    SendRoom(Socket socket) {
        this.socket = socket;
    }

    final long charged() {
        long back = returned; // first: never less than nothing
        return Math.max(0, (long) CHARGED.getAcquire(this) - back);
    }

    /// Charges a message until it is uncharged or released. On the strand.
    final void charge(Packet message) {
        int bytes = message.chargedBytes();
        CHARGED.setRelease(this, charged + bytes);
        message.charge(this, bytes);
    }

    @Override
    public boolean untilReceived() {
        return socket.ops() instanceof WaitingOps;
    }

    @Override
    public void uncharge(int bytes) {
        long before;
        if (socket.strand.inside()) {
            before = charged;
            CHARGED.setRelease(this, before - bytes);
        } else {
            RETURNED.getAndAdd(this, (long) bytes);
            before = (long) CHARGED.getAcquire(this);
        }
        if (before >= socket.sendLimit >> 1) {
            tell();
        }
    }

    /// After the counter has changed. Taken out by kit-stress.
    void tell() {
        Watched.raiseSoon(socket, POLLOUT);
    }
}
