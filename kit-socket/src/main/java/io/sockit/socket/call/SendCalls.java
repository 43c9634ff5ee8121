package io.sockit.socket.call;

import static io.sockit.api.Msg.MSG_DONTWAIT;
import static io.sockit.api.Msg.MSG_NOSIGNAL;

import io.sockit.api.Errno;
import io.sockit.api.ErrnoException;
import io.sockit.api.Message;
import io.sockit.api.Process;
import io.sockit.api.Sockaddr;
import io.sockit.socket.file.Checks;
import io.sockit.socket.file.Descriptor;
import io.sockit.socket.file.OpenFile;
import io.sockit.socket.file.Waits;
import io.sockit.spi.DatagramOps;
import io.sockit.spi.WaitingOps;
import io.sockit.spi.packet.Packet;

import org.jspecify.annotations.Nullable;

import java.nio.ByteBuffer;

/// The way of a datagram from the caller to its protocol.
///
/// A short one is copied, charged and handed over in one entry into the strand, without an object
/// of the call. Everything else, such as a long message, one with control messages, and a strand
/// that another thread is inside, goes by a [SendCall]. Any thread off the strand.
final class SendCalls {
    static final int SERVED = MSG_DONTWAIT | MSG_NOSIGNAL;

    /// The most that is copied on the strand, in bytes.
    static final int SHORT = 2048;

    private SendCalls() {}

    static int send(
            Descriptor through,
            Socket socket,
            CallFrame frame,
            byte[] data,
            int offset,
            int length,
            @Nullable Sockaddr to,
            String call)
            throws ErrnoException {
        Checks.range(data, offset, length, call);
        Streams streams = socket.streams;
        if (streams != null) {
            return StreamSends.send(
                    through, socket, streams, frame, data, offset, length, to, null, call);
        }
        DatagramOps ops = SocketCalls.datagram(socket, call);
        checkFlags(socket, ops, frame.flags(), call);
        checkLength(socket, ops, length, call);
        if (length <= SHORT && isClear(socket) && socket.strand.enter()) {
            try {
                if (isClear(socket) && socket.hasSendRoom()) {
                    transmit(socket, ops, frame, data, offset, length, to, call);
                    return length;
                }
            } catch (ErrnoException e) {
                if (!isRefusal(socket, e)) {
                    throw e;
                }
                if (!ReceiveCalls.waits(through, frame.flags())) {
                    return Process.WOULD_BLOCK;
                }
            } finally {
                socket.strand.leave();
            }
        }
        SendCall slow = SendCall.of(socket, frame, to, call);
        try {
            while (admit(socket, slow, through)) {
                int turn = socket.sendTurn;
                try {
                    slow.transmit(data, offset, length);
                    return length;
                } catch (ErrnoException e) {
                    if (!triesAgain(socket, slow, through, turn, e)) {
                        break;
                    }
                }
            }
            return Process.WOULD_BLOCK;
        } finally {
            slow.end();
        }
    }

    static int send(
            Descriptor through, Socket socket, CallFrame frame, Message message, String call)
            throws ErrnoException {
        ByteBuffer[] buffers = Checks.given(message, "message", call).buffers();
        return send(through, socket, frame, buffers, message, call);
    }

    /// Sends what lies in buffers.
    ///
    /// @param message with more than that, or null
    static int send(
            Descriptor through,
            Socket socket,
            CallFrame frame,
            ByteBuffer[] buffers,
            @Nullable Message message,
            String call)
            throws ErrnoException {
        Sockaddr to = message == null ? null : message.name();
        SendCall mine = SendCall.of(socket, frame, to, call);
        try {
            long length = mine.measure(buffers);
            if (message != null) {
                mine.take(message);
            }
            Streams streams = socket.streams;
            if (streams != null) {
                return StreamSends.send(through, socket, streams, mine, length);
            }
            DatagramOps ops = SocketCalls.datagram(socket, call);
            checkFlags(socket, ops, frame.flags(), call);
            checkLength(socket, ops, length, call);
            mine.checkControl();
            while (admit(socket, mine, through)) {
                int turn = socket.sendTurn;
                try {
                    mine.transmit((int) length);
                    return (int) length;
                } catch (ErrnoException e) {
                    if (!triesAgain(socket, mine, through, turn, e)) {
                        break;
                    }
                }
            }
            return Process.WOULD_BLOCK;
        } finally {
            mine.end();
        }
    }

    /// Whether nothing stands in the way of a send: no error, no shut direction, a live protocol.
    private static boolean isClear(Socket socket) {
        return !socket.is(Socket.DEAD | Socket.CANT_SEND) && !socket.hasError();
    }

    /// On the strand.
    private static void transmit(
            Socket socket,
            DatagramOps ops,
            CallFrame frame,
            byte[] data,
            int offset,
            int length,
            @Nullable Sockaddr to,
            String call)
            throws ErrnoException {
        Packet payload = socket.registry.pool.take();
        payload.append(data, offset, length);
        socket.charge(payload);
        int lease = payload.lease();
        try {
            ops.send(payload, to, frame);
        } catch (ErrnoException e) {
            throw e;
        } catch (Throwable t) {
            payload.abandon(lease);
            throw SocketCalls.fault(socket, call, t);
        }
        socket.sent(length);
    }

    /// Checks what can be checked before anything is copied, and waits for room in so_snd.
    ///
    /// @return false where the call would block and is not to
    private static boolean admit(Socket socket, SendCall mine, Descriptor through)
            throws ErrnoException {
        for (; ; ) {
            SocketCalls.checkAlive(socket, mine.call());
            requireWritable(socket, mine.call());
            if (socket.hasSendRoom()) {
                return true;
            }
            if (!ReceiveCalls.waits(through, mine.flags())) {
                return false;
            }
            awaitRoom(socket, through, mine.deadline(), mine.call());
        }
    }

    static void awaitRoom(Socket socket, Descriptor through, long deadline, String call)
            throws ErrnoException {
        int events = Waits.WRITE_EVENTS;
        Waits.await(
                socket,
                through,
                events,
                SocketEvents::goesOn,
                events,
                deadline,
                Errno.EAGAIN,
                call);
    }

    /// Whether a send was refused because its receiver has no room now.
    private static boolean isRefusal(Socket socket, ErrnoException thrown) {
        return thrown.errno() == Errno.EAGAIN && socket.ops() instanceof WaitingOps;
    }

    /// After a send that failed: waits for its receiver's room.
    ///
    /// @param turn [Socket#sendTurn] before the send
    /// @return false where the call would block and is not to
    /// @throws ErrnoException `failure` where it has another reason; `EAGAIN` after a time-out
    private static boolean triesAgain(
            Socket socket, SendCall mine, Descriptor through, int turn, ErrnoException failure)
            throws ErrnoException {
        if (!isRefusal(socket, failure)) {
            throw failure;
        }
        if (!ReceiveCalls.waits(through, mine.flags())) {
            return false;
        }
        Waits.await(
                socket,
                through,
                Waits.WRITE_EVENTS,
                SendCalls::mayTry,
                turn,
                mine.deadline(),
                Errno.EAGAIN,
                mine.call());
        return true;
    }

    private static boolean mayTry(OpenFile file, int turn) {
        Socket socket = (Socket) file;
        return socket.sendTurn != turn
                || socket.hasError()
                || socket.is(Socket.CANT_SEND | Socket.DEAD);
    }

    static void requireWritable(Socket socket, String call) throws ErrnoException {
        if (socket.is(Socket.CANT_SEND)) {
            boolean never = !socket.is(Socket.CONNECTED | Socket.DISCONNECTED | Socket.DEAD);
            throw new ErrnoException( // Linux unix_seqpacket_sendmsg
                    never && socket.soRcv.connects() ? Errno.ENOTCONN : Errno.EPIPE,
                    call,
                    socket + ": shut for writing (expected: open for it)");
        }
    }

    private static void checkFlags(Socket socket, DatagramOps ops, int flags, String call)
            throws ErrnoException {
        if ((flags & ~SERVED) != 0) {
            int more;
            try {
                more = ops.sendFlags();
            } catch (Throwable t) {
                throw SocketCalls.blame(socket, call, t);
            }
            Checks.flags(flags, SERVED | more, call);
        }
    }

    private static void checkLength(Socket socket, DatagramOps ops, long length, String call)
            throws ErrnoException {
        int most;
        try {
            most = Math.min(ops.maxMessage(), socket.sendLimit);
        } catch (Throwable t) {
            throw SocketCalls.blame(socket, call, t);
        }
        if (length > most) {
            throw new ErrnoException(
                    Errno.EMSGSIZE, call, "length: " + length + " (expected: <= " + most + ")");
        }
    }
}
