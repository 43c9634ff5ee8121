package io.sockit.socket.device;

import io.sockit.spi.DevicePort;
import io.sockit.spi.packet.Packet;

import org.jspecify.annotations.Nullable;

/// A port's end of a wire.
record CableEnd(Wires wires, Cable cable, int side, Port port) implements DevicePort.Wire {
    @Override
    public void carry(Packet frame, long deliverAtNanos) {
        Port across = cable.across(side);
        if (across == null || port.closed()) {
            port.owner().lose(frame, port.reasons().noCarrier);
            return;
        }
        if (!port.mayKeepMore()) {
            port.owner().lose(frame, port.reasons().noMemory);
            return;
        }
        frame.uncharge(); // it leaves the host
        frame.timestamp(deliverAtNanos);
        if (!across.arrive(frame)) {
            port.owner().lose(frame, port.reasons().wireFull);
        }
    }

    /// The port at the other end, or null.
    @Nullable Port across() {
        return cable.across(side);
    }

    /// Gives the end up. Any thread.
    void leave() {
        wires.leave(cable, side, port);
    }
}
