package io.sockit.socket.call;

import io.sockit.api.ControlMessages;
import io.sockit.api.ControlType;
import io.sockit.api.Errno;
import io.sockit.api.ErrnoException;
import io.sockit.api.Msg;
import io.sockit.api.Sockaddr;
import io.sockit.spi.CallContext;
import io.sockit.spi.ControlOps;
import io.sockit.spi.ControlSink;
import io.sockit.spi.ErrorOps;
import io.sockit.spi.Socket;
import io.sockit.spi.packet.Packet;

import org.jspecify.annotations.Nullable;

import java.nio.charset.StandardCharsets;

/// The protocol of the test family with control messages and errors: a colour goes along with a
/// message, and is told with a text where the receiver has a colour of its own.
final class PairControlOps extends PairOps implements ControlOps, ErrorOps {
    static final ControlType<Integer> PAIR_SHADE =
            new ControlType<>(200, 2, "PAIR_SHADE", Integer.class);
    static final ControlType<String> PAIR_NOTE =
            new ControlType<>(200, 3, "PAIR_NOTE", String.class);

    /// Whether received messages bring the two along.
    volatile boolean brings;

    PairControlOps(PairFamily family, Socket socket) {
        super(family, socket);
    }

    @Override
    public int sendFlags() {
        return Msg.MSG_DONTROUTE;
    }

    @Override
    void accept(Packet payload, CallContext call) throws ErrnoException {
        ControlMessages control = call.control();
        for (int i = 0; control != null && i < control.size(); i++) {
            if (!control.type(i).is(PAIR_SHADE)) {
                payload.release();
                throw new ErrnoException(Errno.EINVAL, "send", "control: " + control);
            }
            payload.mark(control.number(i));
        }
    }

    @Override
    public boolean bringsControl() {
        return brings;
    }

    @Override
    public void control(Packet received, ControlSink into) {
        into.putNumber(PAIR_SHADE, received.mark());
        into.put(PAIR_NOTE, "note");
    }

    /// Lets the socket hear of an error about a message to 7.
    ///
    /// @return whether there was room
    boolean fail(Packet packet, String text, @Nullable Errno soError) {
        byte[] data = text.getBytes(StandardCharsets.UTF_8);
        packet.append(data, 0, data.length);
        if (socket.soRcv().appendError(packet, soError)) {
            return true;
        }
        packet.release();
        return false;
    }

    @Override
    public Sockaddr destination(Packet error) {
        return name(7);
    }

    @Override
    public void error(Packet error, ControlSink into) {
        into.put(PAIR_NOTE, "failed");
    }
}
