package io.sockit.socket.call;

import io.sockit.socket.strand.Watched;
import io.sockit.spi.Poke;
import io.sockit.spi.packet.Charge;
import io.sockit.spi.packet.Packet;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;

/// so_snd of a message socket: counts what its packets pin until they have left the host or are
/// received. Any thread.
class SendBuffer implements Charge {
    private static final VarHandle CHARGED;

    static {
        try {
            CHARGED = MethodHandles.lookup().findVarHandle(SendBuffer.class, "charged", long.class);
        } catch (ReflectiveOperationException e) {
            throw new ExceptionInInitializerError(e);
        }
    }

    private final Watched file;
    private final Poke poke;
    private final int wakeBit;
    private volatile long charged;
    private volatile int limit;

    /// @param poke has the writers woken, by `wakeBit`: packets may be let go on another strand
    SendBuffer(Watched file, int limit, Poke poke, int wakeBit) {
        this.file = file;
        this.limit = limit;
        this.poke = poke;
        this.wakeBit = wakeBit;
    }

    int limit() {
        return limit;
    }

    void limit(int bytes) {
        limit = bytes;
    }

    long charged() {
        return charged;
    }

    /// Whether one more message may be sent. It may be larger than the room that is left.
    boolean hasRoom() {
        return charged < limit;
    }

    /// Charges a message until it is uncharged or released.
    void charge(Packet message) {
        int bytes = message.chargedBytes();
        CHARGED.getAndAdd(this, (long) bytes);
        message.charge(this, bytes);
    }

    @Override
    public void uncharge(int bytes) {
        lower(bytes);
        if (awaited() && hasRoom()) {
            poke.poke(wakeBit);
        }
    }

    void lower(int bytes) {
        CHARGED.getAndAdd(this, (long) -bytes);
    }

    /// After there is more room: whether somebody waits for it. Taken out by kit-stress.
    boolean awaited() {
        return file.hasWatches();
    }
}
