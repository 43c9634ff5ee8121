package io.sockit.socket.call;

import static io.sockit.api.Msg.MSG_CMSG_CLOEXEC;
import static io.sockit.api.Msg.MSG_CTRUNC;
import static io.sockit.api.Msg.MSG_ERRQUEUE;
import static io.sockit.api.Msg.MSG_TRUNC;

import io.sockit.api.ControlMessages;
import io.sockit.api.ControlType;
import io.sockit.api.ErrnoException;
import io.sockit.api.Message;
import io.sockit.api.Scm;
import io.sockit.socket.strand.HostClock;
import io.sockit.spi.ControlOps;
import io.sockit.spi.ControlSink;
import io.sockit.spi.DatagramOps;
import io.sockit.spi.ErrorOps;
import io.sockit.spi.SocketOps;
import io.sockit.spi.packet.Packet;

import org.jspecify.annotations.Nullable;

/// What a receive tells beside the data: name, flags and control messages. A socket keeps one for
/// the control messages, so nothing is allocated; used by one thread at a time.
final class AncillaryWriter implements ControlSink {
    private static final long NANOS_PER_MICRO = 1000;

    private @Nullable Message into;
    private boolean lost;

    /// @param put how many bytes of the message the caller has
    static void describe(
            Packet message, Socket socket, Message into, int put, int flags, String call)
            throws ErrnoException {
        noControl(into);
        into.name(null)
                .flags((put < message.length() ? MSG_TRUNC : 0) | (flags & MSG_CMSG_CLOEXEC));
        SocketOps ops = socket.ops();
        if (ops == null) {
            return;
        }
        try {
            if ((flags & MSG_ERRQUEUE) != 0) {
                into.flags(into.flags() | MSG_ERRQUEUE);
                describeError(message, socket, ops instanceof ErrorOps mine ? mine : null, into);
            } else if (ops instanceof DatagramOps datagram) {
                into.name(datagram.source(message));
                describeMessage(
                        message, socket, ops instanceof ControlOps mine ? mine : null, into);
            }
        } catch (Throwable t) {
            throw SocketCalls.blame(socket, call, t);
        }
    }

    /// As [#describe], of the first packet that a read of a stream takes from.
    static void describeStream(
            Packet packet, Socket socket, ControlOps ops, Message into, String call)
            throws ErrnoException {
        if (ops.bringsControl()) {
            AncillaryWriter mine = begin(socket, into);
            try {
                ops.control(packet, mine);
            } catch (Throwable t) {
                throw SocketCalls.blame(socket, call, t);
            } finally {
                mine.end(into);
            }
        }
    }

    static void noControl(Message message) {
        if (message.hasControl()) {
            message.control().clear();
        }
    }

    private static void describeMessage(
            Packet message, Socket socket, @Nullable ControlOps capability, Message into) {
        ControlOps ops = capability != null && capability.bringsControl() ? capability : null;
        if (ops == null && !socket.timestamps()) {
            return;
        }
        AncillaryWriter mine = begin(socket, into);
        try {
            mine.stamp(message, socket);
            if (ops != null) {
                ops.control(message, mine);
            }
        } finally {
            mine.end(into);
        }
    }

    private static void describeError(
            Packet error, Socket socket, @Nullable ErrorOps ops, Message into) {
        if (ops == null) {
            return;
        }
        into.name(ops.destination(error));
        AncillaryWriter mine = begin(socket, into);
        try {
            mine.stamp(error, socket);
            ops.error(error, mine);
        } finally {
            mine.end(into);
        }
    }

    private static AncillaryWriter begin(Socket socket, Message into) {
        AncillaryWriter kept = socket.ancillary;
        AncillaryWriter mine = kept == null ? new AncillaryWriter() : kept;
        socket.ancillary = mine;
        mine.into = into;
        mine.lost = false;
        return mine;
    }

    private void end(Message message) {
        if (lost) {
            message.flags(message.flags() | MSG_CTRUNC);
        }
        into = null;
    }

    private void stamp(Packet message, Socket socket) {
        SoOptions options = socket;
        if (options.timestamps()) {
            long arrival = message.timestamp();
            HostClock clock = socket.strand.clock();
            // It may have come before the socket asked: now, as on Linux.
            long wall = clock.wallAt(arrival == 0 ? clock.nanoTime() : arrival);
            if (options.option(SoOptions.TIMESTAMP_NS)) {
                putNumber(Scm.SCM_TIMESTAMPNS, wall);
            } else {
                putNumber(Scm.SCM_TIMESTAMP, wall / NANOS_PER_MICRO);
            }
        }
    }

    /// Where the next one goes, or null where there is no room.
    private @Nullable ControlMessages room() {
        ControlMessages control = into == null ? null : into.control();
        if (control == null || control.size() >= control.room()) {
            lost = true;
            return null;
        }
        return control;
    }

    @Override
    public <T> void put(ControlType<T> type, T value) {
        ControlMessages control = room();
        if (control != null) {
            control.put(type, value);
        }
    }

    @Override
    public void putNumber(ControlType<? extends Number> type, long value) {
        ControlMessages control = room();
        if (control != null) {
            control.putNumber(type, value);
        }
    }
}
