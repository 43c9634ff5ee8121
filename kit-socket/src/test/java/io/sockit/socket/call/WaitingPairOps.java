package io.sockit.socket.call;

import io.sockit.api.Errno;
import io.sockit.api.ErrnoException;
import io.sockit.api.Sockaddr;
import io.sockit.spi.CallContext;
import io.sockit.spi.Socket;
import io.sockit.spi.WaitingOps;
import io.sockit.spi.packet.Packet;

import java.util.ArrayList;
import java.util.List;

/// The test family's protocol, whose messages wait with the sender while [#LIMIT] are unread.
final class WaitingPairOps extends PairOps implements WaitingOps {
    static final int LIMIT = 2;

    private final PairFamily family;
    private final List<PairOps> senders = new ArrayList<>();

    WaitingPairOps(PairFamily family, Socket socket) {
        super(family, socket);
        this.family = family;
    }

    @Override
    public void send(Packet payload, Sockaddr to, CallContext call) throws ErrnoException {
        PairOps receiver = family.bound.get(((PairName) to).number());
        if (receiver instanceof WaitingPairOps full && full.isFull()) {
            payload.release();
            full.senders.add(this);
            full.socket.soRcv().tellBelow(LIMIT);
            socket.soState().sendRoom(false);
            throw new ErrnoException(Errno.EAGAIN, "send", "full");
        }
        super.send(payload, to, call);
    }

    private boolean isFull() {
        return socket.soRcv().length() >= LIMIT;
    }

    @Override
    public void taken() {
        senders.forEach(sender -> sender.socket.soState().sendRoom(true));
        senders.clear();
    }
}
